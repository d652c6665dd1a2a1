import type { Project } from '../project/project.ts';
import { duckDbFileCapabilities } from './duckdb-file/capabilities.ts';
import { openDuckDbFile } from './duckdb-file/open-duckdb-file.ts';
import type { OpenEngine } from './duckdb-file/open-session.ts';
import { duckDbFileUpkeep } from './duckdb-file/upkeep.ts';
import type { BeginOptions, Capabilities, Warehouse, WarehouseUpkeep } from './warehouse.ts';

/** A kind of warehouse: how it is opened, and how it is looked after. */
interface WarehouseKind {
  readonly capabilities: Capabilities;
  readonly open: (project: Project, openEngine: OpenEngine) => Promise<Warehouse>;
  readonly upkeep: (
    path: string,
    openEngine: OpenEngine,
    holder: Pick<BeginOptions, 'processId' | 'now'>,
  ) => Promise<WarehouseUpkeep>;
}

/** The kinds of warehouses, by the type of the target. */
const kinds: Readonly<Record<Project['target']['type'], WarehouseKind>> = {
  duckdb: {
    capabilities: duckDbFileCapabilities,
    open: openDuckDbFile,
    upkeep: duckDbFileUpkeep,
  },
};

/** What the warehouse of the project's target can promise. */
export function warehouseCapabilities({ target }: Project): Capabilities {
  return kinds[target.type].capabilities;
}

/** Opens the warehouse of the project's target. Throws CrmErrors. */
export function openWarehouse(project: Project, openEngine: OpenEngine): Promise<Warehouse> {
  return kinds[project.target.type].open(project, openEngine);
}

/** The housekeeping of the warehouse of the project's target. */
export function warehouseUpkeep(
  { target }: Project,
  openEngine: OpenEngine,
  holder: Pick<BeginOptions, 'processId' | 'now'>,
): Promise<WarehouseUpkeep> {
  return kinds[target.type].upkeep(target.path, openEngine, holder);
}

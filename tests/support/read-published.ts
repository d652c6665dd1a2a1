import type { Connection } from '../../src/engine/engine.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import type { Project } from '../../src/project/project.ts';
import { openWarehouse } from '../../src/warehouse/warehouses.ts';

/** The published build, open for reading. */
export interface PublishedReader {
  readonly connection: Connection;
  close(): Promise<void>;
}

/** Opens the published build of a project. */
export async function readPublished(project: Project): Promise<PublishedReader> {
  const warehouse = await openWarehouse(project, openProjectEngine);
  try {
    const { connection } = await warehouse.read();
    return { connection, close: () => warehouse.close() };
  } catch (error) {
    await warehouse.close();
    throw error;
  }
}

import type { CrmError } from '../../base/errors/crm-error.ts';
import type { MappedSql } from '../../base/text/mapped-sql.ts';
import type { TypedColumn } from '../../dialect/types/typed-column.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import type { PlannedRun } from '../run-request.ts';

/** `report` takes errors of a node whose readers can still be checked. */
export type CheckOptions = Pick<PlannedRun, 'project' | 'manifest' | 'compiler' | 'plan'> &
  Pick<Warehouse, 'hookProblem'> & {
    readonly functions: ReadonlySet<string>;
    /** Unique ids of the plan's nodes. */
    readonly planned: ReadonlySet<string>;
    readonly report: (errors: readonly CrmError[]) => void;
    /** Filled with the columns of each relation and query, as they are found. */
    readonly columns: Map<string, readonly TypedColumn[]>;
    /** Filled with the statements that load the sources and seeds of the plan. */
    readonly loads: Map<string, MappedSql>;
    /** Filled with the models whose columns are known only once there are rows. */
    readonly unknown: Set<string>;
    /** Filled with the models whose columns have to be checked when they run. */
    readonly unchecked: Set<string>;
  };

import type { CrmError } from '../base/errors/crm-error.ts';
import type { QueryResult } from '../engine/engine.ts';
import type { ResourceType } from '../nodes/node.ts';
import type { Plan, PlanScope } from '../plan/plan.ts';
import type { CatalogObject } from '../warehouse/catalog-object.ts';
import type { WithheldRelation } from '../warehouse/withheld-relation.ts';

/**
 * dbt's statuses: success, error and skipped for relations; pass, warn and fail for tests. Nodes that
 * were running when a person ended the run are `interrupted`.
 */
export type NodeStatus = 'success' | 'error' | 'skipped' | 'interrupted' | 'pass' | 'warn' | 'fail';

/** The result of one node. */
export interface NodeResult {
  readonly uniqueId: string;
  readonly resourceType: ResourceType;
  readonly status: NodeStatus;
  /** One line for the person, such as `12,345 rows` or `got 3 results, configured to fail if != 0`. */
  readonly message: string | undefined;
  /** Rows written; undefined for views and tests. */
  readonly rows: number | undefined;
  /** Failures of a test. */
  readonly failures: number | undefined;
  /** The first failing rows of a test. */
  readonly sample: QueryResult | undefined;
  /** Errors of the node, or of a load, which may have several. */
  readonly errors: readonly CrmError[];
  /** Warnings about data that was loaded. */
  readonly warnings?: readonly CrmError[] | undefined;
  /** The SQL that ran. */
  readonly compiledSql: string | undefined;
  readonly statement: string | undefined;
  /** File of retained failing rows, relative to the project root. */
  readonly failuresPath: string | undefined;
  readonly startedAt: Date;
  readonly completedAt: Date;
}

/** What happens while a plan runs, in order. */
export type RunEvent =
  | {
      /** What is going to run, and what was left out or is out of date. */
      readonly type: 'run-started';
      readonly scope: PlanScope;
      readonly plan: Plan;
      readonly warnings: readonly CrmError[];
    }
  | { readonly type: 'waiting'; readonly holder: string }
  | {
      readonly type: 'checked';
      readonly relations: number;
      readonly tests: number;
      readonly seconds: number;
    }
  | {
      /** Relations of others that the build carries over, and relations that it drops. */
      readonly type: 'claimed';
      readonly carried: readonly CatalogObject[];
      /** Relations that the project no longer has. */
      readonly gone: readonly CatalogObject[];
    }
  | {
      readonly type: 'node-started';
      readonly uniqueId: string;
      readonly index: number;
      readonly total: number;
    }
  | {
      readonly type: 'node-progress';
      readonly uniqueId: string;
      readonly index: number;
      readonly total: number;
      readonly share: number | undefined;
      readonly seconds: number;
    }
  | {
      readonly type: 'node-finished';
      readonly result: NodeResult;
      readonly index: number;
      readonly total: number;
    }
  | {
      readonly type: 'published';
      readonly path: string;
      readonly bytes: number;
      readonly seconds: number;
      /** Errors of retained relations, which do not prevent publishing, and failures after publishing. */
      readonly warnings: readonly CrmError[];
      /** Relations that the file lacks because something in their group failed. */
      readonly withheld: readonly WithheldRelation[];
    }
  | {
      readonly type: 'not-published';
      readonly path: string;
      readonly reason: string;
      /** True when there is an earlier build, which stays as it was. */
      readonly hasPrevious: boolean;
    }
  | { readonly type: 'run-finished'; readonly result: RunResult };

/** The result of a plan. */
export interface RunResult {
  readonly scope: PlanScope;
  readonly results: readonly NodeResult[];
  /** Errors that belong to no node: compile errors, the lock, publishing. */
  readonly errors: readonly CrmError[];
  readonly published: boolean;
  /** Of a published build, what was left out of it. */
  readonly withheld: readonly WithheldRelation[];
  readonly startedAt: Date;
  readonly completedAt: Date;
}

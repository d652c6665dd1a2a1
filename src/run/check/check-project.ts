import type { CrmError } from '../../base/errors/crm-error.ts';
import { knownErrors } from '../../base/errors/known-errors.ts';
import type { MappedSql } from '../../base/text/mapped-sql.ts';
import { quoteIdentifier } from '../../dialect/names/relation.ts';
import type { TypedColumn } from '../../dialect/types/typed-column.ts';
import type { Connection } from '../../engine/engine.ts';
import type { Manifest } from '../../graph/manifest.ts';
import type { CompiledSteps } from '../../plan/complete-plan.ts';
import type { UnitTestSql } from '../../plan/plan.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { type PartedErrors, partBroken } from '../broken-nodes.ts';
import { declareInCheck } from '../hooks/declare-in-check.ts';
import { type PlanInputs, stampPlan } from '../plan-inputs.ts';
import type { PlannedRun } from '../run-request.ts';
import { runConcurrently, type Task } from '../steps/run-concurrently.ts';
import { checkNode } from './check-node.ts';
import { prepareUnitTest } from './prepare-unit-test.ts';

/** What the dry compile found. */
export interface CheckedProject extends PartedErrors, CompiledSteps {
  /** What was not checked, and the node whose errors are the reason, by unique id. */
  readonly blocked: ReadonlyMap<string, string>;
  readonly relations: number;
  readonly tests: number;
  /** Models whose columns come from rows and are to be checked when they run. */
  readonly unchecked: ReadonlySet<string>;
  /** Connections to the memory in which every relation stands, typed and empty. */
  readonly checks: readonly Connection[];
  /** The files that the plan loads, as they were before the check looked at them. */
  readonly inputs: PlanInputs;
}

/** Something to check, and what it reads. */
interface Check extends Task {
  readonly run: (connection: Connection, errors: CrmError[]) => Promise<void>;
}

/**
 * The dry compile: creates every relation of the whole project without rows in memory and
 * prepares every data test and unit test that the plan runs, so that all parser, binder, catalog
 * and contract errors, and all raw files and columns that are missing, come together before any
 * data is touched. What reads something that failed is not reported again. Planning a statement
 * keeps one core busy, so as many are planned concurrently as there are connections in `checks`.
 */
export async function checkProject(
  checks: readonly Connection[],
  { session: { functions, attached }, hookProblem }: Pick<Warehouse, 'session' | 'hookProblem'>,
  request: Pick<PlannedRun, 'project' | 'manifest' | 'compiler' | 'plan' | 'signal'>,
): Promise<CheckedProject> {
  const { manifest, signal } = request;
  const inputs = stampPlan(request.plan, attached);
  const counts = { relations: 0, tests: 0 };
  const unitTests = new Map<string, UnitTestSql>();
  const loads = new Map<string, MappedSql>();
  const unchecked = new Set<string>();
  const { relations, tests } = listChecks({ ...request, hookProblem }, functions, counts, {
    loads,
    unitTests,
    unchecked,
  });
  const found = new Map(
    [...relations, ...tests].map(({ uniqueId }): [string, CrmError[]] => [uniqueId, []]),
  );
  const failed = new Set<string>();
  const blocked = new Map<string, string>();
  for (const [at, connection] of checks.entries()) {
    if (at === 0) {
      await createSchemasOf(connection, manifest);
      await declareInCheck(connection, request);
    }
    // Errors come out while binding; optimizing plans that never run would double the time.
    await connection.bindOnly(true);
  }
  // The rows of a unit test may be SQL that reads any relation.
  for (const tasks of [relations, tests]) {
    await runConcurrently(
      tasks,
      checks,
      async ({ uniqueId, after, run }, connection) => {
        const errors = found.get(uniqueId) ?? [];
        const unreadable = after.find(id => failed.has(id));
        if (unreadable !== undefined) {
          failed.add(uniqueId);
          blocked.set(uniqueId, blocked.get(unreadable) ?? unreadable);
        } else if (!(await collect(errors, () => run(connection, errors)))) {
          failed.add(uniqueId);
        }
      },
      () => (signal.aborted ? 0 : checks.length),
    );
  }
  for (const connection of checks) await connection.bindOnly(false);
  const parted = partBroken(found, request);
  return { ...parted, blocked, ...counts, loads, unitTests, unchecked, checks, inputs };
}

/** All that is to be checked. */
function listChecks(
  request: Pick<PlannedRun, 'project' | 'manifest' | 'compiler' | 'plan'> &
    Pick<Warehouse, 'hookProblem'>,
  functions: ReadonlySet<string>,
  counts: { relations: number; tests: number },
  filled: {
    readonly loads: Map<string, MappedSql>;
    readonly unitTests: Map<string, UnitTestSql>;
    readonly unchecked: Set<string>;
  },
): { readonly relations: readonly Check[]; readonly tests: readonly Check[] } {
  const { manifest, plan, compiler } = request;
  const planned = new Set(plan.steps.map(step => step.uniqueId));
  const columns = new Map<string, readonly TypedColumn[]>();
  const unknown = new Set<string>();
  const options = { ...request, functions, planned, columns, unknown, ...filled };
  const relations: Check[] = [];
  const tests: Check[] = [];
  for (const id of manifest.order) {
    const node = manifest.nodes.get(id);
    if (node === undefined || node.resourceType === 'unit_test') continue;
    (node.resourceType === 'test' ? tests : relations).push({
      uniqueId: id,
      after: manifest.parents.get(id) ?? [],
      run: (connection, errors) =>
        checkNode(connection, node, { ...options, report: more => errors.push(...more) }, counts),
    });
  }
  for (const step of plan.steps) {
    if (step.kind !== 'unit_test') continue;
    tests.push({
      uniqueId: step.uniqueId,
      after: [step.model.uniqueId, ...step.inputs.map(input => input.uniqueId)],
      run: async connection => {
        const context = { checks: connection, manifest, columns, unknown, compiler };
        filled.unitTests.set(step.uniqueId, await prepareUnitTest(step, context));
      },
    });
  }
  return { relations, tests };
}

/** Collects what a person can put right; true when nothing was thrown. */
async function collect(errors: CrmError[], action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    errors.push(...knownErrors(error));
    return false;
  }
}

async function createSchemasOf(connection: Connection, manifest: Manifest): Promise<void> {
  const schemas = new Set<string>();
  for (const node of manifest.nodes.values()) {
    if ('relation' in node) schemas.add(node.relation.schema);
  }
  for (const schema of [...schemas].sort()) {
    await connection.run(`create schema if not exists ${quoteIdentifier(schema)}`);
  }
}

import { CrmError, CrmErrors } from '../base/crm-error.ts';
import { quoteIdentifier } from '../base/relation.ts';
import type { Connection, ResultColumn } from '../engine/engine.ts';
import type { Manifest } from '../graph/manifest.ts';
import type { UnitTestStep } from '../plan/plan.ts';
import type { UnitTestSql } from '../plan/unit-test-sql.ts';
import { type CheckOptions, checkNode } from './check-node.ts';
import type { Session } from './open-session.ts';
import { prepareUnitTest } from './prepare-unit-test.ts';
import type { RunOptions } from './run-options.ts';

/** What the skeleton pass found. */
export interface CheckedProject {
  readonly errors: readonly CrmError[];
  readonly relations: number;
  readonly tests: number;
  /** The queries of the plan's unit tests, by unique id. */
  readonly unitTests: ReadonlyMap<string, UnitTestSql>;
}

/**
 * The skeleton pass: creates every relation of the whole project without rows in memory and
 * prepares every data test that the plan runs, so that all parser, binder, catalog and contract
 * errors, and all raw files and columns that are missing, come together before any data is touched.
 * A node whose ancestor failed is not reported again. The relations stay on `checks`, for unit
 * tests. Data tests are prepared on a connection of their own meanwhile: planning takes one thread
 * each, and nothing hangs on a test.
 */
export async function checkProject(
  session: Pick<Session, 'checks' | 'testChecks' | 'functions'>,
  request: Pick<RunOptions, 'manifest' | 'compiler' | 'plan'>,
): Promise<CheckedProject> {
  const { checks, testChecks, functions } = session;
  const { manifest, plan } = request;
  const found: CrmError[][] = [];
  const planned = new Set(plan.steps.map(step => step.uniqueId));
  const failed = new Set<string>();
  const counts = { relations: 0, tests: 0 };
  const columns = new Map<string, readonly ResultColumn[]>();
  const unitTests = new Map<string, UnitTestSql>();
  const optionsFor = (errors: CrmError[]): CheckOptions => ({
    ...request,
    functions,
    planned,
    columns,
    report: more => errors.push(...more),
  });
  await createSchemasOf(checks, manifest);
  // Errors come out while binding; optimizing plans that never run would double the time.
  for (const connection of [checks, testChecks]) await connection.run('pragma disable_optimizer');
  let testing: Promise<unknown> = Promise.resolve();
  for (const id of manifest.order) {
    const node = manifest.nodes.get(id);
    if (node === undefined) continue;
    if ((manifest.parents.get(id) ?? []).some(parent => failed.has(parent))) {
      failed.add(id);
      continue;
    }
    const errors: CrmError[] = [];
    found.push(errors);
    if (node.resourceType === 'test') {
      const check = () => checkNode(testChecks, node, optionsFor(errors), counts);
      testing = testing.then(() => collect(errors, check));
      // Awaited below; until then an error that is a bug must not end the process.
      testing.catch(() => undefined);
      continue;
    }
    const check = () => checkNode(checks, node, optionsFor(errors), counts);
    if (!(await collect(errors, check))) failed.add(id);
  }
  const steps = plan.steps.filter(
    (step): step is UnitTestStep => step.kind === 'unit_test' && !failed.has(step.model.uniqueId),
  );
  const lists = steps.map((): CrmError[] => []);
  found.push(...lists);
  const queue = steps.entries();
  const prepare = async (connection: Connection) => {
    for (const [at, step] of queue) {
      const context = { checks: connection, manifest, columns, compiler: request.compiler };
      await collect(lists[at] ?? [], async () => {
        unitTests.set(step.uniqueId, await prepareUnitTest(step, context));
      });
    }
  };
  await Promise.all([prepare(checks), testing.then(() => prepare(testChecks))]);
  for (const connection of [checks, testChecks]) await connection.run('pragma enable_optimizer');
  return { errors: found.flat(), ...counts, unitTests };
}

/** Collects what a person can put right; true when nothing was thrown. */
async function collect(errors: CrmError[], action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    if (error instanceof CrmErrors) errors.push(...error.errors);
    else if (error instanceof CrmError) errors.push(error);
    else throw error;
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

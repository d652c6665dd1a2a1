import { CrmError, CrmErrors } from '../base/crm-error.ts';
import { concatSql, type MappedSql } from '../base/mapped-sql.ts';
import { formatRelation, quoteIdentifier, type Relation } from '../base/relation.ts';
import type { Connection, ResultColumn } from '../engine/engine.ts';
import type { Manifest } from '../graph/manifest.ts';
import { checkContract } from '../plan/check-contract.ts';
import { dataTestSql } from '../plan/data-test-sql.ts';
import type { UnitTestStep } from '../plan/plan.ts';
import type { UnitTestSql } from '../plan/unit-test-sql.ts';
import type { ModelNode, Node, SeedNode, SourceNode, TestNode } from '../template/node.ts';
import { checkViewFunctions } from './check-view-functions.ts';
import { locateError } from './locate-error.ts';
import type { Session } from './open-session.ts';
import { prepareUnitTest } from './prepare-unit-test.ts';
import { probeLoad } from './probe-load.ts';
import type { RunOptions } from './run-options.ts';

/** What the skeleton pass found. */
export interface CheckedProject {
  readonly errors: readonly CrmError[];
  readonly relations: number;
  readonly tests: number;
  /** The queries of the plan's unit tests, by unique id. */
  readonly unitTests: ReadonlyMap<string, UnitTestSql>;
}

/** `report` takes errors of a node that its readers can be checked in spite of. */
type CheckOptions = Pick<RunOptions, 'manifest' | 'compiler' | 'plan'> & {
  readonly functions: ReadonlySet<string>;
  /** Unique ids of the plan's nodes. */
  readonly planned: ReadonlySet<string>;
  readonly report: (errors: readonly CrmError[]) => void;
  /** Filled with the columns of each relation and query, as they are found. */
  readonly columns: Map<string, readonly ResultColumn[]>;
};

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

async function checkNode(
  connection: Connection,
  node: Node,
  options: CheckOptions,
  counts: { relations: number; tests: number },
): Promise<void> {
  switch (node.resourceType) {
    case 'source':
    case 'seed':
      await checkLoad(connection, node, options);
      counts.relations += 1;
      break;
    case 'model':
      await checkModel(connection, node, options);
      counts.relations += 1;
      break;
    case 'test':
      // Relations are checked whatever is selected, for a change breaks what reads it; a test that
      // does not run breaks nothing.
      if (!options.planned.has(node.uniqueId)) break;
      await checkTest(connection, node, options);
      counts.tests += 1;
      break;
    case 'operation':
      options.compiler.compile(node);
      break;
    case 'unit_test':
    case 'exposure':
      break;
  }
}

/** A source whose columns are known stands for its readers also while its file has mistakes. */
async function checkLoad(
  connection: Connection,
  node: SourceNode | SeedNode,
  options: CheckOptions,
): Promise<void> {
  const probed = await probeLoad(connection, node, options.planned.has(node.uniqueId));
  if (probed.columns === undefined) throw new CrmErrors(probed.errors);
  try {
    await createEmpty(connection, node.relation, probed.columns);
  } catch (error) {
    // A declared type that does not exist is told by the probe already.
    if (!(error instanceof CrmError)) throw error;
    throw probed.errors.length > 0
      ? new CrmErrors(probed.errors)
      : error.with({ location: node.location });
  }
  options.report(probed.errors);
}

async function createEmpty(
  connection: Connection,
  relation: Relation,
  columns: readonly ResultColumn[],
): Promise<void> {
  const list = columns.map(({ name, type }) => `${quoteIdentifier(name)} ${type}`).join(', ');
  await connection.run(`create table ${formatRelation(relation)} (${list})`);
}

async function checkModel(
  connection: Connection,
  node: ModelNode,
  options: CheckOptions,
): Promise<void> {
  const select = options.compiler.compile(node);
  let columns: readonly ResultColumn[];
  try {
    columns = await connection.describe(select.text);
  } catch (error) {
    throw error instanceof CrmError ? locateError(error, select, node) : error;
  }
  if (select.text.includes(';')) await checkBracketed(connection, node, select);
  const doubled = doubledColumns(columns);
  if (doubled.length > 0) {
    const names = doubled.map(name => `'${name}'`).join(', ');
    const message = `model '${node.name}' has more than one column ${names}`;
    const hint = 'give each column a name of its own';
    throw new CrmError('duplicate-column', message, { location: node.location, hint });
  }
  const violations = checkContract(node, columns);
  if (violations.length > 0) throw new CrmErrors(violations);
  options.columns.set(node.uniqueId, columns);
  if (node.materialized === 'ephemeral') return;
  const calls = await checkViewFunctions(connection, node, select, options.functions);
  if (calls.length > 0) throw new CrmErrors(calls);
  await createEmpty(connection, node.relation, columns);
}

/** A final semicolon, which DESCRIBE takes, breaks the statement that the query will stand in. */
async function checkBracketed(
  connection: Connection,
  node: ModelNode,
  select: MappedSql,
): Promise<void> {
  const bracketed = concatSql(['(\n', select, '\n)']);
  try {
    await connection.prepare(bracketed.text);
  } catch (error) {
    throw error instanceof CrmError ? locateError(error, bracketed, node) : error;
  }
}

/** Names that stand twice; the database would rename the second one without a word. */
function doubledColumns(columns: readonly ResultColumn[]): readonly string[] {
  const seen = new Set<string>();
  const doubled = new Set<string>();
  for (const { name } of columns) {
    const key = name.toLowerCase();
    if (seen.has(key)) doubled.add(name);
    seen.add(key);
  }
  return [...doubled];
}

async function checkTest(
  connection: Connection,
  node: TestNode,
  options: CheckOptions,
): Promise<void> {
  const select = options.compiler.compile(node);
  const statement = dataTestSql(node, select).statement;
  try {
    await connection.prepare(statement.text);
  } catch (error) {
    throw error instanceof CrmError ? locateError(error, statement, node) : error;
  }
}

import { CrmError, CrmErrors } from '../base/crm-error.ts';
import { concatSql, type MappedSql } from '../base/mapped-sql.ts';
import { formatRelation, quoteIdentifier, type Relation } from '../base/relation.ts';
import type { Connection, ResultColumn } from '../engine/engine.ts';
import { checkContract } from '../plan/check-contract.ts';
import { dataTestSql } from '../plan/data-test-sql.ts';
import type { ModelNode, Node, SeedNode, SourceNode, TestNode } from '../template/node.ts';
import { checkViewFunctions } from './check-view-functions.ts';
import { locateError } from './locate-error.ts';
import { probeLoad } from './probe-load.ts';
import type { RunOptions } from './run-options.ts';

/** `report` takes errors of a node that its readers can be checked in spite of. */
export type CheckOptions = Pick<RunOptions, 'manifest' | 'compiler' | 'plan'> & {
  readonly functions: ReadonlySet<string>;
  /** Unique ids of the plan's nodes. */
  readonly planned: ReadonlySet<string>;
  readonly report: (errors: readonly CrmError[]) => void;
  /** Filled with the columns of each relation and query, as they are found. */
  readonly columns: Map<string, readonly ResultColumn[]>;
};

/**
 * Creates a node's relation without rows, or prepares its test. Throws CrmErrors or CrmError with
 * what a person can put right.
 */
export async function checkNode(
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

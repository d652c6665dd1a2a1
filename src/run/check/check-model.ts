import { CrmError, CrmErrors } from '../../base/errors/crm-error.ts';
import type { MappedSql } from '../../base/text/mapped-sql.ts';
import { materializationOf } from '../../dialect/materializations/materializations.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import { findWord } from '../../dialect/statements/sql-statements.ts';
import type { TypedColumn } from '../../dialect/types/typed-column.ts';
import type { Connection } from '../../engine/engine.ts';
import type { ModelNode, Node } from '../../nodes/node.ts';
import { relationKind } from '../../nodes/relation-kind.ts';
import { checkContract } from '../../plan/models/check-contract.ts';
import { queryProblem } from '../../plan/models/query-problem.ts';
import { locateError } from '../locate-error.ts';
import type { CheckOptions } from './check-options.ts';
import { checkViewFunctions } from './check-view-functions.ts';

/**
 * Creates a model's relation without rows and compares it with its contract. Where its columns come
 * from rows, the columns of the contract are used; without a contract the model is recorded as unknown,
 * and its readers cannot be checked. Throws CrmErrors or CrmError.
 */
export async function checkModel(
  connection: Connection,
  node: ModelNode,
  options: CheckOptions,
  readsUnknown: boolean,
): Promise<void> {
  const select = options.compiler.compile(node);
  const problem = queryProblem(select.text);
  if (problem !== undefined) throw locateError(problem, select, node);
  const readsColumns = await connection.readsColumns(select.text);
  if (readsColumns && relationKind(node) === 'view') throw pivotInView(node, select);
  if (readsColumns) await checkExpanded(connection, select, node);
  else if (!readsUnknown) {
    options.columns.set(node.uniqueId, await checkSelect(connection, node, select));
  }
  const calls = await checkViewFunctions(connection, node, select, options.functions);
  if (calls.length > 0) throw new CrmErrors(calls);
  if (readsUnknown || readsColumns) await standIn(connection, node, options);
  else await createChecked(connection, node, options.columns.get(node.uniqueId) ?? []);
}

/** Creates the model without rows, as its materialization would. */
async function createChecked(
  connection: Connection,
  { materialized, relation }: ModelNode,
  columns: readonly TypedColumn[],
): Promise<void> {
  for (const statement of materializationOf(materialized).check(relation, columns)) {
    await connection.run(statement);
  }
}

/**
 * The columns of a model's SELECT. Throws CrmErrors or CrmError where it does not bind, where a name
 * appears twice, and where they are not those of the contract.
 */
export async function checkSelect(
  connection: Connection,
  node: ModelNode,
  select: MappedSql,
): Promise<readonly TypedColumn[]> {
  const columns = await describeSelect(connection, node, select);
  const doubled = doubledColumns(columns);
  if (doubled.length > 0) {
    const names = doubled.map(name => `'${name}'`).join(', ');
    const message = `model '${node.name}' has more than one column ${names}`;
    const hint = 'give each column a name of its own';
    throw new CrmError(
      'duplicate-column',
      { columns: doubled, reason: message, hint },
      { location: node.location },
    );
  }
  const violations = checkContract(node, columns);
  if (violations.length > 0) throw new CrmErrors(violations);
  return columns;
}

/**
 * Binds a query whose columns come from rows. Without rows some columns that it names are missing, so
 * errors of names are left to the run.
 */
export async function checkExpanded(
  connection: Connection,
  sql: MappedSql,
  node: Node,
): Promise<void> {
  try {
    await connection.prepare(sql.text);
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    if (error.code !== 'sql-binder') throw locateError(error, sql, node);
  }
}

async function describeSelect(
  connection: Connection,
  node: ModelNode,
  select: MappedSql,
): Promise<readonly TypedColumn[]> {
  try {
    return await connection.describe(select.text);
  } catch (error) {
    throw error instanceof CrmError ? locateError(error, select, node) : error;
  }
}

async function standIn(
  connection: Connection,
  node: ModelNode,
  options: CheckOptions,
): Promise<void> {
  const declared = node.columns.flatMap(({ name, dataType }) =>
    dataType === undefined ? [] : [{ name, type: dataType }],
  );
  options.unchecked.add(node.uniqueId);
  if (!node.contract.enforced || declared.length !== node.columns.length) {
    options.unknown.add(node.uniqueId);
    return;
  }
  try {
    await createChecked(connection, node, declared);
    const columns = await connection.describe(`select * from ${formatRelation(node.relation)}`);
    options.columns.set(node.uniqueId, columns);
  } catch (error) {
    throw error instanceof CrmError ? error.with({ location: node.columns[0]?.location }) : error;
  }
}

function pivotInView(node: ModelNode, select: MappedSql): CrmError {
  const message = `view '${node.name}' takes its columns from rows, which a view cannot`;
  const hint =
    "list the values, as in pivot … on kind in ('a', 'b'), or make it a table: " +
    "config(materialized='table')";
  const sqlOffset = findWord(select.text, new Set(['pivot', 'pivot_wider']));
  return locateError(
    new CrmError('sql-binder', { reason: message, hint }, { sqlOffset }),
    select,
    node,
  );
}

/** Duplicate names; the database would silently rename the second one. */
function doubledColumns(columns: readonly TypedColumn[]): readonly string[] {
  const seen = new Set<string>();
  const doubled = new Set<string>();
  for (const { name } of columns) {
    const key = name.toLowerCase();
    if (seen.has(key)) doubled.add(name);
    seen.add(key);
  }
  return [...doubled];
}

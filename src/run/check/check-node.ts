import { CrmError, CrmErrors } from '../../base/errors/crm-error.ts';
import { createEmptyTable } from '../../dialect/statements/create-relation.ts';
import type { Connection } from '../../engine/engine.ts';
import type { Node, SeedNode, SourceNode, TestNode } from '../../nodes/node.ts';
import { queryProblem, statementProblem } from '../../plan/models/query-problem.ts';
import { verdictSql } from '../../plan/tests/data-test-sql.ts';
import { locateError } from '../locate-error.ts';
import { checkExpanded, checkModel } from './check-model.ts';
import type { CheckOptions } from './check-options.ts';
import { probeLoad } from './probe-load.ts';

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
  const parents = options.manifest.parents.get(node.uniqueId) ?? [];
  const readsUnknown = parents.some(id => options.unknown.has(id));
  switch (node.resourceType) {
    case 'source':
    case 'seed':
      await checkLoad(connection, node, options);
      counts.relations += 1;
      break;
    case 'model':
      await checkModel(connection, node, options, readsUnknown);
      counts.relations += 1;
      break;
    case 'test':
      // Relations are checked whatever is selected, as a change can break their readers; a test that
      // does not run breaks nothing.
      if (readsUnknown || !options.planned.has(node.uniqueId)) break;
      await checkTest(connection, node, options);
      counts.tests += 1;
      break;
    case 'operation': {
      const sql = options.compiler.compile(node);
      const problem = statementProblem(sql.text) ?? options.hookProblem(sql.text);
      if (problem !== undefined) throw locateError(problem, sql, node);
      break;
    }
    case 'unit_test':
    case 'exposure':
      break;
  }
}

/** A source with known columns is created for its readers even while its file has errors. */
async function checkLoad(
  connection: Connection,
  node: SourceNode | SeedNode,
  options: CheckOptions,
): Promise<void> {
  const probed = await probeLoad(connection, node, options.planned.has(node.uniqueId));
  if (probed.columns === undefined) throw new CrmErrors(probed.errors);
  if (probed.statement !== undefined) options.loads.set(node.uniqueId, probed.statement);
  try {
    await connection.run(createEmptyTable(node.relation, probed.columns));
  } catch (error) {
    // A declared type that does not exist is reported by the probe already.
    if (!(error instanceof CrmError)) throw error;
    throw probed.errors.length > 0
      ? new CrmErrors(probed.errors)
      : error.with({ location: node.location });
  }
  options.report(probed.errors);
}

async function checkTest(
  connection: Connection,
  node: TestNode,
  options: CheckOptions,
): Promise<void> {
  const select = options.compiler.compile(node);
  const problem = queryProblem(select.text);
  if (problem !== undefined) throw locateError(problem, select, node);
  const statement = verdictSql(node, select);
  if (await connection.readsColumns(select.text)) return checkExpanded(connection, statement, node);
  try {
    await connection.prepare(statement.text);
  } catch (error) {
    throw error instanceof CrmError ? locateError(error, statement, node) : error;
  }
}

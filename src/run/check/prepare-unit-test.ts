import { CrmError } from '../../base/errors/crm-error.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import type { TypedColumn } from '../../dialect/types/typed-column.ts';
import type { Connection } from '../../engine/engine.ts';
import type { Manifest } from '../../graph/manifest.ts';
import type { Compiler } from '../../nodes/compiler.ts';
import type { Node, UnitTestNode } from '../../nodes/node.ts';
import { isRelationNode } from '../../nodes/relation-kind.ts';
import { queryProblem } from '../../plan/models/query-problem.ts';
import type { UnitTestSql, UnitTestStep } from '../../plan/plan.ts';
import { givenSql, type UnitTestTypes, unitTestSql } from '../../plan/tests/unit-test-sql.ts';
import { locateError } from '../locate-error.ts';

/** What a unit test is prepared with: a connection that has the project's empty relations. */
export interface UnitTestContext {
  readonly checks: Connection;
  readonly manifest: Manifest;
  readonly compiler: Compiler;
  /** Columns that are known by now, by unique id; more are added as they are asked for. */
  readonly columns: Map<string, readonly TypedColumn[]>;
  /** Models whose columns are known only once there are rows. */
  readonly unknown: ReadonlySet<string>;
}

/**
 * Writes the queries of a unit test with the types that the dry compile found, and has the
 * database check both. Throws CrmErrors, located in the YAML or the model.
 */
export async function prepareUnitTest(
  step: UnitTestStep,
  context: UnitTestContext,
): Promise<UnitTestSql> {
  const { node } = step;
  const inputs = new Map<string, readonly TypedColumn[]>();
  for (const { uniqueId } of step.inputs) {
    const input = context.manifest.nodes.get(uniqueId);
    if (input === undefined) continue;
    if (context.unknown.has(uniqueId)) throw unknownInput(input, node);
    inputs.set(uniqueId, await columnsOf(input, context));
  }
  for (const { given } of step.inputs) {
    const { format, rows, location } = given.rows;
    // by itself first, so that an error is reported at the rows and not at the model
    if (format === 'sql') await describeAt(String(rows), { ...node, location }, context);
  }
  // The given rows define the columns where a model's columns come from rows.
  const model = context.unknown.has(step.model.uniqueId)
    ? await describeModel(step, inputs, context)
    : await columnsOf(step.model, context);
  const { expect } = node;
  const at = { ...node, location: expect.location };
  const sql =
    expect.format === 'sql'
      ? await describeAt(String(expect.rows), at, context).then(found =>
          unitTestSql(step, { inputs, model, expect: found }),
        )
      : unitTestSql(step, { inputs, model });
  try {
    await context.checks.prepare(sql.actual.text);
  } catch (error) {
    throw error instanceof CrmError ? locateError(error, sql.actual, node) : error;
  }
  await describeAt(sql.expected.text, at, context);
  return sql;
}

function unknownInput(input: Node, node: UnitTestNode): CrmError {
  const message = `the columns of '${input.name}' come from rows, so unit test '${node.name}' cannot give any`;
  const hint = `declare them in a contract of '${input.name}'`;
  return new CrmError(
    'unit-test-failed',
    { test: node.name, reason: message, hint },
    { location: node.location },
  );
}

async function describeModel(
  step: UnitTestStep,
  inputs: UnitTestTypes['inputs'],
  { checks }: UnitTestContext,
): Promise<readonly TypedColumn[]> {
  const sql = givenSql(step, inputs);
  try {
    return await checks.describe(sql.text);
  } catch (error) {
    throw error instanceof CrmError ? locateError(error, sql, step.node) : error;
  }
}

async function columnsOf(node: Node, context: UnitTestContext): Promise<readonly TypedColumn[]> {
  const known = context.columns.get(node.uniqueId);
  if (known !== undefined) return known;
  const sql = isRelationNode(node)
    ? `select * from ${formatRelation(node.relation)}`
    : context.compiler.compile(node).text;
  const found = await context.checks.describe(sql);
  context.columns.set(node.uniqueId, found);
  return found;
}

async function describeAt(
  sql: string,
  node: Node,
  { checks }: UnitTestContext,
): Promise<readonly TypedColumn[]> {
  const problem = queryProblem(sql);
  if (problem !== undefined) throw problem.with({ location: node.location });
  try {
    return await checks.describe(sql);
  } catch (error) {
    throw error instanceof CrmError ? error.with({ location: node.location }) : error;
  }
}

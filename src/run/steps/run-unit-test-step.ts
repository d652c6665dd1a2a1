import { CrmError } from '../../base/errors/crm-error.ts';
import type { QueryResult } from '../../engine/engine.ts';
import type { UnitTestStep } from '../../plan/plan.ts';
import {
  diffUnitTest,
  formatUnitTestDiff,
  type UnitTestDiff,
} from '../../plan/tests/diff-unit-test.ts';
import { locateError } from '../locate-error.ts';
import type { StepContext, StepOutcome } from './step-context.ts';

/** Runs a model's SQL on given rows, in memory, and compares the result with the expected rows. */
export async function runUnitTestStep(
  step: UnitTestStep,
  context: StepContext,
): Promise<StepOutcome> {
  const { node, model, sql } = step;
  if (sql === undefined) throw new Error(`${step.uniqueId} was not prepared`);
  const actual = await context.checks.query(sql.actual.text).catch(error => {
    throw error instanceof CrmError ? locateError(error, sql.actual, node) : error;
  });
  const expected = await context.checks.query(sql.expected.text).catch(error => {
    throw error instanceof CrmError ? error.with({ location: node.expect.location }) : error;
  });
  const diff = diffUnitTest(sql.columns, expected.rows, actual.rows);
  if (diff === undefined) return { status: 'pass', failures: 0 };
  const failures = diff.rows.length;
  const message = `${failures} ${failures === 1 ? 'row differs' : 'rows differ'} from what is expected`;
  const text = [
    `unit test '${node.name}' of model '${model.name}': ${message}`,
    ...formatUnitTestDiff(diff),
  ].join('\n');
  const error = new CrmError(
    'unit-test-failed',
    { test: node.name, reason: text },
    { location: node.expect.location },
  );
  return { status: 'fail', failures, message, sample: diffTable(diff), errors: [error] };
}

/** The diff as rows: `-` is missing, `+` came instead, `*` marks the cells that differ. */
function diffTable({ columns, rows }: UnitTestDiff): QueryResult {
  return {
    columns: ['', ...columns].map(name => ({ name, type: 'VARCHAR' })),
    rows: rows.map(({ change, cells, differs }) => [
      change === 'missing' ? '-' : '+',
      ...cells.map((cell, index) => (differs[index] === true ? `*${cell}` : cell)),
    ]),
  };
}

import { CrmError } from '../../base/errors/crm-error.ts';
import { formatCount } from '../../base/text/format-count.ts';
import { concatSql } from '../../base/text/mapped-sql.ts';
import type { TestStep } from '../../plan/plan.ts';
import { countsRows, dataTestSql } from '../../plan/tests/data-test-sql.ts';
import {
  clearFailures,
  dropFailures,
  failingTable,
  holdFailures,
  type KeptFailures,
  keepFailures,
} from './failure-rows.ts';
import type { StepContext, StepOutcome } from './step-context.ts';

/** Runs a data test and keeps its failing rows. Throws CrmError where its SQL fails. */
export async function runTestStep(step: TestStep, context: StepContext): Promise<StepOutcome> {
  const { connection } = context;
  await clearFailures(context.project.root, step.node);
  if (step.node.severity === 'error') return judge(step, context, step.statement.text, false);
  // A warning is what a test of this severity is expected to find: its rows are held as they are
  // counted, so that a query that is long work runs once.
  try {
    await holdFailures(connection, step);
  } catch (error) {
    // The statement that was planned is the one whose places are known.
    if (error instanceof CrmError) await connection.query(step.statement.text);
    throw error;
  }
  try {
    const held = concatSql([`from ${failingTable}`]);
    const { statement } = dataTestSql({ ...step.node, limit: undefined }, held);
    return await judge(step, context, statement.text, true);
  } finally {
    await dropFailures(connection);
  }
}

async function judge(
  step: TestStep,
  { connection, project }: StepContext,
  statement: string,
  held: boolean,
): Promise<StepOutcome> {
  const { node } = step;
  const { rows } = await connection.query(statement);
  const [count, shouldWarn, shouldError] = rows[0] ?? [];
  if (count === null || count === undefined) {
    throw new CrmError(
      'data-test-failed',
      {
        test: node.name,
        reason: `${node.failCalc} gave no number`,
        hint: 'fail_calc has to give a number for every set of rows, also for none',
      },
      { location: node.location },
    );
  }
  const failures = Number(count);
  const status = verdict(node.severity, shouldWarn === true, shouldError === true);
  if (status === 'pass') return { status, failures };
  const total = countsRows(node) ? failures : undefined;
  const kept = await keepFailures(connection, project.root, step, { total, held });
  const condition = status === 'fail' ? node.errorIf : node.warnIf;
  const message = describeFailure(failures, status, condition, kept);
  const error = new CrmError(
    'data-test-failed',
    { test: node.name, reason: message },
    { location: node.location },
  );
  return {
    status,
    failures,
    message,
    sample: kept.sample,
    failuresPath: kept.path,
    errors: status === 'fail' ? [error] : [],
  };
}

/** As in dbt: a test of severity warn never fails; one of severity error may still only warn. */
function verdict(
  severity: 'error' | 'warn',
  shouldWarn: boolean,
  shouldError: boolean,
): 'pass' | 'warn' | 'fail' {
  if (severity === 'error' && shouldError) return 'fail';
  return shouldWarn ? 'warn' : 'pass';
}

function describeFailure(
  failures: number,
  status: 'warn' | 'fail',
  condition: string,
  { kept, total }: KeptFailures,
): string {
  const results = `${formatCount(failures)} ${failures === 1 ? 'result' : 'results'}`;
  const part = kept < total ? `, ${formatCount(kept)} of ${formatCount(total)} rows kept` : '';
  return `got ${results}, configured to ${status} if ${condition}${part}`;
}

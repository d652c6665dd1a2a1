import { lstatSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CrmError } from '../../base/errors/crm-error.ts';
import { fileError } from '../../base/errors/file-error.ts';
import { againWhereVanished } from '../../base/files/again-where-vanished.ts';
import { makeTargetDirectory } from '../../base/files/target-directory.ts';
import { formatCount } from '../../base/text/format-count.ts';
import type { QueryResult } from '../../engine/engine.ts';
import type { TestNode } from '../../nodes/node.ts';
import type { TestStep } from '../../plan/plan.ts';
import { failuresDirectory, failuresPath, holdsFirst } from '../../plan/tests/data-test-sql.ts';
import { sendStatement } from './send-statement.ts';
import type { StepContext, StepOutcome } from './step-context.ts';

/** Runs a data test and retains its failing rows. Throws CrmError where its SQL fails. */
export async function runTestStep(step: TestStep, context: StepContext): Promise<StepOutcome> {
  const { connection, project } = context;
  const { node, sql } = step;
  await clearFailures(project.root, node);
  let held = holdsFirst(node) ? await hold(step, context) : undefined;
  try {
    const verdict = await sendStatement(sql.verdict, node, context, text => connection.query(text));
    const { status, failures, condition } = judge(node, verdict);
    if (status === 'pass') return { status, failures };
    held ??= await hold(step, context);
    const retained = await retainFailures(step, context);
    const sample = await connection.query(sql.sample.text);
    const results = `${formatCount(failures)} ${failures === 1 ? 'result' : 'results'}`;
    const part =
      retained < held ? `, ${formatCount(retained)} of ${formatCount(held)} rows retained` : '';
    const message = `got ${results}, configured to ${status} if ${condition}${part}`;
    const payload = { test: node.name, reason: message };
    const error = new CrmError('data-test-failed', payload, { location: node.location });
    const errors = status === 'fail' ? [error] : [];
    return { status, failures, message, sample, failuresPath: failuresPath(node), errors };
  } finally {
    if (held !== undefined) await connection.run(sql.drop.text);
  }
}

/** Stores the failing rows outside of the build and returns their number. */
async function hold(step: TestStep, context: StepContext): Promise<number> {
  const { node, sql } = step;
  const rows = await sendStatement(sql.hold, node, context, text => context.connection.run(text));
  return rows ?? 0;
}

interface Verdict {
  readonly status: 'pass' | 'warn' | 'fail';
  readonly failures: number;
  /** What the failures are compared with, such as `!= 0`. */
  readonly condition: string;
}

/** As in dbt: a test of severity warn never fails; one of severity error may still only warn. */
function judge(node: TestNode, { rows }: QueryResult): Verdict {
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
  if (node.severity === 'error' && shouldError === true) {
    return { status: 'fail', failures, condition: node.errorIf };
  }
  return { status: shouldWarn === true ? 'warn' : 'pass', failures, condition: node.warnIf };
}

/** Removes what an earlier run of the test retained. */
async function clearFailures(root: string, node: TestNode): Promise<void> {
  const file = join(root, failuresPath(node));
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return;
  try {
    await rm(file, { force: true });
  } catch (error) {
    throw fileError(error, file, 'removing');
  }
}

/** Writes failing rows to a file, which outlives an abandoned build, and returns their number. */
async function retainFailures(
  { sql }: TestStep,
  { connection, project }: StepContext,
): Promise<number> {
  const rows = await againWhereVanished(async () => {
    const directory = await makeTargetDirectory(project.root, failuresDirectory);
    return connection.run(sql.copy.text).catch(error => throwVanished(directory, error));
  });
  if (rows === undefined) throw new Error('the database did not say how many rows it copied');
  return rows;
}

/** The database does not say in a code that the directory is gone. */
function throwVanished(directory: string, error: unknown): never {
  try {
    statSync(directory);
  } catch (cause) {
    throw fileError(cause, directory, 'writing to');
  }
  throw error;
}

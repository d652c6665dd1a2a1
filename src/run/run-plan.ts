import { existsSync } from 'node:fs';
import { CrmError } from '../base/errors/crm-error.ts';
import { knownErrors } from '../base/errors/known-errors.ts';
import { shorten } from '../base/text/shorten.ts';
import { interrupted } from './prepare-run.ts';
import { buildAndPublish } from './publish/build-and-publish.ts';
import { testPublished } from './publish/test-published.ts';
import type { RunResult } from './run-event.ts';
import type { RunOutcome } from './run-outcome.ts';
import type { RunRequest } from './run-request.ts';
import { isBad } from './steps/execute-steps.ts';
/**
 * Plans, checks the whole project without data, runs the steps, and publishes the build when nothing
 * of error severity is left. Everything that a person can put right is in the result; only a bug is
 * thrown.
 */
export async function runPlan(request: RunRequest): Promise<RunResult> {
  const { scope, onEvent, now } = request;
  const startedAt = now();
  const { path } = request.project.target;
  const hadPrevious = existsSync(path);
  const outcome = withInterrupt(await outcomeOf(request), request.signal);
  if (!outcome.published && scope !== 'test') {
    const reason = whyNotPublished(outcome);
    const hasPrevious = hadPrevious && existsSync(path);
    onEvent({ type: 'not-published', path, reason, hasPrevious });
  }
  const { results, errors, published, withheld = [] } = outcome;
  const completedAt = now();
  const result = { scope, results, errors, published, withheld, startedAt, completedAt };
  onEvent({ type: 'run-finished', result });
  return result;
}

async function outcomeOf(request: RunRequest): Promise<RunOutcome> {
  const execute = request.scope === 'test' ? testPublished : buildAndPublish;
  try {
    const warehouse = await request.openWarehouse(request.project);
    try {
      return await execute(warehouse, request);
    } finally {
      await warehouse.close();
    }
  } catch (error) {
    // Where there is nothing to test, nothing has run that a summary could be about.
    if (error instanceof CrmError && error.code === 'warehouse-missing') throw error;
    return { results: [], errors: knownErrors(error), published: false };
  }
}

/** An interrupted run says so once, also when it was interrupted between two nodes. */
function withInterrupt(outcome: RunOutcome, signal: AbortSignal): RunOutcome {
  if (!signal.aborted || outcome.published) return outcome;
  if (outcome.errors.some(error => error.code === 'interrupted')) return outcome;
  return { ...outcome, errors: [...outcome.errors, interrupted()] };
}

function whyNotPublished({ results, errors, reason }: RunOutcome): string {
  const first = errors[0];
  if (first !== undefined) {
    // The whole of it is above.
    return errors.length === 1 ? shorten(first.message, 120) : `${errors.length} errors`;
  }
  if (reason !== undefined) return reason;
  const bad = results.filter(isBad);
  const failed = bad.filter(result => result.status !== 'skipped').length;
  const skipped = bad.length - failed;
  return skipped === 0 ? `${failed} failed` : `${failed} failed, ${skipped} skipped`;
}

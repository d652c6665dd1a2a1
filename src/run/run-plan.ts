import { existsSync } from 'node:fs';
import { CrmError } from '../base/errors/crm-error.ts';
import { knownErrors } from '../base/errors/known-errors.ts';
import { shorten } from '../base/text/shorten.ts';
import type { Connection } from '../engine/engine.ts';
import { completePlan } from '../plan/complete-plan.ts';
import { checkDatabaseNames } from './check/check-names.ts';
import { checkProject } from './check/check-project.ts';
import { openSession, type Session } from './open-session.ts';
import { buildAndPublish } from './publish/build-and-publish.ts';
import { testPublished } from './publish/test-published.ts';
import type { RunResult } from './run-event.ts';
import type { RunOptions } from './run-options.ts';
import type { RunOutcome } from './run-outcome.ts';
import { isBad } from './steps/execute-steps.ts';

/** Statements wait in threads of the process, of which Node has four. */
const mostLanes = 4;

/**
 * Does what a plan says: checks the whole project without data, runs the steps, and publishes the
 * build when nothing of error severity is left. Everything that a person can put right is in the
 * result; only a bug is thrown.
 */
export async function runPlan(options: RunOptions): Promise<RunResult> {
  const { plan, onEvent, now } = options;
  const startedAt = now();
  const { path } = options.project.target;
  const hadPrevious = existsSync(path);
  onEvent({ type: 'run-started', scope: plan.scope, total: plan.steps.length });
  const outcome = withInterrupt(await collectOutcome(options), options.signal);
  if (!outcome.published && plan.scope !== 'test') {
    const reason = whyNotPublished(outcome);
    const hasPrevious = hadPrevious && existsSync(path);
    onEvent({ type: 'not-published', path, reason, hasPrevious });
  }
  const { results, errors, published, withheld = [] } = outcome;
  const { scope } = plan;
  const completedAt = now();
  const result = { scope, results, errors, published, withheld, startedAt, completedAt };
  onEvent({ type: 'run-finished', result });
  return result;
}

async function collectOutcome(options: RunOptions): Promise<RunOutcome> {
  try {
    return await run(options);
  } catch (error) {
    return { results: [], errors: knownErrors(error), published: false };
  }
}

async function run(options: RunOptions): Promise<RunOutcome> {
  const { project, manifest, plan } = options;
  const session = await openSession(project, options.openEngine);
  try {
    const started = performance.now();
    const checks = await openChecks(session);
    const checked = await checkProject(checks, session, options);
    const errors = [...checkDatabaseNames(project, manifest), ...checked.errors];
    if (errors.length > 0 || options.signal.aborted) {
      return { results: [], errors, published: false };
    }
    const seconds = (performance.now() - started) / 1000;
    const { relations, tests } = checked;
    options.onEvent({ type: 'checked', relations, tests, seconds });
    const execute = plan.scope === 'test' ? testPublished : buildAndPublish;
    return await execute(session, { ...options, plan: completePlan(plan, checked) }, checked);
  } finally {
    session.close();
  }
}

/** As many connections to work on side by side as statements find threads for. */
async function openChecks(session: Session): Promise<readonly Connection[]> {
  const count = Math.min(session.threads, mostLanes);
  return Promise.all(Array.from({ length: count }, () => session.connect()));
}

/** An interrupted run says so once, also when it was interrupted between two nodes. */
function withInterrupt(outcome: RunOutcome, signal: AbortSignal): RunOutcome {
  if (!signal.aborted || outcome.published) return outcome;
  if (outcome.errors.some(error => error.code === 'interrupted')) return outcome;
  const interrupted = new CrmError('interrupted', {
    reason: 'interrupted before everything had run',
  });
  return { ...outcome, errors: [...outcome.errors, interrupted] };
}

function whyNotPublished({ results, errors, reason }: RunOutcome): string {
  const first = errors[0];
  if (first !== undefined) {
    // The whole of it stands above.
    return errors.length === 1 ? shorten(first.message, 120) : `${errors.length} errors`;
  }
  if (reason !== undefined) return reason;
  const bad = results.filter(isBad);
  const failed = bad.filter(result => result.status !== 'skipped').length;
  const skipped = bad.length - failed;
  return skipped === 0 ? `${failed} failed` : `${failed} failed, ${skipped} skipped`;
}

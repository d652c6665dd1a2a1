import { CrmError, CrmErrors } from '../base/errors/crm-error.ts';
import { completePlan } from '../plan/complete-plan.ts';
import type { PublishedState, Warehouse } from '../warehouse/warehouse.ts';
import type { CheckedProject } from './check/check-project.ts';
import { checkProject } from './check/check-project.ts';
import type { PlannedRun, RunRequest } from './run-request.ts';
/** A run that is planned and checked. */
export interface PreparedRun extends PlannedRun {
  readonly checked: CheckedProject;
}

/** Statements wait in threads of the process, of which Node has four. */
const workersMax = 4;

/** Makes the plan, by what is published. Throws CrmErrors. */
export function planRun(request: RunRequest, published: PublishedState): PlannedRun {
  const { plan, errors, warnings } = request.createPlan(published);
  if (errors.length > 0) throw new CrmErrors(errors);
  request.onEvent({ type: 'run-started', scope: request.scope, plan, warnings });
  return { ...request, plan };
}

/**
 * Makes the plan, by what is published, and checks the whole project without data. Throws CrmErrors
 * with all that a person can put right.
 */
export async function prepareRun(
  warehouse: Warehouse,
  request: RunRequest,
  published: PublishedState,
): Promise<PreparedRun> {
  const { manifest, signal, onEvent } = request;
  const run = planRun(request, published);
  const started = performance.now();
  const { session } = warehouse;
  const count = Math.min(session.threads, workersMax);
  const checks = await Promise.all(Array.from({ length: count }, () => session.connect()));
  const checked = await checkProject(checks, warehouse, run);
  const problems = [...warehouse.nameProblems(manifest), ...checked.errors];
  if (problems.length > 0) throw new CrmErrors(problems);
  if (signal.aborted) throw interrupted();
  const seconds = (performance.now() - started) / 1000;
  const { relations, tests } = checked;
  onEvent({ type: 'checked', relations, tests, seconds });
  return { ...run, plan: completePlan(run.plan, checked), checked };
}

/** An interrupted run says so once, also when it was interrupted between two nodes. */
export function interrupted(): CrmError {
  return new CrmError('interrupted', { reason: 'interrupted before everything had run' });
}

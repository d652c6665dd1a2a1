import type { RelationKind } from '../../dialect/materializations/materialization.ts';
import type { Manifest } from '../../graph/manifest.ts';
import { nodeLabel } from '../../graph/node-label.ts';
import type { Step } from '../../plan/plan.ts';
import type { Place, Session } from '../../warehouse/warehouse.ts';
import type { PreparedRun } from '../prepare-run.ts';
import type { NodeResult } from '../run-event.ts';
import { inOrder } from './in-order.ts';
import { runConcurrently } from './run-concurrently.ts';
import { runStep, skippedResult } from './run-step.ts';
import type { StepContext } from './step-context.ts';
import { closeWorkers, openWorkers, type StepWorker } from './workers.ts';

/** A statement over more rows than this keeps all cores busy, and wants the memory for itself. */
const smallTable = 1_000_000;

/**
 * Runs the steps of a plan in a place, which the session's connection uses and which has `relations`;
 * the steps update these. They run concurrently, one per worker, each as soon as those it comes after
 * have ended; one at a time once a table is large. A step that needs one that failed is skipped and
 * says why; the others go on. Results are reported in the order of the plan, so that these lines are
 * the same every time. Stops at the signal and gives the results so far.
 */
export async function executeSteps(
  place: Place,
  session: Session,
  run: PreparedRun,
  relations: Map<string, RelationKind>,
): Promise<readonly NodeResult[]> {
  const { plan, checked, signal, onEvent, now, failFast } = run;
  const context = { ...run, ...checked, plan, place, relations };
  const total = plan.steps.length;
  const results = inOrder<NodeResult>(total, (result, at) =>
    onEvent({ type: 'node-finished', result, index: at + 1, total }),
  );
  const unusable = new Map<string, NodeResult>();
  let stopped: string | undefined;
  let diskIsFull = false;
  let largestTable = await place.largestTable();

  async function runTask({ step, at }: { step: Step; at: number }, worker: StepWorker) {
    const { uniqueId } = step;
    const begin = { uniqueId, index: at + 1, total };
    const reason = stopped ?? skipReason(step, unusable, context);
    let result: NodeResult;
    if (reason !== undefined) result = skippedResult(step, reason, now());
    else {
      onEvent({ type: 'node-started', ...begin });
      result = await runStep(step, { ...context, ...worker }, (share, seconds) =>
        onEvent({ type: 'node-progress', ...begin, share, seconds }),
      );
    }
    // What ran next to the first that met a full disk has nothing to add.
    if (isDiskFull(result) && diskIsFull) result = skippedResult(step, diskFullReason, now());
    diskIsFull ||= isDiskFull(result);
    largestTable = Math.max(largestTable, result.rows ?? 0);
    if (isBad(result)) {
      unusable.set(uniqueId, result);
      stopped ??= whyToStop(result, failFast);
    }
    results.add(result, at);
  }

  const tasks = plan.steps.map((step, at) => ({
    ...step,
    step,
    at,
    // How large a raw file is shows when it is loaded.
    exclusive: step.kind === 'source',
  }));
  const workers = await openWorkers(session, place, checked.checks, plan);
  const allowed = () => {
    if (signal.aborted) return 0;
    return largestTable > smallTable ? 1 : workers.length;
  };
  try {
    await runConcurrently(tasks, workers, runTask, allowed);
  } finally {
    closeWorkers(workers);
  }
  return results.close();
}

const diskFullReason = 'skipped because the disk is full';

/** True for what keeps a build from being published. */
export function isBad(result: NodeResult): boolean {
  return !['success', 'pass', 'warn'].includes(result.status);
}

/** Why nothing more is run after a failure; undefined where the rest goes on. */
function whyToStop(result: NodeResult, failFast: boolean): string | undefined {
  // Every other node would meet the same full disk.
  if (isDiskFull(result)) return diskFullReason;
  return failFast ? 'skipped because another node failed and --fail-fast is set' : undefined;
}

function isDiskFull({ errors }: NodeResult): boolean {
  return errors.some(({ code }) => code === 'disk-full');
}

/**
 * Why a step cannot run: the node that failed, also through skipped nodes. All steps that one failure
 * prevents get the same words.
 */
function skipReason(
  step: Step,
  unusable: ReadonlyMap<string, NodeResult>,
  { manifest, blocked }: Pick<StepContext, 'manifest' | 'blocked'>,
): string | undefined {
  const causes = step.after.map(id => unusable.get(id)).filter(result => result !== undefined);
  // A failed node explains more than a skipped one.
  const cause = causes.find(result => result.status !== 'skipped') ?? causes[0];
  if (cause === undefined) {
    // A unit test reads no relation, but the columns of what its model reads.
    const isPrepared = step.kind === 'unit_test' && step.sql !== undefined;
    const unreadable = isPrepared ? undefined : blocked.get(step.uniqueId);
    return unreadable === undefined ? undefined : becauseOf(unreadable, manifest);
  }
  if (cause.status === 'skipped') return cause.message;
  return becauseOf(cause.uniqueId, manifest);
}

function becauseOf(id: string, manifest: Manifest): string {
  const node = manifest.nodes.get(id);
  return `skipped because ${node === undefined ? id : nodeLabel(node)} failed`;
}

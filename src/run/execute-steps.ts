import type { Manifest } from '../graph/manifest.ts';
import { nodeLabel } from '../graph/node-label.ts';
import type { Step } from '../plan/plan.ts';
import type { NodeResult } from './run-event.ts';
import type { RunOptions } from './run-options.ts';
import { runStep, skippedResult } from './run-step.ts';
import type { StepContext } from './step-context.ts';
import { withProgress } from './watch-progress.ts';

/**
 * Runs the steps of a plan one after the other. A step that needs one that failed is skipped and
 * says why; the others go on. Stops where the signal is given: the results so far come back.
 */
export async function executeSteps(
  context: StepContext,
  options: RunOptions,
): Promise<readonly NodeResult[]> {
  const { plan, signal, onEvent, now } = options;
  const total = plan.steps.length;
  const results: NodeResult[] = [];
  const unusable = new Map<string, NodeResult>();
  let stopped: string | undefined;
  for (const [at, step] of plan.steps.entries()) {
    if (signal.aborted) break;
    const index = at + 1;
    const reason = stopped ?? skipReason(step, unusable, context.manifest);
    let result: NodeResult;
    if (reason === undefined) {
      onEvent({ type: 'node-started', uniqueId: step.uniqueId, index, total });
      result = await withProgress(
        step.kind === 'unit_test' ? context.checks : context.connection,
        signal,
        (share, seconds) =>
          onEvent({ type: 'node-progress', uniqueId: step.uniqueId, index, total, share, seconds }),
        () => runStep(step, context, now),
      );
    } else {
      result = skippedResult(step, reason, now());
    }
    results.push(result);
    if (isBad(result)) {
      unusable.set(step.uniqueId, result);
      stopped ??= whyToStop(result, options.failFast);
    }
    onEvent({ type: 'node-finished', result, index, total });
  }
  return results;
}

/** True for what keeps a build from being published. */
export function isBad(result: NodeResult): boolean {
  return !['success', 'pass', 'warn'].includes(result.status);
}

/** Why nothing more is run after a failure; undefined where the rest goes on. */
function whyToStop(result: NodeResult, failFast: boolean): string | undefined {
  // Every other node would meet the same full disk.
  if (result.errors.some(({ code }) => code === 'disk-full')) {
    return 'skipped because the disk is full';
  }
  return failFast ? 'skipped because another node failed and --fail-fast is set' : undefined;
}

/**
 * Why a step cannot run: the node that failed, also where that is reached through skipped ones; in
 * the same words for all that one failure keeps from running.
 */
function skipReason(
  step: Step,
  unusable: ReadonlyMap<string, NodeResult>,
  manifest: Manifest,
): string | undefined {
  const causes = step.after.map(id => unusable.get(id)).filter(result => result !== undefined);
  // The one that failed says more than one that was skipped itself.
  const cause = causes.find(result => result.status !== 'skipped') ?? causes[0];
  if (cause === undefined) return undefined;
  if (cause.status === 'skipped') return cause.message;
  const node = manifest.nodes.get(cause.uniqueId);
  return `skipped because ${node === undefined ? cause.uniqueId : nodeLabel(node)} failed`;
}

import type { CrmError } from '../../base/errors/crm-error.ts';
import { knownErrors } from '../../base/errors/known-errors.ts';
import { concatSql } from '../../base/text/mapped-sql.ts';
import type { Step } from '../../plan/plan.ts';
import { scriptOf } from '../../plan/step-statements.ts';
import type { NodeResult } from '../run-event.ts';
import { runHookStep } from './run-hook-step.ts';
import { runLoadStep } from './run-load-step.ts';
import { runModelStep } from './run-model-step.ts';
import { runTestStep } from './run-test-step.ts';
import { runUnitTestStep } from './run-unit-test-step.ts';
import type { StepContext, StepOutcome } from './step-context.ts';
import { locateRunError } from './trace-to-view.ts';
import { watchProgress } from './watch-progress.ts';

/**
 * Runs a step. What a person can put right comes back in the result, located in what they wrote;
 * only a bug is thrown.
 */
export async function runStep(
  step: Step,
  context: StepContext,
  onProgress: (share: number | undefined, seconds: number) => void,
): Promise<NodeResult> {
  const { now, signal, connection, checks } = context;
  const startedAt = now();
  const finish = (outcome: StepOutcome) => makeResult(step, outcome, startedAt, now());
  const broken = context.broken.get(step.uniqueId);
  if (broken !== undefined) return finish(errorOutcome(broken));
  const watched = step.kind === 'unit_test' ? checks : connection;
  const endWatch = watchProgress(watched, signal, onProgress);
  try {
    switch (step.kind) {
      case 'source':
      case 'seed':
        return finish(await runLoadStep(step, context));
      case 'model':
        return finish(await runModelStep(step, context));
      case 'test':
        return finish(await runTestStep(step, context));
      case 'unit_test':
        return finish(await runUnitTestStep(step, context));
      case 'operation':
        return finish(await runHookStep(step, context));
    }
  } catch (error) {
    const thrown = knownErrors(error);
    // that it was interrupted is not the fault of the node; the run says it once
    if (thrown.some(({ code }) => code === 'interrupted')) {
      return finish({ status: 'interrupted', message: 'interrupted' });
    }
    const errors: CrmError[] = [];
    // Statements locate their own errors; the rest is about the node.
    const none = concatSql([]);
    for (const each of thrown) errors.push(await locateRunError(each, none, step.node, context));
    return finish(errorOutcome(errors));
  } finally {
    endWatch();
  }
}

function errorOutcome(errors: readonly CrmError[]): StepOutcome {
  return { status: 'error', errors, message: errors[0]?.message };
}

/** The result of a step that did not run. */
export function skippedResult(step: Step, reason: string, at: Date): NodeResult {
  return makeResult(step, { status: 'skipped', message: reason }, at, at);
}

function makeResult(
  step: Step,
  outcome: StepOutcome,
  startedAt: Date,
  completedAt: Date,
): NodeResult {
  const statement = outcome.statement ?? scriptOf(step);
  return {
    uniqueId: step.uniqueId,
    resourceType: step.node.resourceType,
    status: outcome.status,
    message: outcome.message,
    rows: outcome.rows,
    failures: outcome.failures,
    sample: outcome.sample,
    errors: outcome.errors ?? [],
    warnings: outcome.warnings,
    compiledSql: 'select' in step ? step.select.text : statement,
    statement,
    failuresPath: outcome.failuresPath,
    startedAt,
    completedAt,
  };
}

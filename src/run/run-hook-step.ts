import type { HookStep } from '../plan/plan.ts';
import { listRelations } from './file-relations.ts';
import type { StepContext, StepOutcome } from './step-context.ts';

/** Runs a statement of on-run-start or on-run-end in the build. */
export async function runHookStep(step: HookStep, context: StepContext): Promise<StepOutcome> {
  if (step.statement.text.trim() === '') return { status: 'success' };
  await context.connection.run(step.statement.text);
  context.relations.clear();
  for (const [name, kind] of await listRelations(context.connection)) {
    context.relations.set(name, kind);
  }
  return { status: 'success' };
}

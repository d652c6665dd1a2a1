import type { CrmError } from '../../base/errors/crm-error.ts';
import type { HookStep } from '../../plan/plan.ts';
import { changedByHook, digestContents, guardedRelations } from '../hooks/guarded-relations.ts';
import { sendStatement } from './send-statement.ts';
import type { StepContext, StepOutcome } from './step-context.ts';

/**
 * Runs a statement of on-run-start or on-run-end in the build. Throws CrmError `hook-refused` where
 * it leaves the file, or changes relations of the project that nothing tests any more.
 */
export async function runHookStep(step: HookStep, context: StepContext): Promise<StepOutcome> {
  const { connection } = context;
  if (step.statement.text.trim() === '') return { status: 'success' };
  const unpin = await context.place.pin(connection);
  const guarded = guardedRelations(step, context);
  const before = await digestContents(connection, guarded);
  let refusal: CrmError | undefined;
  await sendStatement(step.statement, step.node, context, async text => {
    try {
      await connection.run(text);
    } finally {
      refusal = await unpin();
    }
  });
  refusal ??= changedByHook(guarded, before, await digestContents(connection, guarded));
  if (refusal !== undefined) throw refusal;
  context.relations.clear();
  for (const [name, kind] of await context.place.relations()) context.relations.set(name, kind);
  return { status: 'success' };
}

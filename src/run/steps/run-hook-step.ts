import type { HookStep } from '../../plan/plan.ts';
import { changedByHook, digestContents, guardedRelations } from '../hooks/guarded-relations.ts';
import { readPlace, restorePlace } from '../hooks/pinned.ts';
import { listRelations } from '../publish/file-relations.ts';
import type { StepContext, StepOutcome } from './step-context.ts';

/**
 * Runs a statement of on-run-start or on-run-end in the build. Throws CrmError `hook-refused` where
 * it leaves the file, or changes relations of the project that nothing tests any more.
 */
export async function runHookStep(step: HookStep, context: StepContext): Promise<StepOutcome> {
  const { connection } = context;
  if (step.statement.text.trim() === '') return { status: 'success' };
  const place = await readPlace(connection);
  const guarded = guardedRelations(step, context);
  const before = await digestContents(connection, guarded);
  let refusal: Awaited<ReturnType<typeof restorePlace>>;
  try {
    await connection.run(step.statement.text);
  } finally {
    refusal = await restorePlace(connection, place);
  }
  refusal ??= changedByHook(guarded, before, await digestContents(connection, guarded));
  if (refusal !== undefined) throw refusal;
  context.relations.clear();
  for (const [name, kind] of await listRelations(connection)) context.relations.set(name, kind);
  return { status: 'success' };
}

import { formatRelation } from '../../dialect/names/relation.ts';
import { relationKind } from '../../nodes/relation-kind.ts';
import type { ModelStep } from '../../plan/plan.ts';
import { checkSelect } from '../check/check-model.ts';
import { sendStatement } from './send-statement.ts';
import type { StepContext, StepOutcome } from './step-context.ts';

/** Creates a table or view, in place of the relation of that name that the build may hold. */
export async function runModelStep(step: ModelStep, context: StepContext): Promise<StepOutcome> {
  const { connection, relations } = context;
  const name = formatRelation(step.relation);
  if (context.unchecked.has(step.uniqueId)) await checkSelect(connection, step.node, step.select);
  let rows: number | undefined;
  for (const sql of step.statements) {
    rows = await sendStatement(sql, step.node, context, text => connection.run(text));
    // What stood there is gone once the first statement has run.
    relations.delete(name);
  }
  const kind = relationKind(step.node);
  if (kind !== undefined) relations.set(name, kind);
  return kind === 'table' ? { status: 'success', rows: rows ?? 0 } : { status: 'success' };
}

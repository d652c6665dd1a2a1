import { formatRelation } from '../../dialect/relation.ts';
import type { ModelStep } from '../../plan/plan.ts';
import { checkSelect } from '../check/check-model.ts';
import { dropRelation } from '../publish/file-relations.ts';
import type { StepContext, StepOutcome } from './step-context.ts';

/** Creates a table or view, in place of the relation of that name that the file may hold. */
export async function runModelStep(step: ModelStep, context: StepContext): Promise<StepOutcome> {
  const { connection, relations } = context;
  await dropRelation(connection, relations, step.relation);
  if (context.unchecked.has(step.uniqueId)) await checkSelect(connection, step.node, step.select);
  const rows = await connection.run(step.statement.text);
  const isTable = step.node.materialized === 'table';
  relations.set(formatRelation(step.relation), isTable ? 'table' : 'view');
  return isTable ? { status: 'success', rows: rows ?? 0 } : { status: 'success' };
}

import { formatRelation } from '../base/relation.ts';
import { loadTable } from '../load/load-table.ts';
import type { LoadStep } from '../plan/plan.ts';
import { dropRelation } from './file-relations.ts';
import { noteOrigin } from './source-origins.ts';
import type { StepContext, StepOutcome } from './step-context.ts';

/** Reads a file or an attached table into a table of the build. */
export async function runLoadStep(step: LoadStep, context: StepContext): Promise<StepOutcome> {
  const { connection, relations, attached } = context;
  await dropRelation(connection, relations, step.relation);
  const { rows, statement, inputs } = await loadTable(connection, { ...step, attached });
  if (step.node.resourceType === 'source') {
    await noteOrigin(connection, context.project, step.node);
  }
  relations.set(formatRelation(step.relation), 'table');
  return { status: 'success', rows, statement, inputs };
}

import { formatRelation } from '../../dialect/relation.ts';
import { loadTable } from '../../load/load-table.ts';
import type { LoadStep } from '../../plan/plan.ts';
import { dropRelation } from '../publish/file-relations.ts';
import type { StepContext, StepOutcome } from './step-context.ts';

/** Reads a file or an attached table into a table of the build. */
export async function runLoadStep(step: LoadStep, context: StepContext): Promise<StepOutcome> {
  const { connection, relations } = context;
  await dropRelation(connection, relations, step.relation);
  const inputs = context.inputs.get(step.uniqueId);
  const { rows, statement, warnings } = await loadTable(connection, { ...step, inputs });
  relations.set(formatRelation(step.relation), 'table');
  return warnings.length === 0
    ? { status: 'success', rows, statement }
    : {
        status: 'warn',
        rows,
        statement,
        message: warnings.map(({ message }) => message).join('\n'),
        warnings,
      };
}

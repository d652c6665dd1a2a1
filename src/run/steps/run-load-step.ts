import { formatRelation } from '../../dialect/names/relation.ts';
import { loadTable } from '../../load/load-table.ts';
import type { LoadStep } from '../../plan/plan.ts';
import type { StepContext, StepOutcome } from './step-context.ts';

/** Reads a file or an attached table into a table of the build. */
export async function runLoadStep(step: LoadStep, context: StepContext): Promise<StepOutcome> {
  const { connection, relations } = context;
  const name = formatRelation(step.relation);
  if (step.drop !== undefined) {
    await connection.run(step.drop.text);
    relations.delete(name);
  }
  const inputs = context.inputs.get(step.uniqueId);
  const { rows, statement, warnings } = await loadTable(connection, { ...step, inputs });
  relations.set(name, 'table');
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

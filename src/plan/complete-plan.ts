import type { MappedSql } from '../base/text/mapped-sql.ts';
import type { Plan, UnitTestSql } from './plan.ts';

/** What only the dry compile knows, by unique id. */
export interface CompiledSteps {
  /** The statement that loads a source or seed, from the header of its file. */
  readonly loads: ReadonlyMap<string, MappedSql>;
  /** The queries of a unit test, from the types of what they read. */
  readonly unitTests: ReadonlyMap<string, UnitTestSql>;
}

/** The plan with the statements that wait for the dry compile. */
export function completePlan(plan: Plan, { loads, unitTests }: CompiledSteps): Plan {
  const steps = plan.steps.map(step => {
    if (step.kind === 'source' || step.kind === 'seed') {
      return { ...step, statement: loads.get(step.uniqueId) };
    }
    return step.kind === 'unit_test' ? { ...step, sql: unitTests.get(step.uniqueId) } : step;
  });
  return { ...plan, steps };
}

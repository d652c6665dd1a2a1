import { CrmError } from '../base/crm-error.ts';
import type { UnitTestStep } from '../plan/plan.ts';
import type { StepContext, StepOutcome } from './step-context.ts';

export async function runUnitTestStep(
  step: UnitTestStep,
  _context: StepContext,
): Promise<StepOutcome> {
  throw new CrmError('unit-test-failed', `unit test ${step.node.name}`);
}

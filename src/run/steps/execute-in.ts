import type { RelationKind } from '../../dialect/materializations/materialization.ts';
import type { Place, Session } from '../../warehouse/warehouse.ts';
import type { PreparedRun } from '../prepare-run.ts';
import type { NodeResult } from '../run-event.ts';
import { executeSteps } from './execute-steps.ts';
import { withWorkers } from './workers.ts';
/**
 * Runs the steps of a plan in a place, which the session's connection uses and which has
 * `relations`; the steps keep these current.
 */
export async function executeIn(
  place: Place,
  session: Session,
  run: PreparedRun,
  relations: Map<string, RelationKind>,
): Promise<readonly NodeResult[]> {
  const { checked } = run;
  const context = { ...run, ...checked, place, relations };
  const largest = await place.largestTable();
  return withWorkers(session, place, checked.checks, run.plan, workers =>
    executeSteps(context, workers, largest),
  );
}

import type { Warehouse } from '../../warehouse/warehouse.ts';
import { prepareRun } from '../prepare-run.ts';
import type { RunOutcome } from '../run-outcome.ts';
import type { RunRequest } from '../run-request.ts';
import { executeSteps } from '../steps/execute-steps.ts';
/** Plans and runs the tests of the published build; needs no lock and changes nothing. */
export async function testPublished(
  warehouse: Warehouse,
  request: RunRequest,
): Promise<RunOutcome> {
  const reading = await warehouse.read();
  const run = await prepareRun(warehouse, request, reading.state);
  const relations = await reading.relations();
  const results = await executeSteps(reading, warehouse.session, run, relations);
  return { results, errors: [], published: false };
}

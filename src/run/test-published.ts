import type { CheckedProject } from './check-project.ts';
import { executeSteps, type SharedContext } from './execute-steps.ts';
import { largestTable, listRelations } from './file-relations.ts';
import { withLanes } from './lanes.ts';
import { findMissingRelations } from './missing-relations.ts';
import type { Session } from './open-session.ts';
import { usePublished } from './read-published.ts';
import type { RunOptions } from './run-options.ts';
import type { RunOutcome } from './run-outcome.ts';

/** Runs the tests of a plan on the published build; needs no lock and changes nothing. */
export async function testPublished(
  session: Session,
  options: RunOptions,
  checked: CheckedProject,
): Promise<RunOutcome> {
  const { connection } = session;
  const { plan, project, manifest, compiler } = options;
  const closeFile = await usePublished(session, project);
  try {
    const relations = await listRelations(connection);
    const missing = findMissingRelations(plan, manifest, relations);
    if (missing.length > 0) return { results: [], errors: missing, published: false };
    const context: SharedContext = {
      project,
      manifest,
      compiler,
      unitTests: checked.unitTests,
      relations,
      largestTable: await largestTable(connection),
    };
    const results = await withLanes(session, checked.checks, '__published', plan, lanes =>
      executeSteps(context, lanes, options),
    );
    return { results, errors: [], published: false };
  } finally {
    await closeFile();
  }
}

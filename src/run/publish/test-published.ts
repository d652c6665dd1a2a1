import { byRelation } from '../../plan/stale/withheld-relation.ts';
import type { CheckedProject } from '../check/check-project.ts';
import type { Session } from '../open-session.ts';
import type { RunOptions } from '../run-options.ts';
import type { RunOutcome } from '../run-outcome.ts';
import { executeIn } from '../steps/execute-in.ts';
import { listRelations } from './file-relations.ts';
import { findMissingRelations } from './missing-relations.ts';
import { usePublished } from './read-published.ts';
import { readWithheld } from './withheld-table.ts';

/** Runs the tests of a plan on the published build; needs no lock and changes nothing. */
export async function testPublished(
  session: Session,
  options: RunOptions,
  checked: CheckedProject,
): Promise<RunOutcome> {
  const { connection } = session;
  const { plan, project, manifest } = options;
  const closeFile = await usePublished(session, project);
  try {
    const relations = await listRelations(connection);
    const left = await readWithheld(connection, '__published', manifest.projectName);
    const missing = findMissingRelations(plan, manifest, relations, byRelation(left));
    if (missing.length > 0) return { results: [], errors: missing, published: false };
    const results = await executeIn('__published', session, options, checked, relations);
    return { results, errors: [], published: false };
  } finally {
    await closeFile();
  }
}

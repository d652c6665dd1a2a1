import type { CheckedProject } from '../check/check-project.ts';
import type { Session } from '../open-session.ts';
import { largestTable } from '../publish/file-relations.ts';
import type { NodeResult } from '../run-event.ts';
import type { RunOptions } from '../run-options.ts';
import { executeSteps } from './execute-steps.ts';
import { withLanes } from './workers.ts';

/**
 * Runs the steps of a plan in `database`, which the session's connection uses and which has
 * `relations`; the steps keep these current.
 */
export async function executeIn(
  database: string,
  session: Session,
  options: RunOptions,
  { checks, unchecked, inputs, broken, blocked }: CheckedProject,
  relations: Map<string, 'table' | 'view'>,
): Promise<readonly NodeResult[]> {
  const { project, manifest, compiler, plan } = options;
  const context = {
    project,
    manifest,
    compiler,
    plan,
    unchecked,
    broken,
    blocked,
    relations,
    inputs,
    largestTable: await largestTable(session.connection),
  };
  return withLanes(session, checks, database, plan, lanes => executeSteps(context, lanes, options));
}

import { CrmErrors } from '../../base/errors/crm-error.ts';
import type { Project } from '../../project/project.ts';
import type { Reading, Warehouse } from '../warehouse.ts';
import { nothingPublished } from '../warehouse.ts';
import { beginBuild } from './begin-build.ts';
import { checkDatabaseNames } from './check-names.ts';
import { claimFile } from './contents/claim-file.ts';
import { placeIn, readState } from './database-place.ts';
import { publishedState } from './files/published-file.ts';
import { usePublished } from './files/read-published.ts';
import { hookProblem } from './hooks/hook-problem.ts';
import { resolveWarehouse } from './lock/warehouse-paths.ts';
import type { OpenEngine } from './open-session.ts';
import { openSession } from './open-session.ts';
/**
 * A warehouse that is one DuckDB file: a build is a new file next to the published one, which
 * replaces it in one rename.
 */
export async function openDuckDbFile(project: Project, openEngine: OpenEngine): Promise<Warehouse> {
  const session = await openSession(project, openEngine);
  const { connection } = session;
  const paths = await resolveWarehouse(project.target.path).catch(error => {
    session.close();
    throw error;
  });
  let closeReading: (() => Promise<void>) | undefined;
  const read = async (): Promise<Reading> => {
    closeReading ??= await usePublished(session, paths);
    const state = await readState(connection, '__published', project.name);
    return { ...placeIn(connection, '__published', state), connection };
  };
  return {
    session,
    nameProblems: manifest => checkDatabaseNames(project, manifest),
    hookProblem: sql => hookProblem(sql, project.target.path),
    async state(claimant) {
      if ((await publishedState(paths)) === undefined) return nothingPublished;
      const { state } = await read();
      const file = { ...claimant, project: project.name, path: project.target.path };
      const { errors } = await claimFile(connection, '__published', file);
      if (errors.length > 0) throw new CrmErrors(errors);
      return state;
    },
    read,
    begin: options => beginBuild(session, project, paths, options),
    async close() {
      session.close();
      await closeReading?.();
    },
  };
}

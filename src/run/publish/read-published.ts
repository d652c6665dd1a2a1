import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CrmError } from '../../base/errors/crm-error.ts';
import { fileLiteral } from '../../dialect/path-literal.ts';
import type { Connection } from '../../engine/engine.ts';
import type { Project } from '../../project/project.ts';
import { lockConflict } from '../lock/lock-conflict.ts';
import { resolveWarehouse } from '../lock/warehouse-paths.ts';
import { openSession, type Session } from '../open-session.ts';
import type { OpenEngine } from '../run-options.ts';
import { attachPublished, publishedState } from './published-file.ts';

/** The published build, open for reading: relations are named `schema.name` as in a build. */
export interface PublishedReader {
  readonly connection: Connection;
  close(): Promise<void>;
}

/**
 * Opens the published build for reading, which disturbs neither other readers nor a build. Throws
 * CrmError `warehouse-missing` before the first build.
 */
export async function readPublished(
  project: Project,
  openEngine: OpenEngine,
): Promise<PublishedReader> {
  const session = await openSession(project, openEngine);
  try {
    const closeFile = await usePublished(session, project);
    const close = async () => {
      session.close();
      await closeFile();
    };
    return { connection: session.connection, close };
  } catch (error) {
    session.close();
    throw error;
  }
}

/**
 * Attaches the published build to a session and uses it. Gives what is to be called after the
 * session is closed.
 */
export async function usePublished(
  session: Session,
  project: Project,
): Promise<() => Promise<void>> {
  const { connection } = session;
  const paths = await resolveWarehouse(project.target.path);
  if ((await publishedState(paths)) === undefined) {
    throw new CrmError('warehouse-missing', {
      path: paths.published,
      reason: `there is no published build at ${paths.published}`,
      hint: 'make one with crm-run build',
    });
  }
  try {
    await attachPublished(connection, paths, '__published');
  } catch (error) {
    const conflict = lockConflict(error);
    if (conflict === undefined) throw error;
    const who = conflict.processId === undefined ? 'a program' : `process ${conflict.processId}`;
    throw new CrmError(
      'warehouse-locked',
      {
        path: paths.published,
        reason: `${who} has ${paths.published} open for writing`,
        hint: 'close it there, or open it read-only there',
      },
      { cause: error },
    );
  }
  await connection.run('use __published');
  if (session.hasOwnTemp) return async () => {};
  const temp = await mkdtemp(join(tmpdir(), 'crm-run-'));
  await connection.run(`set global temp_directory = ${fileLiteral(temp)}`);
  return () => rm(temp, { recursive: true, force: true });
}

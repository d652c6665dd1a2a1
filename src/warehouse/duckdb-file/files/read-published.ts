import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CrmError } from '../../../base/errors/crm-error.ts';
import { fileLiteral } from '../../../dialect/statements/path-literal.ts';
import { lockConflict } from '../lock/lock-conflict.ts';
import type { WarehousePaths } from '../lock/warehouse-paths.ts';
import type { MemorySession } from '../open-session.ts';
import { attachPublished, publishedState } from './published-file.ts';

/**
 * Attaches the published build to a session and uses it. Gives what is to be called after the
 * session is closed.
 */
export async function usePublished(
  session: MemorySession,
  paths: WarehousePaths,
): Promise<() => Promise<void>> {
  const { connection } = session;
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

import { rm } from 'node:fs/promises';
import { fileLiteral } from '../../dialect/statements/path-literal.ts';
import type { Connection } from '../../engine/engine.ts';
import type { Project } from '../../project/project.ts';
import type { BeginOptions, Build, OwnedObject } from '../warehouse.ts';
import { nothingPublished } from '../warehouse.ts';
import { readAttachments, restoreAttachments } from './contents/attachments.ts';
import { claimFile } from './contents/claim-file.ts';
import { dropOwn } from './contents/drop-own.ts';
import { readContents } from './contents/file-contents.ts';
import { listOwned } from './contents/list-owned.ts';
import { writeMarks } from './contents/marks.ts';
import { writeWithheld } from './contents/withheld-table.ts';
import { placeIn, readState } from './database-place.ts';
import type { BuildFile } from './files/build-file.ts';
import {
  clearLeftovers,
  createSchemas,
  openNext,
  openPrevious,
  prepareDirectory,
} from './files/build-file.ts';
import { publishBuild } from './files/publish.ts';
import { acquireLock, whenFree } from './lock/warehouse-lock.ts';
import type { WarehousePaths } from './lock/warehouse-paths.ts';
import type { MemorySession } from './open-session.ts';
/** Takes the lock and looks at the published file; what comes of it is a build. */
export async function beginBuild(
  session: MemorySession,
  project: Project,
  paths: WarehousePaths,
  options: BeginOptions,
): Promise<Build> {
  const { connection } = session;
  await prepareDirectory(paths);
  const lock = await acquireLock(connection, paths, options);
  try {
    await clearLeftovers(paths);
    if (!session.hasOwnTemp) {
      await connection.run(`set global temp_directory = ${fileLiteral(paths.temp)}`);
    }
    const claimant = { ...options, project: project.name, path: project.target.path };
    const hint = 'close it there, open it read-only there, or wait for it with --wait';
    const file = await whenFree(paths, { ...options, hint }, () =>
      openPrevious(connection, paths, database => claimFile(connection, database, claimant)),
    );
    return await createBuild(connection, project, file, () => lock.release());
  } catch (error) {
    await abandon(connection, paths, () => lock.release());
    throw error;
  }
}

async function createBuild(
  connection: Connection,
  project: Project,
  file: BuildFile,
  release: () => Promise<void>,
): Promise<Build> {
  const { claim, paths } = file;
  const isFirst = file.previous === undefined;
  const previous = isFirst ? undefined : await readContents(connection, '__previous');
  const state = isFirst
    ? nothingPublished
    : await readState(connection, '__previous', project.name, { claim, contents: previous });
  const attachments = await readAttachments(connection, '__previous', claim);
  let partial = false;
  return {
    ...placeIn(connection, '__next', state),
    carried: claim.foreign,
    gone: claim.gone,
    async start(scope) {
      partial = scope.partial;
      const copies = partial || claim.foreign.length > 0;
      await openNext(connection, file, copies);
      const stays = (object: OwnedObject) => partial && !claim.gone.includes(object);
      if (copies) await dropOwn(connection, claim.own, stays);
      await createSchemas(connection, scope.schemas);
    },
    async publish(finished) {
      await writeWithheld(connection, '__next', project.name, finished.withheld);
      await restoreAttachments(connection, attachments);
      const owned = await listOwned(connection, project.name, claim, finished.facts);
      await writeMarks(connection, { project: project.name, version: finished.version }, owned);
      return publishBuild(connection, file, { ...finished, claim, partial, previous });
    },
    abandon: () => abandon(connection, paths, release),
  };
}

/**
 * Removes the file of a build that was not published, and the temporary directory. What cannot be
 * removed now, such as a file that the system holds, is cleared by the next build, which says so
 * where it cannot.
 */
async function abandon(
  connection: Connection,
  paths: WarehousePaths,
  release: () => Promise<void>,
): Promise<void> {
  // Without this, closing the database would write the abandoned build out once more.
  await connection.run('pragma disable_checkpoint_on_shutdown').catch(() => undefined);
  for (const path of [paths.next, paths.nextWal, paths.temp]) {
    await rm(path, { force: true, recursive: true }).catch(() => undefined);
  }
  await release();
}

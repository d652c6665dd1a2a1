import { chmod, link, open, rename, rm, stat } from 'node:fs/promises';
import { CrmError } from '../../../base/errors/crm-error.ts';
import { errnoOf, fileError } from '../../../base/errors/file-error.ts';
import { knownErrors } from '../../../base/errors/known-errors.ts';
import { formatRelation } from '../../../dialect/names/relation.ts';
import { databaseLiteral } from '../../../dialect/statements/path-literal.ts';
import type { Connection } from '../../../engine/engine.ts';
import type { PublishedBuild } from '../../warehouse.ts';
import { checkContents, checkReopened, type Known } from '../contents/compare-contents.ts';
import { readContents } from '../contents/file-contents.ts';
import type { WarehousePaths } from '../lock/warehouse-paths.ts';
import type { BuildFile } from './build-file.ts';
import { type PublishedFile, publishedState } from './published-file.ts';

/**
 * Has the finished build take the place of the published file. Until the rename nothing has changed
 * for readers; after it they see all of the new build, and what fails then is a warning. Before it,
 * the file is compared with what is `known` of the build and opened anew. Throws CrmError,
 * `publish-failed` unless the database or the file system says something better.
 */
export async function publishBuild(
  connection: Connection,
  { paths, previous }: BuildFile,
  known: Known,
): Promise<PublishedBuild> {
  const next = await readContents(connection, '__next');
  checkContents(next, known);
  await connection.run('checkpoint __next');
  await connection.run('use memory');
  await connection.run('detach __next');
  await lookAtBuild(connection, paths, next, known);
  const size = await replacePublished(paths, previous);
  const warnings: CrmError[] = [];
  const after = async (action: () => Promise<unknown>) => {
    await action().catch(error => warnings.push(...knownErrors(error)));
  };
  await after(() => syncDirectory(paths.directory));
  if (previous !== undefined) await after(() => connection.run('detach __previous'));
  return { bytes: size, warnings };
}

/** Puts the new file in the place of the published one, and gives its size in bytes. */
async function replacePublished(
  paths: WarehousePaths,
  previous: BuildFile['previous'],
): Promise<number> {
  try {
    await syncFile(paths.next);
    if (previous !== undefined) await chmod(paths.next, previous.mode);
    const { size, ino } = await stat(paths.next);
    await (previous === undefined ? putFirst(paths) : putInPlace(paths, previous, ino));
    return size;
  } catch (error) {
    const told = fileError(error, paths.published, 'replacing');
    if (!(told instanceof CrmError) || told.code !== 'file-unwritable') throw told;
    throw new CrmError(
      'publish-failed',
      { reason: told.message, hint: told.hint },
      { cause: error },
    );
  }
}

/** The previous file is still attached, so that no other program can be writing to it. */
async function putInPlace(
  paths: WarehousePaths,
  previous: PublishedFile,
  inode: number,
): Promise<void> {
  const now = await publishedState(paths);
  if (now?.inode !== previous.inode) throw replacedMeanwhile(paths);
  // A log that another program left behind would be replayed into the new file.
  await rm(paths.publishedWal, { force: true });
  try {
    await rename(paths.next, paths.published);
  } catch (error) {
    // Some file systems report a failure of a rename that was done.
    if ((await stat(paths.published).catch(() => undefined))?.ino !== inode) throw error;
  }
}

/** A first build holds no file that keeps others out, so it may not replace one that appeared. */
async function putFirst(paths: WarehousePaths): Promise<void> {
  try {
    await link(paths.next, paths.published);
  } catch (error) {
    const errno = errnoOf(error) ?? '';
    if (errno === 'EEXIST') throw replacedMeanwhile(paths);
    // File systems without hard links can only be looked at first.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(errno)) throw error;
    if ((await publishedState(paths)) !== undefined) throw replacedMeanwhile(paths);
    return rename(paths.next, paths.published);
  }
  // The other name is cleared by the next build where it cannot be now.
  await rm(paths.next, { force: true }).catch(() => undefined);
}

function replacedMeanwhile({ published }: WarehousePaths): CrmError {
  const message = `another program put a file at ${published} while the build ran`;
  return new CrmError('publish-failed', {
    reason: message,
    hint: 'look at what it is, and build again',
  });
}

/** Opens the finished file anew, as readers will, and compares it with what was built. */
async function lookAtBuild(
  connection: Connection,
  paths: WarehousePaths,
  next: Awaited<ReturnType<typeof readContents>>,
  { made }: Known,
): Promise<void> {
  await connection.run(`attach ${databaseLiteral(paths.next)} as __built (type duckdb, read_only)`);
  try {
    checkReopened(next, await readContents(connection, '__built'));
    await connection.run('use __built');
    for (const { relation, kind } of made) {
      if (kind === 'view') await connection.describe(`select * from ${formatRelation(relation)}`);
    }
  } finally {
    await connection.run('use memory');
    await connection.run('detach __built');
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the rename last through a loss of power, on systems where a directory can be opened. */
async function syncDirectory(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL'].includes(errnoOf(error) ?? '')) throw error;
  }
}

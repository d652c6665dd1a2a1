import { constants } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { CrmError, CrmErrors } from '../../../base/errors/crm-error.ts';
import { errnoOf, fileError } from '../../../base/errors/file-error.ts';
import { makeDirectory } from '../../../base/files/make-directory.ts';
import { quoteIdentifier } from '../../../dialect/names/relation.ts';
import { databaseLiteral } from '../../../dialect/statements/path-literal.ts';
import type { Connection } from '../../../engine/engine.ts';
import { type Claim, emptyClaim } from '../contents/claim-file.ts';
import { listObjects } from '../contents/list-objects.ts';
import type { WarehousePaths } from '../lock/warehouse-paths.ts';
import type { PublishedFile } from './published-file.ts';
import { attachPublished, isUntouched, publishedState } from './published-file.ts';

/** The published file as a build found it, attached as `__previous`. */
export interface BuildFile {
  readonly paths: WarehousePaths;
  /** What the project may do with what the published file holds. */
  readonly claim: Claim;
  /** Undefined for a first build. */
  readonly previous: PublishedFile | undefined;
}

/**
 * Makes the directory of the warehouse. Throws CrmError where that is impossible or where the
 * published file is write-protected, which says that nobody is to replace it.
 */
export async function prepareDirectory(paths: WarehousePaths): Promise<void> {
  await makeDirectory(paths.directory);
  const published = await publishedState(paths);
  if (published !== undefined && (published.mode & 0o200) === 0) {
    throw new CrmError('file-unwritable', {
      path: paths.published,
      reason: `${paths.published} is write-protected`,
      hint: `allow it with chmod u+w, or set the path of the target to another file`,
    });
  }
}

/** Removes what an earlier build left behind. Only for the holder of the lock. */
export async function clearLeftovers(paths: WarehousePaths): Promise<void> {
  for (const path of [paths.next, paths.nextWal, paths.temp]) {
    try {
      await rm(path, { force: true, recursive: true });
    } catch (error) {
      throw fileError(error, path, 'removing');
    }
  }
}

/**
 * Attaches the published file as `__previous`, which keeps other programs from writing to it, and
 * looks at it with `claim`. Only for the holder of the lock, after `clearLeftovers`. Throws
 * CrmErrors where the project may not build into it.
 */
export async function openPrevious(
  connection: Connection,
  paths: WarehousePaths,
  claim: (database: string) => Promise<Claim>,
): Promise<BuildFile> {
  for (;;) {
    const before = await publishedState(paths);
    if (before === undefined) return { paths, previous: undefined, claim: emptyClaim };
    await attachPublished(connection, paths, '__previous');
    const claimed = await claim('__previous');
    if (claimed.errors.length > 0) {
      await connection.run('detach __previous');
      throw new CrmErrors(claimed.errors);
    }
    // A program that wrote in between may have left what it wrote in the log alone.
    if (isUntouched(before, await publishedState(paths))) {
      return { paths, previous: before, claim: claimed };
    }
    await connection.run('detach __previous');
  }
}

/**
 * Makes the file of a build next to the published one and uses it: empty, or with `copies` as a copy
 * of the published file. Throws CrmError.
 */
export async function openNext(
  connection: Connection,
  build: BuildFile,
  copies: boolean,
): Promise<void> {
  const isCopied = copies && build.previous !== undefined;
  if (isCopied) await copyPrevious(connection, build);
  await connection.run(
    `attach ${databaseLiteral(build.paths.next)} as __next (type duckdb, recovery_mode no_wal_writes)`,
  );
  await connection.run('use __next');
  if (isCopied) await checkCopy(connection, build);
}

/**
 * Copies the published file. The copy is taken while the file is not attached, because closing it
 * would drop the lock that DuckDB holds; what another program wrote in between shows afterwards.
 */
async function copyPrevious(connection: Connection, { paths, previous }: BuildFile): Promise<void> {
  await connection.run('detach __previous');
  await copyPublished(paths);
  await attachPublished(connection, paths, '__previous');
  const now = await publishedState(paths);
  if (previous !== undefined && isUntouched(previous, now)) return;
  throw new CrmError('input-changed', {
    path: paths.published,
    reason: `another program wrote to ${paths.published} while the build began`,
    hint: 'build again when nothing writes to it',
  });
}

/** The database makes a new file where the system says by mistake that there is none. */
async function checkCopy(
  connection: Connection,
  { paths: { published, next }, claim: { own, foreign } }: BuildFile,
): Promise<void> {
  const objects = await listObjects(connection, '__next');
  if (objects.length === own.length + foreign.length) return;
  throw new CrmError('system-error', {
    reason: `${next}, the copy of ${published}, was not read whole`,
    hint: 'try again, and check the disk',
  });
}

/** Creates the schemas that are not there yet; once, up front. */
export async function createSchemas(
  connection: Connection,
  schemas: readonly string[],
): Promise<void> {
  for (const schema of schemas) {
    await connection.run(`create schema if not exists ${quoteIdentifier(schema)}`);
  }
}

async function copyPublished(paths: WarehousePaths): Promise<void> {
  try {
    await copyFile(paths.published, paths.next, constants.COPYFILE_FICLONE);
  } catch (error) {
    throw fileError(error, paths.next, 'copying the published file to');
  }
  try {
    await copyFile(paths.publishedWal, paths.nextWal);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw fileError(error, paths.nextWal, 'copying the log to');
  }
}

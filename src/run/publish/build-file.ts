import { constants } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { CrmError, CrmErrors } from '../../base/errors/crm-error.ts';
import { errnoOf, fileError } from '../../base/errors/file-error.ts';
import { makeFolder } from '../../base/files/make-directory.ts';
import { databaseLiteral } from '../../dialect/path-literal.ts';
import { quoteIdentifier } from '../../dialect/relation.ts';
import type { Connection } from '../../engine/engine.ts';
import { type LockOptions, whenFree } from '../lock/warehouse-lock.ts';
import type { WarehousePaths } from '../lock/warehouse-paths.ts';
import { listObjects } from '../ownership/catalog-objects.ts';
import { type Claim, emptyClaim } from '../ownership/claim-file.ts';
import {
  attachPublished,
  isUntouched,
  type PublishedState,
  publishedState,
} from './published-file.ts';

/** The file that a build writes, attached and in use on the build's connection. */
export interface BuildFile {
  readonly paths: WarehousePaths;
  /** What the project may do with what the published file holds. */
  readonly claim: Claim;
  /** The previous build's state; it is attached as `__previous`. Undefined for a first build. */
  readonly previous: PublishedState | undefined;
}

/**
 * Makes the folder of the warehouse. Throws CrmError where that is impossible or where the
 * published file is write-protected, which says that nobody is to replace it.
 */
export async function prepareFolder(paths: WarehousePaths): Promise<void> {
  await makeFolder(paths.folder);
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

/** How the file of a build is opened. */
export interface OpenBuildOptions {
  readonly lock: LockOptions;
  /** Looks at the published file, which is attached under the given name. */
  readonly claim: (database: string) => Promise<Claim>;
  /** True where the build replaces only a part. */
  readonly partial: boolean;
}

/**
 * Opens the file of a new build beside the published one and uses it: empty, or as a copy of the
 * published file where something in that is kept or carried over. Only for the holder of the lock,
 * after `clearLeftovers`. Throws CrmErrors where the published file may not be built into.
 */
export async function openBuildFile(
  connection: Connection,
  paths: WarehousePaths,
  options: OpenBuildOptions,
): Promise<BuildFile> {
  const hint = 'close it there, open it read-only there, or wait for it with --wait';
  const { previous, claim } = await whenFree(paths, { ...options.lock, hint }, () =>
    openPrevious(connection, paths, options),
  );
  await connection.run(
    `attach ${databaseLiteral(paths.next)} as __next (type duckdb, recovery_mode no_wal_writes)`,
  );
  await connection.run('use __next');
  if (previous !== undefined && startsFromCopy(options, claim)) {
    await checkCopy(connection, paths, claim);
  }
  return { paths, previous, claim };
}

/** True where something of the published file is kept or carried over. */
function startsFromCopy({ partial }: OpenBuildOptions, { carried }: Claim): boolean {
  return partial || carried.length > 0;
}

/** The database makes a new file where it is told by mistake that there is none. */
async function checkCopy(
  connection: Connection,
  { published, next }: WarehousePaths,
  { own, carried }: Claim,
): Promise<void> {
  const objects = await listObjects(connection, '__next');
  if (objects.length === own.length + carried.length) return;
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

/**
 * Attaches the published file and copies it where needed. The copy is taken while the file is not
 * attached, because closing it would drop the lock that DuckDB holds; the file is then compared,
 * so that a foreign writer in between cannot leave a torn copy.
 */
async function openPrevious(
  connection: Connection,
  paths: WarehousePaths,
  options: OpenBuildOptions,
): Promise<Pick<BuildFile, 'previous' | 'claim'>> {
  for (;;) {
    const before = await publishedState(paths);
    if (before === undefined) return { previous: undefined, claim: emptyClaim };
    await attachPublished(connection, paths, '__previous');
    const claim = await options.claim('__previous');
    if (claim.errors.length > 0) {
      await connection.run('detach __previous');
      throw new CrmErrors(claim.errors);
    }
    if (startsFromCopy(options, claim)) {
      await connection.run('detach __previous');
      // A log of an earlier try would be replayed into the copy.
      await clearLeftovers(paths);
      await copyPublished(paths);
      await attachPublished(connection, paths, '__previous');
    }
    // A program that wrote in between may have left what it wrote in the log alone.
    if (isUntouched(before, await publishedState(paths))) return { previous: before, claim };
    await connection.run('detach __previous');
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

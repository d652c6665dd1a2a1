import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { errnoOf, fileError } from '../../../base/errors/file-error.ts';

/** The published file and what is next to it while a build runs; absolute paths. */
export interface WarehousePaths {
  readonly directory: string;
  /** What readers open. */
  readonly published: string;
  /** A write-ahead log that only another program can have left next to the published file. */
  readonly publishedWal: string;
  /** A DuckDB file that serves as the mutex; never deleted. */
  readonly lock: string;
  /** Who holds the lock and since when. */
  readonly holder: string;
  /** The build that is being written. */
  readonly next: string;
  readonly nextWal: string;
  /** Where DuckDB puts what does not fit into memory. Only the holder of the lock uses it. */
  readonly temp: string;
}

/**
 * The paths of a warehouse. A symbolic link is followed, so that the link stays a link and two
 * names of one warehouse share one lock. Neither the file nor its directory needs to exist.
 */
export async function resolveWarehouse(path: string): Promise<WarehousePaths> {
  const published = await followLinks(resolve(path));
  return {
    directory: dirname(published),
    published,
    publishedWal: `${published}.wal`,
    lock: `${published}.lock`,
    holder: `${published}.lock.json`,
    next: `${published}.next`,
    nextWal: `${published}.next.wal`,
    temp: `${published}.tmp`,
  };
}

async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw fileError(error, path, 'opening the warehouse');
  }
  const link = await readlink(path).catch(() => undefined);
  if (link !== undefined) return followLinks(resolve(dirname(path), link));
  const directory = dirname(path);
  return directory === path ? path : join(await followLinks(directory), basename(path));
}

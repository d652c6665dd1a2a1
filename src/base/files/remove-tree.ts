import { lstat, readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, fileError } from '../errors/file-error.ts';

/** What was removed: files and links, and the bytes of the files. */
export interface RemovedTree {
  readonly files: number;
  readonly bytes: number;
}

/** Directories that others still write to are looked through so many times. */
const mostRounds = 5;

/**
 * Removes a file, or a directory with all in it, and gives what this call itself removed; undefined
 * for nothing. A symbolic link is removed, and never followed. What another process removes at the
 * same time is not an error. Throws CrmError `file-unwritable`.
 */
export async function removeTree(path: string): Promise<RemovedTree | undefined> {
  try {
    const found = await lstat(path);
    return found.isDirectory() ? await removeDirectory(path) : await removeFile(path, found.size);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw fileError(error, path, 'deleting');
  }
}

async function removeFile(path: string, bytes: number): Promise<RemovedTree> {
  await unlink(path);
  return { files: 1, bytes };
}

async function removeDirectory(path: string): Promise<RemovedTree | undefined> {
  let files = 0;
  let bytes = 0;
  for (let round = 1; ; round += 1) {
    for (const name of await readdir(path)) {
      const removed = await removeTree(join(path, name));
      files += removed?.files ?? 0;
      bytes += removed?.bytes ?? 0;
    }
    try {
      await rmdir(path);
      return { files, bytes };
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === 'ENOENT') return files === 0 ? undefined : { files, bytes };
      if (errno !== 'ENOTEMPTY' || round === mostRounds) throw error;
    }
  }
}

import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../base/errors/file-error.ts';
import { stampFile } from '../../base/files/file-stamp.ts';

/** Files up to this size are distinguished by their content, larger ones by size and time. */
const contentUpTo = 4 * 1024 * 1024;

/**
 * A stamp of the content of a file; `ENOENT` where there is no file. Watching uses it, so that saving an
 * unchanged file rebuilds nothing.
 */
export async function contentStamp(path: string): Promise<string> {
  const state = stampFile(path);
  // A file that cannot be read is reported by whoever needs it.
  if ('errno' in state) return state.errno;
  if (state.size > contentUpTo) return `${state.size}:${state.modified}:${state.inode}`;
  try {
    return hash('sha256', await readFile(path));
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    return errno;
  }
}

/** Stamps of all files at and below the paths, by their path. */
export async function stampFiles(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const stamps = new Map<string, string>();
  for (const path of paths) {
    for (const file of await filesBelow(path)) stamps.set(file, await contentStamp(file));
  }
  return stamps;
}

/** Paths whose stamps differ, sorted. */
export function changedFiles(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter(path => before.get(path) !== after.get(path)).sort();
}

async function filesBelow(path: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const below = await Promise.all(entries.map(entry => filesBelow(join(path, entry.name))));
    return below.flat();
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOTDIR') return [path];
    if (errno === undefined) throw error;
    return [];
  }
}

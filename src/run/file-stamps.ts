import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../base/file-error.ts';

/** Files up to this size are told apart by their content, larger ones by size and time. */
const contentUpTo = 4 * 1024 * 1024;

/** What tells one state of a file from another; `absent` where there is none. */
export async function stampFile(path: string): Promise<string> {
  try {
    const found = await stat(path, { bigint: true });
    if (found.isDirectory()) return 'folder';
    if (found.size > contentUpTo) return `${found.size}:${found.mtimeNs}:${found.ino}`;
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    // A file that cannot be read is reported by whoever needs it.
    return errno === 'ENOENT' ? 'absent' : errno;
  }
}

/** Stamps of all files at and below the paths, by their path. */
export async function stampFiles(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const stamps = new Map<string, string>();
  for (const path of paths) {
    for (const file of await filesBelow(path)) stamps.set(file, await stampFile(file));
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

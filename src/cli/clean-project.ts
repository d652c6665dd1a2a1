import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CrmError } from '../base/crm-error.ts';
import { formatBytes, formatNoun } from '../output/format-quantity.ts';
import type { CleanOptions } from './command-options.ts';
import { type Invocation, say } from './invocation.ts';
import { readProject } from './session.ts';

/** Deletes what builds wrote, and says what. Gives the exit code. */
export async function cleanProject(invocation: Invocation, options: CleanOptions): Promise<number> {
  const project = await readProject(invocation, options);
  const paths = [join(project.root, 'target')];
  if (options.warehouse === true) {
    const { path } = project.target;
    // the lock file stays: it is a mutex, and another build may be waiting on it
    paths.push(path, `${path}.next`, `${path}.next.wal`);
  }
  let deleted = 0;
  for (const path of paths) {
    const found = await measure(path);
    if (found === undefined) continue;
    await remove(path);
    deleted += 1;
    const what = found.files === 1 ? '' : `${formatNoun(found.files, 'file')}, `;
    say(
      invocation,
      `Deleted ${invocation.diagnostics.showPath(path)} (${what}${formatBytes(found.bytes)}).`,
    );
  }
  if (deleted === 0) say(invocation, 'Nothing to delete.');
  return 0;
}

async function remove(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true });
  } catch (cause) {
    throw new CrmError('file-unwritable', `cannot delete ${path}: ${(cause as Error).message}`, {
      cause,
    });
  }
}

async function measure(path: string): Promise<{ files: number; bytes: number } | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  if (!found.isDirectory()) return { files: 1, bytes: found.size };
  let files = 0;
  let bytes = 0;
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files += 1;
    bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return { files, bytes };
}

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from '../base/file-error.ts';
import { targetFolder } from '../base/target-folder.ts';
import { openEngine } from '../engine/duckdb/open-engine.ts';
import { formatBytes, formatNoun } from '../output/format-quantity.ts';
import { resolveWarehouse } from '../run/warehouse-paths.ts';
import { withWarehouseLock } from '../run/with-warehouse-lock.ts';
import type { CleanOptions } from './command-options.ts';
import { type Invocation, say } from './invocation.ts';
import { readProject } from './session.ts';

/**
 * Deletes what builds wrote, and says what. The warehouse is deleted only while no build goes on
 * in it. Gives the exit code. Throws CrmError `warehouse-locked` before anything is deleted.
 */
export async function cleanProject(invocation: Invocation, options: CleanOptions): Promise<number> {
  const project = await readProject(invocation, options);
  const target = join(project.root, targetFolder);
  const paths = await resolveWarehouse(project.target.path);
  // the lock file stays: it is a mutex, and another build may be waiting on it
  const warehouse = [paths.published, paths.publishedWal, paths.next, paths.nextWal, paths.temp];
  if (options.warehouse === true && (await exists(paths.folder))) {
    const holder = { processId: invocation.terminal.processId, now: invocation.log.now };
    await withWarehouseLock(paths, openEngine, holder, () =>
      deleteAll(invocation, [target, ...warehouse]),
    );
  } else {
    await deleteAll(invocation, [target]);
  }
  return 0;
}

async function deleteAll(invocation: Invocation, paths: readonly string[]): Promise<void> {
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
}

async function remove(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true });
  } catch (error) {
    throw fileError(error, path, 'deleting');
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
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

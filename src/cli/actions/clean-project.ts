import { lstat, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CrmError } from '../../base/errors/crm-error.ts';
import { removeTree } from '../../base/files/remove-tree.ts';
import { targetFolder } from '../../base/files/target-directory.ts';
import { openEngine } from '../../engine/duckdb/open-engine.ts';
import { formatBytes, formatNoun } from '../../output/text/format-quantity.ts';
import { findLinkOut } from '../../project/files/find-link-out.ts';
import type { Project } from '../../project/project.ts';
import { resolveWarehouse, type WarehousePaths } from '../../run/lock/warehouse-paths.ts';
import { withWarehouseLock } from '../../run/lock/with-warehouse-lock.ts';
import { describeObjects } from '../../run/ownership/describe-objects.ts';
import { readHoldings } from '../../run/ownership/holdings.ts';
import { readPublished } from '../../run/publish/read-published.ts';
import type { CleanOptions } from '../arguments/command-options.ts';
import { type Invocation, say } from '../arguments/invocation.ts';
import { readProject } from './session.ts';

/** Another clean is over sooner than this; a build is not. */
const lockTries = 20;
const lockPause = 100;

/**
 * Deletes what builds wrote, and says what this call deleted. A link out of the project is deleted
 * itself, and not what it leads to. The warehouse is deleted only while no build goes on in it.
 * Gives the exit code. Throws CrmError `warehouse-locked` before anything is deleted.
 */
export async function cleanProject(invocation: Invocation, options: CleanOptions): Promise<number> {
  const project = await readProject(invocation, options);
  const target = join(project.root, targetFolder);
  if (options.warehouse !== true) {
    await deleteAll(invocation, [target]);
    return 0;
  }
  const paths = await resolveWarehouse(project.target.path);
  const link = findLinkOut(project.root, project.target.path);
  const all = [target, ...(link === undefined ? warehouseFiles(paths) : [link])];
  // Where no build has been there is no lock to take, and none is made outside of the project.
  if (await exists(link === undefined ? paths.folder : paths.lock)) {
    await whileNothingBuilds(invocation, paths, async () => {
      if (link === undefined && options.force !== true) await refuseForeign(project, paths);
      await deleteAll(invocation, all);
    });
  } else {
    await deleteAll(invocation, all);
  }
  return 0;
}

/** Refuses to delete what others put into the warehouse file. */
async function refuseForeign(project: Project, { published }: WarehousePaths): Promise<void> {
  if (!(await exists(published))) return;
  const reader = await readPublished(project, openEngine);
  try {
    const { foreign } = await readHoldings(reader.connection, '__published', project.name);
    if (foreign.length === 0) return;
    const what = `${published} also holds what others made: ${describeObjects(foreign)}`;
    throw new CrmError('warehouse-foreign', {
      path: published,
      reason: what,
      hint: 'delete it all the same with --force',
    });
  } finally {
    await reader.close();
  }
}

/** The lock file stays: it is a mutex, and another build may be waiting on it. */
function warehouseFiles(paths: WarehousePaths): readonly string[] {
  return [paths.published, paths.publishedWal, paths.next, paths.nextWal, paths.temp];
}

async function whileNothingBuilds(
  { terminal, log }: Invocation,
  paths: WarehousePaths,
  action: () => Promise<void>,
): Promise<void> {
  const holder = { processId: terminal.processId, now: log.now };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withWarehouseLock(paths, openEngine, holder, action);
    } catch (error) {
      const isHeld = error instanceof CrmError && error.code === 'warehouse-locked';
      if (!isHeld || attempt === lockTries) throw error;
    }
    await sleep(lockPause);
  }
}

async function deleteAll(invocation: Invocation, paths: readonly string[]): Promise<void> {
  let deleted = 0;
  for (const path of paths) if (await deleteOne(invocation, path)) deleted += 1;
  if (deleted === 0) say(invocation, 'Nothing to delete.');
}

async function deleteOne(invocation: Invocation, path: string): Promise<boolean> {
  const { showPath } = invocation.diagnostics;
  const link = await readlink(path).catch(() => undefined);
  const isDirectory = (await lstat(path).catch(() => undefined))?.isDirectory() === true;
  const removed = await removeTree(path);
  if (removed === undefined) return false;
  if (link !== undefined) {
    say(invocation, `Deleted the link ${showPath(path)}; ${link}, where it leads, stays as it is.`);
    return true;
  }
  const what = isDirectory ? `${formatNoun(removed.files, 'file')}, ` : '';
  say(invocation, `Deleted ${showPath(path)} (${what}${formatBytes(removed.bytes)}).`);
  return true;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

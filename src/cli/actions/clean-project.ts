import { lstat, readlink, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CrmError } from '../../base/errors/crm-error.ts';
import { removeTree } from '../../base/files/remove-tree.ts';
import { targetDirectory } from '../../base/files/target-directory.ts';
import { openProjectEngine } from '../../functions/open-project-engine.ts';
import { formatBytes, formatNoun } from '../../output/text/format-quantity.ts';
import { findLinkOut } from '../../project/files/find-link-out.ts';
import type { Project } from '../../project/project.ts';
import { describeObjects } from '../../warehouse/describe-objects.ts';
import type { WarehouseUpkeep } from '../../warehouse/warehouse.ts';
import { openWarehouse, warehouseUpkeep } from '../../warehouse/warehouses.ts';
import type { CleanOptions } from '../arguments/command-options.ts';
import { type Invocation, say } from '../arguments/invocation.ts';
import { readProject } from './workspace.ts';

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
  const target = join(project.root, targetDirectory);
  if (options.warehouse !== true) {
    await deleteAll(invocation, [target]);
    return 0;
  }
  const { terminal, log } = invocation;
  const holder = { processId: terminal.processId, now: log.now };
  const upkeep = await warehouseUpkeep(project, openProjectEngine, holder);
  const link = findLinkOut(project.root, project.target.path);
  const all = [target, ...(link === undefined ? upkeep.files : [link])];
  // Where no build has been there is no lock to take, and none is made outside of the project.
  if (await (link === undefined ? exists(dirname(project.target.path)) : upkeep.isUsed())) {
    await whileNothingBuilds(upkeep, async () => {
      if (link === undefined && options.force !== true) await refuseForeign(project, upkeep);
      await deleteAll(invocation, all);
    });
  } else {
    await deleteAll(invocation, all);
  }
  return 0;
}

/** Refuses to delete what others put into the warehouse. */
async function refuseForeign(project: Project, upkeep: WarehouseUpkeep): Promise<void> {
  if ((await upkeep.published()) === undefined) return;
  const warehouse = await openWarehouse(project, openProjectEngine);
  try {
    const { foreign } = (await warehouse.read()).state;
    if (foreign.length === 0) return;
    const { path } = project.target;
    throw new CrmError('warehouse-foreign', {
      path,
      reason: `${path} also holds what others made: ${describeObjects(foreign)}`,
      hint: 'delete it all the same with --force',
    });
  } finally {
    await warehouse.close();
  }
}

async function whileNothingBuilds(
  upkeep: WarehouseUpkeep,
  action: () => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await upkeep.exclusively(action);
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

import { chmod, open, rename, rm, stat } from 'node:fs/promises';
import { CrmError } from '../base/crm-error.ts';
import { errnoOf, fileError } from '../base/file-error.ts';
import { formatRelation } from '../base/relation.ts';
import { databaseLiteral } from '../engine/duckdb/path-literal.ts';
import type { Connection } from '../engine/engine.ts';
import type { Plan } from '../plan/plan.ts';
import type { BuildFile } from './build-file.ts';
import { checkContents, checkReopened, type Known } from './ownership/compare-contents.ts';
import { readContents } from './ownership/file-contents.ts';
import type { WarehousePaths } from './warehouse-paths.ts';

/**
 * Has the finished build take the place of the published file, and gives its size in bytes. Until
 * the rename nothing has changed for readers; after it they see all of the new build. Before it, the
 * file is compared with what is `known` of the build and opened anew. Throws CrmError, `publish-failed` unless the database or the file system says something better.
 */
export async function publishBuild(
  connection: Connection,
  build: BuildFile,
  known: Known,
): Promise<number> {
  const { paths, previous } = build;
  const next = await readContents(connection, '__next');
  checkContents(next, known);
  await connection.run('checkpoint __next');
  await connection.run('use memory');
  await connection.run('detach __next');
  await lookAtBuild(connection, paths, next, known.plan);
  try {
    await syncFile(paths.next);
    if (previous !== undefined) await chmod(paths.next, previous.mode);
    const { size } = await stat(paths.next);
    // A log that another program left behind would be replayed into the new file.
    await rm(paths.publishedWal, { force: true });
    // The previous file is still attached, so no other program can be writing to it.
    await rename(paths.next, paths.published);
    await syncFolder(paths.folder);
    return size;
  } catch (error) {
    const told = fileError(error, paths.published, 'replacing');
    if (!(told instanceof CrmError) || told.code === 'disk-full') throw told;
    throw new CrmError('publish-failed', told.message, { cause: error });
  } finally {
    if (previous !== undefined) await connection.run('detach __previous');
  }
}

/** Opens the finished file anew, as readers will, and compares it with what was built. */
async function lookAtBuild(
  connection: Connection,
  paths: WarehousePaths,
  next: Awaited<ReturnType<typeof readContents>>,
  { steps }: Plan,
): Promise<void> {
  await connection.run(`attach ${databaseLiteral(paths.next)} as __built (type duckdb, read_only)`);
  try {
    checkReopened(next, await readContents(connection, '__built'));
    await connection.run('use __built');
    for (const step of steps) {
      if (step.kind !== 'model' || step.node.materialized !== 'view') continue;
      await connection.describe(`select * from ${formatRelation(step.relation)}`);
    }
  } finally {
    await connection.run('use memory');
    await connection.run('detach __built');
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the rename last through a loss of power, on systems where a folder can be opened. */
async function syncFolder(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL'].includes(errnoOf(error) ?? '')) throw error;
  }
}

import { lstatSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from '../../base/errors/file-error.ts';
import { againWhereVanished } from '../../base/files/again-where-vanished.ts';
import { makeTargetFolder, targetFolder } from '../../base/files/target-directory.ts';
import { fileLiteral } from '../../engine/duckdb/path-literal.ts';
import type { Connection, QueryResult } from '../../engine/engine.ts';
import { nodeFileName } from '../../graph/node-file-name.ts';
import type { TestStep } from '../../plan/plan.ts';

/** Where failing rows are kept, below target/. */
const failuresFolder = 'failures';

/** At most this many failing rows of a test are kept. */
const keptRows = 1000;

const sampleRows = 5;

/** The failing rows of a test that were kept. */
export interface KeptFailures {
  /** Relative to the project root, forward slashes. */
  readonly path: string;
  readonly kept: number;
  readonly total: number;
  readonly sample: QueryResult;
}

/** Path of the file that a test's failing rows are kept in, relative to the project root. */
function failuresPath(node: TestStep['node']): string {
  return `${targetFolder}/${failuresFolder}/${nodeFileName(node)}.csv`;
}

/** Removes what an earlier run of the test kept. */
export async function clearFailures(root: string, node: TestStep['node']): Promise<void> {
  const file = join(root, failuresPath(node));
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return;
  try {
    await rm(file, { force: true });
  } catch (error) {
    throw fileError(error, file, 'removing');
  }
}

/** What a test's query gives, at most its limit. */
function failingSql({ node, select }: TestStep): string {
  const limit = node.limit === undefined ? '' : ` limit ${node.limit}`;
  return `select * from (\n${select.text}\n)${limit}`;
}

/** Where the rows of the test at hand stand while they are looked at. */
export const failingTable = 'temp.failing_rows';

/** Runs a test's query once and has all it gives stand in `failingTable`, outside of the build. */
export async function holdFailures(connection: Connection, step: TestStep): Promise<void> {
  await connection.run(`create or replace temp table failing_rows as\n${failingSql(step)}`);
}

export async function dropFailures(connection: Connection): Promise<void> {
  await connection.run(`drop table if exists ${failingTable}`);
}

/**
 * Keeps the failing rows of a test as a CSV file outside of the database, where giving up the
 * build does not reach them, and reads the first few. `total` is how many there are; `held` says
 * that they stand in `failingTable` already.
 */
export async function keepFailures(
  connection: Connection,
  root: string,
  step: TestStep,
  { total, held }: { readonly total: number | undefined; readonly held: boolean },
): Promise<KeptFailures> {
  const path = failuresPath(step.node);
  const file = join(root, path);
  const failing = held ? failingTable : `(\n${failingSql(step)}\n)`;
  if (!held) {
    // The test's query may be long work: it runs once more here, and its first rows are then at
    // hand.
    await connection.run(
      `create or replace temp table failing_rows as\n${firstRows(failing, keptRows)}`,
    );
  }
  try {
    const target = `${fileLiteral(file)} (format csv, header)`;
    const copy = `copy (${firstRows(failingTable, keptRows)}) to ${target}`;
    const kept = await againWhereVanished(async () => {
      const folder = await makeTargetFolder(root, failuresFolder);
      return connection.run(copy).catch(error => throwVanished(folder, error));
    });
    if (kept === undefined) throw new Error('the database did not tell how many rows it copied');
    const sample = await connection.query(firstRows(failingTable, sampleRows));
    const all = kept < keptRows ? kept : (total ?? (await countRows(connection, failing)));
    return { path, kept, total: all, sample };
  } finally {
    if (!held) await dropFailures(connection);
  }
}

/** The database does not say in a code that the directory is gone. */
function throwVanished(folder: string, error: unknown): never {
  try {
    statSync(folder);
  } catch (cause) {
    throw fileError(cause, folder, 'writing to');
  }
  throw error;
}

/** In order, so that the same ones are kept whatever the threads do. */
function firstRows(from: string, count: number): string {
  return `select * from ${from} as failing order by all limit ${count}`;
}

async function countRows(connection: Connection, from: string): Promise<number> {
  const { rows } = await connection.query(`select count(*) from ${from} as failing`);
  return Number(rows[0]?.[0]);
}

import { mkdtemp, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from '../../base/errors/file-error.ts';
import { sweepAbandoned } from '../../base/files/drafts.ts';
import { makeDirectory } from '../../base/files/make-directory.ts';
import {
  fileLiteral,
  filePattern,
  plainParquetFile,
} from '../../dialect/statements/path-literal.ts';
import type { Connection } from '../../engine/engine.ts';
import { firstDay, type SynthArguments } from './synth-arguments.ts';
import { createBatch, createShared, dropBatch, syntheticTables, type World } from './tables.ts';
import { TruthCollector } from './truth/truth.ts';

/** How far it is: customers whose rows are made, of all; `writing` names a file being put together. */
export interface SynthProgress {
  readonly customersDone: number;
  readonly customers: number;
  readonly writing: string | undefined;
}

/** A file that was written. */
export interface SynthFile {
  readonly path: string;
  /** Undefined for a file that has no rows: the truth. */
  readonly rows: number | undefined;
  readonly bytes: number;
}

/** Arguments together with what they run on. */
export interface SynthOptions extends SynthArguments {
  /** A connection of its own: its temporary tables and macros named `synth_…` are replaced. */
  readonly connection: Connection;
  readonly onProgress?: ((progress: SynthProgress) => void) | undefined;
  /** Customers that are made at a time, which bounds the memory; the rows do not depend on it. */
  readonly batchSize?: number | undefined;
}

/** Says what was planted in the data next to it. */
const truthFile = 'truth.json';

/**
 * Writes the raw tables of a synthetic retailer to `outDir`, what was planted in them to truth.json,
 * and what each customer was made to be to the table customer_truth, which is not raw data. The same
 * arguments give the same rows in the same order, and for CSV the same bytes, on any number of
 * threads. Batches of customers go to Parquet parts first, so that memory is bounded; each file is
 * then put together next to its place and renamed. Throws CrmError or CrmErrors; files that were
 * there before are then untouched, or replaced whole.
 */
export async function synth(options: SynthOptions): Promise<readonly SynthFile[]> {
  const { customers, seed, months } = options;
  const world = { customers, seed, months, firstDay: firstDay(options) };
  const work = await makeWorkDirectory(options.outDir);
  try {
    return await writeFiles(options, world, work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Where parts stand, and what does not fit in memory: `.synth-spill-` and the id of a process. */
const workName = /^\.synth-(\w{6}|spill-\d+)$/;

/** Something is written to these all the time, while a command goes on. */
const workAge = 3_600_000;

async function makeWorkDirectory(outDir: string): Promise<string> {
  await makeDirectory(outDir);
  sweepAbandoned(outDir, workName, workAge);
  try {
    return await mkdtemp(join(outDir, '.synth-'));
  } catch (error) {
    throw fileError(error, outDir, 'writing to');
  }
}

async function writeFiles(
  options: SynthOptions,
  world: World,
  work: string,
): Promise<readonly SynthFile[]> {
  const { connection, format } = options;
  const truth = new TruthCollector();
  const parts = await writeParts(options, world, work, truth);
  const finished: { staged: string; path: string; rows: number | undefined }[] = [];
  // Rows must leave a part, and enter a file, in the order in which they are in it.
  await connection.run('set preserve_insertion_order = true');
  const rowsOf = (name: string) => readParts(parts.get(name) ?? []);
  for (const { name, csvColumns } of syntheticTables) {
    report(options, options.customers, name);
    const staged = join(work, `${name}.${format}`);
    const target =
      format === 'csv' ? "(format csv, header true, delimiter ',')" : '(format parquet)';
    const rows = await connection.run(
      `copy (select ${format === 'csv' ? csvColumns : '*'} from ${rowsOf(name)}) ` +
        `to ${fileLiteral(staged)} ${target}`,
    );
    await sync(staged);
    finished.push({ staged, path: join(options.outDir, `${name}.${format}`), rows: rows ?? 0 });
  }
  const told = await truth.finish(connection, options, world.firstDay, rowsOf);
  const staged = join(work, truthFile);
  await writeFile(staged, `${JSON.stringify(told, undefined, 2)}\n`);
  await sync(staged);
  finished.push({ staged, path: join(options.outDir, truthFile), rows: undefined });
  const written: SynthFile[] = [];
  for (const { staged, path, rows } of finished) {
    await rename(staged, path);
    written.push({ path, rows, bytes: (await stat(path)).size });
  }
  return written;
}

function readParts(files: readonly string[]): string {
  return `read_parquet([${files.map(filePattern).join(', ')}], ${plainParquetFile})`;
}

/** Makes the rows batch by batch; gives the part files of each table by name, in their order. */
async function writeParts(
  options: SynthOptions,
  world: World,
  work: string,
  truth: TruthCollector,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { connection, customers, batchSize = defaultBatchSize(world.months) } = options;
  const parts = new Map<string, string[]>();
  const addParts = async (ofCustomers: boolean) => {
    for (const table of syntheticTables) {
      if (table.ofCustomers !== ofCustomers) continue;
      const before = parts.get(table.name) ?? [];
      const path = join(work, `${table.name}-${before.length}.parquet`);
      await connection.run(
        `copy (${table.select(world)}) to ${fileLiteral(path)} (format parquet)`,
      );
      parts.set(table.name, [...before, path]);
    }
  };

  // Parts are sorted when they are written; until then rows may be in any order.
  await connection.run('set preserve_insertion_order = false');
  for (const statement of createShared(world)) await connection.run(statement);
  await addParts(false);
  for (let first = 1; first <= customers; first += batchSize) {
    const last = Math.min(first + batchSize - 1, customers);
    report(options, first - 1, undefined);
    for (const statement of createBatch(world, first, last)) await connection.run(statement);
    await addParts(true);
    await truth.collect(connection);
  }
  for (const statement of dropBatch) await connection.run(statement);
  return parts;
}

/** Customers whose invoices fit in a few hundred megabytes, whatever the number of months. */
function defaultBatchSize(months: number): number {
  return Math.min(50_000, Math.ceil(1_500_000 / months));
}

function report(options: SynthOptions, customersDone: number, writing: string | undefined): void {
  options.onProgress?.({ customersDone, customers: options.customers, writing });
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

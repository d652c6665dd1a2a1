import { mkdtemp, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from '../base/file-error.ts';
import { makeFolder } from '../base/make-folder.ts';
import { quoteLiteral } from '../base/relation.ts';
import type { Connection } from '../engine/engine.ts';
import { firstDay, type SynthArguments } from './synth-arguments.ts';
import { createProducts, selectProducts } from './synthetic/catalogue.ts';
import { createCustomers, selectCustomers } from './synthetic/customers.ts';
import { createLines, selectTransactions } from './synthetic/lines.ts';
import { createMonths, createOrders, createSlots } from './synthetic/orders.ts';
import { randomMacros } from './synthetic/random.ts';
import { selectResponses } from './synthetic/responses.ts';
import { TruthCollector } from './synthetic/truth.ts';

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

/** Text of decimals without the zeros that do not count. */
function shortened(column: string): string {
  return `rtrim(rtrim(${column}::varchar, '0'), '.') as ${column}`;
}

/** The order is that in which the files are put in place: facts last. */
const tables = [
  { name: 'customers', csvColumns: '*' },
  { name: 'products', csvColumns: `* replace (${shortened('unit_size')})` },
  { name: 'nps_responses', csvColumns: '*' },
  { name: 'transactions', csvColumns: `* replace (${shortened('quantity')})` },
] as const;

type TableName = (typeof tables)[number]['name'];

/** Says what was planted in the data beside it. */
const truthFile = 'truth.json';

/**
 * Writes customers, products, transactions and answers to the recommendation question of a
 * synthetic retailer to `outDir`, and what was planted in them to truth.json. The same
 * arguments give the same rows in the same order, and for CSV the same bytes, on any number of
 * threads. Batches of customers go to Parquet parts first, so that memory is bounded; each file is
 * then put together beside its place and renamed. Throws CrmError or CrmErrors; files that were
 * there before are then untouched, or replaced whole.
 */
export async function synth(options: SynthOptions): Promise<readonly SynthFile[]> {
  const startDay = firstDay(options);
  const work = await makeWorkFolder(options.outDir);
  try {
    return await writeFiles(options, startDay, work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function makeWorkFolder(outDir: string): Promise<string> {
  await makeFolder(outDir);
  try {
    return await mkdtemp(join(outDir, '.synth-'));
  } catch (error) {
    throw fileError(error, outDir, 'writing to');
  }
}

async function writeFiles(
  options: SynthOptions,
  startDay: string,
  work: string,
): Promise<readonly SynthFile[]> {
  const { connection, format } = options;
  const truth = new TruthCollector();
  const parts = await writeParts(options, startDay, work, truth);
  const finished: { staged: string; path: string; rows: number | undefined }[] = [];
  for (const { name, csvColumns } of tables) {
    report(options, options.customers, name);
    const staged = join(work, `${name}.${format}`);
    const rows = await connection.run(
      format === 'csv'
        ? `copy (select ${csvColumns} from ${readParts(parts[name])}) ` +
            `to ${quoteLiteral(staged)} (format csv, header true, delimiter ',')`
        : `copy (select * from ${readParts(parts[name])}) ` +
            `to ${quoteLiteral(staged)} (format parquet)`,
    );
    await sync(staged);
    finished.push({ staged, path: join(options.outDir, `${name}.${format}`), rows: rows ?? 0 });
  }
  const told = await truth.finish(connection, options, startDay, readParts(parts.nps_responses));
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
  return `read_parquet([${files.map(quoteLiteral).join(', ')}])`;
}

/** Makes the rows batch by batch; gives the part files of each table in their order. */
async function writeParts(
  options: SynthOptions,
  startDay: string,
  work: string,
  truth: TruthCollector,
): Promise<Readonly<Record<TableName, readonly string[]>>> {
  const { connection, customers, months, seed, batchSize = 20_000 } = options;
  const parts: Record<TableName, string[]> = {
    customers: [],
    products: [],
    nps_responses: [],
    transactions: [],
  };
  const copy = async (name: TableName, select: string) => {
    const path = join(work, `${name}-${parts[name].length}.parquet`);
    await connection.run(`copy (${select}) to ${quoteLiteral(path)} (format parquet)`);
    parts[name].push(path);
  };

  // Rows must leave a file in the order in which they stand in it.
  await connection.run('set preserve_insertion_order = true');
  for (const statement of randomMacros) await connection.run(statement);
  await connection.run(createProducts());
  await connection.run(createMonths(months, startDay));
  await copy('products', selectProducts);
  for (let first = 1; first <= customers; first += batchSize) {
    const last = Math.min(first + batchSize - 1, customers);
    report(options, first - 1, undefined);
    await connection.run(createCustomers(first, last, seed, months, startDay));
    await copy('customers', selectCustomers);
    await copy('nps_responses', selectResponses);
    await truth.collect(connection);
    await connection.run(createSlots());
    await connection.run(createOrders());
    await connection.run(createLines(months));
    await copy('transactions', selectTransactions(months));
  }
  for (const table of ['customer', 'slot', 'order', 'line']) {
    await connection.run(`drop table if exists synth_${table}`);
  }
  return parts;
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

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CrmErrors } from '../../src/base/errors/crm-error.ts';
import { synth } from '../../src/crm/synthetic/synth.ts';
import type { SynthArguments } from '../../src/crm/synthetic/synth-arguments.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { committed, fileNames } from '../support/committed-synth.ts';

let directory: string;
let engine: Engine | undefined;

async function connect(threads = 2): Promise<Connection> {
  engine = await openEngine({ settings: { threads, preserve_insertion_order: false } });
  return engine.connect();
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'synth-'));
});

afterEach(() => {
  engine?.close();
  engine = undefined;
  rmSync(directory, { recursive: true, force: true });
});

function read(name: string): string {
  return readFileSync(join(directory, name), 'utf8');
}

describe('synth', () => {
  it.each([
    { threads: 1, batchSize: 20_000 },
    { threads: 2, batchSize: 250 },
  ])('gives the committed bytes with $threads threads in batches of $batchSize', async how => {
    const connection = await connect(how.threads);
    await synth({ ...committed, connection, outDir: directory, batchSize: how.batchSize });
    for (const name of fileNames) {
      const bytes = readFileSync(join('seeds/synthetic', name));
      expect(readFileSync(join(directory, name)).equals(bytes), name).toBe(true);
    }
    expect(readdirSync(directory).sort()).toEqual(fileNames);
  });

  it('writes the same rows as Parquet, typed', async () => {
    const connection = await connect();
    await synth({ ...committed, connection, outDir: directory, format: 'parquet' });
    const difference = await connection.query(`
      with parquet as (select * from read_parquet('${directory}/transactions.parquet')),
      csv as (
        select * replace (
          invoice_line::integer as invoice_line, invoice_date::timestamp as invoice_date,
          quantity::decimal(18, 3) as quantity, net_amount::decimal(18, 2) as net_amount
        )
        from read_csv('seeds/synthetic/transactions.csv', all_varchar = true)
      )
      (from parquet except all from csv) union all (from csv except all from parquet)`);
    expect(difference.rows).toEqual([]);
    const columns = await connection.describe(
      `from read_parquet('${directory}/transactions.parquet')`,
    );
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'invoice_id VARCHAR',
      'invoice_line INTEGER',
      'invoice_date TIMESTAMP',
      'customer_id VARCHAR',
      'product_id VARCHAR',
      'quantity DECIMAL(18,3)',
      'net_amount DECIMAL(18,2)',
      'payment_method VARCHAR',
      'status VARCHAR',
    ]);
  });

  it('says what was planted in the same words, whatever the format and the batches', async () => {
    const connection = await connect();
    await synth({ ...committed, connection, outDir: directory, format: 'parquet', batchSize: 250 });
    expect(read('truth.json')).toBe(readFileSync('seeds/synthetic/truth.json', 'utf8'));
  });

  it('gives customers the same history whoever else is in the master', async () => {
    const connection = await connect();
    await synth({ ...committed, connection, outDir: directory, customers: 50 });
    const whole = readFileSync('seeds/synthetic/transactions.csv', 'utf8');
    expect(whole.startsWith(read('transactions.csv'))).toBe(true);
  });

  it('gives other rows for another seed', async () => {
    const connection = await connect();
    await synth({ ...committed, connection, outDir: directory, customers: 50, seed: 2 });
    const whole = readFileSync('seeds/synthetic/transactions.csv', 'utf8');
    expect(whole.startsWith(read('transactions.csv'))).toBe(false);
  });

  it.each([
    { asked: { startMonth: '2020-11' }, first: '2020-11', last: '2021-04' },
    { asked: { endMonth: '2024-02' }, first: '2023-09', last: '2024-02' },
    { asked: {}, first: '2025-07', last: '2025-12' },
  ])('keeps to whole months from $first to $last', async ({ asked, first, last }) => {
    const connection = await connect();
    await synth({ ...committed, ...asked, connection, outDir: directory, months: 6 });
    const result = await connection.query(`
      select strftime(min(invoice_date), '%Y-%m'), strftime(max(invoice_date), '%Y-%m'),
        max(invoice_date)::date = last_day(max(invoice_date))
      from read_csv('${directory}/transactions.csv')`);
    expect(result.rows).toEqual([[first, last, true]]);
  });

  it.each([
    [{ customers: 0 }, ['customers is 0']],
    [
      { customers: 1.5, months: 241, seed: -1 },
      ['customers is 1.5', 'months is 241', 'seed is -1'],
    ],
    [{ endMonth: '2024-13' }, ["'2024-13' is not a month"]],
    [{ startMonth: '2024-01', endMonth: '2024-12' }, ['both a first and a last month are given']],
  ] satisfies [Partial<SynthArguments>, string[]][])('refuses %j', async (asked, messages) => {
    const connection = await connect();
    const run = synth({ ...committed, ...asked, connection, outDir: directory });
    const error = await run.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CrmErrors);
    expect((error as CrmErrors).errors.map(each => each.message)).toEqual(messages);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('leaves the files that were there when it is interrupted', async () => {
    const connection = await connect();
    for (const name of fileNames) writeFileSync(join(directory, name), 'as it was');
    const run = synth({
      ...committed,
      connection,
      outDir: directory,
      onProgress: ({ writing }) => {
        if (writing === 'transactions') connection.close();
      },
    });
    await expect(run).rejects.toThrow();
    for (const name of fileNames) expect(read(name)).toBe('as it was');
    expect(readdirSync(directory).sort()).toEqual(fileNames);
  });

  it('says which directory cannot be written to', async () => {
    const connection = await connect();
    writeFileSync(join(directory, 'file'), '');
    const run = synth({ ...committed, connection, outDir: join(directory, 'file') });
    await expect(run).rejects.toMatchObject({ code: 'file-unwritable' });
  });
});

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { figureRow, type Row, seconds } from './case.ts';
import { simulateBgNbd } from './simulate-bg-nbd.ts';
import { crmRun, repository } from './workspace.ts';

const customers = 1_000_000;
const mostSeconds = 5;
const planted = { r: 0.7, alpha: 60, a: 0.8, b: 5 };

/** A project of two models, as clv_parameters does it: count who is alike, then fit the counts. */
const models: Readonly<Record<string, string>> = {
  alike: `select frequency, recency_days, age_days, count(*) as customers
    from read_parquet('customers.parquet')
    group by frequency, recency_days, age_days`,
  fit: `with kinds as (
      select
        list(
          {
            'frequency': frequency,
            'recency': recency_days,
            'age': age_days,
            'customers': cast(customers as double)
          }
          order by frequency, recency_days, age_days
        ) as rows
      from {{ ref('alike') }}
    )
    select unnest(bg_nbd_fit(
      [kind.frequency for kind in rows],
      [kind.recency for kind in rows],
      [kind.age for kind in rows],
      [kind.customers for kind in rows]
    ))
    from kinds`,
};

interface RunResults {
  readonly results: readonly { readonly unique_id: string; readonly execution_time: number }[];
}

/** The fit of a BG/NBD model to a million customers by the day, through SQL, counting included. */
export async function bgNbdFit(): Promise<Row[]> {
  const root = join(repository, 'target', 'bench', 'bg-nbd-fit');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'models'), { recursive: true });
  writeFileSync(
    join(root, 'crm_project.yml'),
    `name: fit
version: "1"
target: dev
targets: {dev: {type: duckdb, path: warehouse/fit.duckdb, settings: {threads: 2}}}
models: {fit: {+materialized: table}}
`,
  );
  for (const [name, sql] of Object.entries(models)) {
    const where = sql.replace('customers.parquet', join(root, 'customers.parquet'));
    writeFileSync(join(root, 'models', `${name}.sql`), `${where}\n`);
  }
  await writeCustomers(join(root, 'customers.parquet'));
  const cost = await crmRun(root, ['run', '--quiet']);
  const results: RunResults = JSON.parse(
    readFileSync(join(root, 'target', 'run_results.json'), 'utf8'),
  );
  const took = results.results.reduce((sum, { execution_time }) => sum + execution_time, 0);
  const groups = await countGroups(join(root, 'warehouse', 'fit.duckdb'));
  return [
    {
      what: `counting and fitting BG/NBD to ${customers.toLocaleString('en')} customers by the day, ${groups.toLocaleString('en')} kinds`,
      measured: seconds(took),
      limit: seconds(mostSeconds),
      holds: took <= mostSeconds,
    },
    figureRow('peak memory of it', `${((cost.peakBytes ?? 0) / 2 ** 20).toFixed(0)} MiB`),
  ];
}

async function writeCustomers(file: string): Promise<void> {
  const { frequencies, recencies, ages } = simulateBgNbd(planted, customers, 1095, 1);
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(
    'create table customers (frequency double, recency_days double, age_days double)',
  );
  const appender = await connection.createAppender('customers');
  for (let at = 0; at < customers; at += 1) {
    appender.appendDouble(frequencies[at] ?? 0);
    appender.appendDouble(recencies[at] ?? 0);
    appender.appendDouble(ages[at] ?? 0);
    appender.endRow();
  }
  appender.closeSync();
  await connection.run(`copy customers to '${file}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
}

async function countGroups(file: string): Promise<number> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const counted = await connection.runAndReadAll('select count(*) from alike');
  connection.closeSync();
  instance.closeSync();
  return Number(counted.getRows()[0]?.[0]);
}

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { figureRow, type Row, seconds } from './case.ts';
import { inTurn } from './statistics.ts';
import { createWorkspace, crmRun, type Workspace } from './workspace.ts';

const lines = 1_000_000;
const mostSeconds = 5;

/**
 * A million lines in baskets of about twenty, as a wholesaler's are, of 4,000 products whose
 * popularity falls with the square root of their place: a thousand of them are frequent.
 */
const madeUp = `
  select distinct
    cast(range // 20 as integer) as basket_number,
    'P' || cast(floor(4000 * pow((hash(range) % 1000003) / 1000003, 2)) as integer) as product_id
  from range(${lines})`;

const realFile = join(
  resolve(process.env.CRM_REFERENCE_DATA ?? '../shared/data'),
  'online_retail',
  'transactions.parquet',
);

/** All invoices of the wholesaler, with and without a customer. */
const real = `
  select distinct
    cast(dense_rank() over (order by customer_id, invoice_id) as integer) as basket_number,
    trim(product_id) as product_id
  from '${realFile}'
  where quantity > 0`;

/** The frequent sets of a million lines on two threads, as the model finds them. */
export async function baskets(): Promise<Row[]> {
  const workspace = createWorkspace('baskets');
  const [pairs, sets] = [await compiled(workspace, 2), await compiled(workspace, 4)];
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run('create schema staging');
  await connection.run(
    'create table staging.stg_products (product_id varchar, product_name varchar)',
  );
  const rows = await measure(connection, madeUp, pairs, sets, 'a million lines', mostSeconds);
  if (existsSync(realFile)) {
    rows.push(...(await measure(connection, real, pairs, sets, 'online_retail', undefined)));
  }
  connection.closeSync();
  instance.closeSync();
  return rows;
}

async function measure(
  connection: DuckDBConnection,
  data: string,
  pairs: string,
  sets: string,
  name: string,
  limit: number | undefined,
): Promise<Row[]> {
  await connection.run(`create or replace table basket_products as ${data}`);
  const timed = async (sql: string) => {
    const started = process.hrtime.bigint();
    await connection.run(`create or replace table found as ${sql}`);
    return Number(process.hrtime.bigint() - started) / 1e9;
  };
  const { a, b } = await inTurn(
    3,
    () => timed(pairs),
    () => timed(sets),
  );
  const counted = await connection.runAndReadAll(
    `select (select count(*) from basket_products), count(*) filter (size = 1),
      count(*) filter (size = 2), count(*) filter (size > 2) from found`,
  );
  const [products, ones, twos, more] = counted.getRows()[0]?.map(Number) ?? [];
  return [
    {
      what: `frequent pairs of ${name}: ${twos} of ${ones} products, ${products} rows`,
      measured: seconds(a),
      limit: limit === undefined ? undefined : seconds(limit),
      holds: limit === undefined ? undefined : a <= limit,
    },
    figureRow(`the same and ${more} sets of three and four`, seconds(b)),
  ];
}

/** The SQL of the model for sets of so many products, its relations named as in a build. */
async function compiled(workspace: Workspace, items: number): Promise<string> {
  const vars = JSON.stringify({ basket_items_max: items });
  await crmRun(workspace.root, ['compile', '--select', 'frequent_itemsets', '--vars', vars]);
  return readFileSync(
    join(workspace.root, 'target/compiled/crm/models/basket/frequent_itemsets.sql'),
    'utf8',
  );
}

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { ownProject } from '../support/own-project.ts';

let engine: Engine;
let connection: Connection;
let edges: string;

beforeAll(async () => {
  engine = await openEngine({ settings: { threads: 1 } });
  connection = await engine.connect();
  const { manifest, compiler } = await ownProject({ rfm_method: 'quintiles' });
  const node = manifest.nodes.get('model.crm.rfm_edges');
  if (node === undefined) throw new Error('there is no model rfm_edges');
  edges = compiler.compile(node).text;
  const relation = (name: string) => compiler.compileInline(`{{ ref('${name}') }}`).sql.text;
  const tables = [
    `${relation('rfm_thresholds')} (
      effective_from_month date, score integer, recency_below_days integer,
      frequency_at_least integer, monetary_at_least decimal(18, 2))`,
    `${relation('as_of')} as select date '2024-01-31' as as_of_date`,
    `${relation('report_months')} as
      select date '2024-01-01' as report_month, date '2024-01-31' as report_month_end`,
    `${relation('rfm_values')} (
      report_month date, recency_days integer, frequency integer, monetary decimal(18, 2))`,
  ];
  await connection.run('create schema seeds');
  for (const table of tables) await connection.run(`create table ${table}`);
});

afterAll(() => engine.close());

interface Buyer {
  readonly days: number;
  readonly orders: number;
  readonly cents: number;
}

/** Few distinct values, so that ties over several fifths are the rule. */
const buyer: fc.Arbitrary<Buyer> = fc.record({
  days: fc.oneof(fc.constantFrom(0, 30), fc.integer({ min: 0, max: 900 })),
  orders: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 30 })),
  cents: fc.oneof(fc.constantFrom(0, 999), fc.integer({ min: 0, max: 100_000 })),
});

/** One more than the fifths of all buyers who are strictly worse. */
function scoreOf(value: number, all: readonly number[]): number {
  const worse = all.filter(other => other < value).length;
  return 1 + Math.floor((5 * worse) / all.length);
}

test('a quintile score is one more than the whole fifths of buyers who are worse', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(buyer, { minLength: 1, maxLength: 40 }), async buyers => {
      const rows = buyers.map(
        ({ days, orders, cents }) =>
          `(date '2024-01-01', ${days}, ${orders}, ${(cents / 100).toFixed(2)})`,
      );
      await connection.run('delete from rfm_values');
      await connection.run(`insert into rfm_values values ${rows.join(', ')}`);
      const { rows: found } = await connection.query(`
        select
          cast(1 + count(*) filter (where recency_days < recency_below_days) as integer),
          cast(1 + count(*) filter (where frequency >= frequency_at_least) as integer),
          cast(1 + count(*) filter (where monetary >= monetary_at_least) as integer)
        from (select rowid as place, * from rfm_values) as buyers
        cross join (${edges}) as edges
        group by place
        order by place`);
      const recencies = buyers.map(({ days }) => -days);
      const frequencies = buyers.map(({ orders }) => orders);
      const amounts = buyers.map(({ cents }) => cents);
      expect(found).toEqual(
        buyers.map(({ days, orders, cents }) => [
          scoreOf(-days, recencies),
          scoreOf(orders, frequencies),
          scoreOf(cents, amounts),
        ]),
      );
    }),
    { numRuns: 60 },
  );
});

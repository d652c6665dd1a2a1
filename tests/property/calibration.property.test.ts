import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { type Best, type Buyer, bestThresholds, type Targets } from '../support/best-thresholds.ts';
import { ownProject } from '../support/own-project.ts';

let engine: Engine;
let connection: Connection;
let snapshot: string;
const proposals = new Map<string, string>();

beforeAll(async () => {
  engine = await openEngine({ settings: { threads: 1 } });
  connection = await engine.connect();
  const { compiler } = await ownProject();
  snapshot = compiler.compileInline("{{ ref('crm_snapshot') }}").sql.text;
  await connection.run(`
    create table ${snapshot} (
      report_month date, m6 decimal(18, 6), o6 integer, activity_status varchar, value_tier varchar
    )`);
});

afterAll(() => engine.close());

/** The query of the proposal under target shares; compiled once for each. */
async function proposal(targets: Targets): Promise<string> {
  const key = targets.join();
  const known = proposals.get(key);
  if (known !== undefined) return known;
  const [diamond, platinum, gold, silver] = targets.map(target => target / 100);
  const { compiler } = await ownProject({
    tier_share_diamond: diamond ?? 0,
    tier_share_platinum: platinum ?? 0,
    tier_share_gold: gold ?? 0,
    tier_share_silver: silver ?? 0,
  });
  const { sql } = compiler.compileInline(
    "{{ propose_tier_thresholds(date_literal('2025-06-01')) }}",
  );
  proposals.set(key, sql.text);
  return sql.text;
}

async function propose(buyers: readonly Buyer[], targets: Targets) {
  await connection.run(`delete from ${snapshot}`);
  const rows = buyers.map(
    ({ microUnits, orders }) =>
      `(date '2025-06-01', ${microUnits} * 0.000001, ${orders}, 'Active', 'Bronze')`,
  );
  // Neither the silent, nor the inactive, nor another month may count.
  await connection.run(`
    insert into ${snapshot} values ${rows.join(', ')},
      (date '2025-06-01', 0, 0, 'Active', 'Passive'),
      (date '2025-06-01', 0, 0, 'Not Active', null),
      (date '2025-05-01', 99, 6, 'Active', 'Diamond')`);
  const { rows: proposed } = await connection.query(`
    select
      cast(100 * sum_of_differences as integer), f_mid, f_high,
      cast(1000000 * t_high as bigint)::integer, cast(1000000 * t_mid_high as bigint)::integer,
      cast(1000000 * t_mid as bigint)::integer, cast(1000000 * a_high as bigint)::integer,
      is_proven_best
    from (${await proposal(targets)})`);
  const [row] = proposed;
  if (row === undefined) return undefined;
  return { best: row.slice(0, 7) as unknown as Best, isProvenBest: row[7] === true };
}

const shares: readonly Targets[] = [
  [5, 10, 20, 30],
  [20, 20, 20, 20],
  [0, 0, 50, 50],
  [10, 40, 10, 5],
];

/** Few distinct values, so that ties are the rule; some that six does not divide. */
const buyer = fc.record({
  microUnits: fc.oneof(
    fc.constantFrom(400_000, 800_000, 1_200_000, 2_400_000, 2_500_000, 6_000_000, 9_000_000),
    fc.integer({ min: 1, max: 20_000_000 }),
  ),
  orders: fc.integer({ min: 1, max: 8 }),
});

describe('the proposal of tier thresholds', () => {
  it('is the best of all ordered combinations, equals distinguished by the smaller one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(buyer, { minLength: 1, maxLength: 7 }),
        fc.constantFrom(...shares),
        async (buyers, targets) => {
          const proposed = await propose(buyers, targets);
          expect(proposed?.best).toEqual(bestThresholds(buyers, targets));
          if (proposed !== undefined) expect(proposed.isProvenBest).toBe(true);
        },
      ),
      { numRuns: 24 },
    );
  });

  it('has no smaller sum to be found where it says so, in populations of any size', async () => {
    const few = fc.constantFrom(1, 2, 3, 4, 6, 8, 9, 12, 15, 20, 21, 30);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(few, fc.constantFrom(1, 2, 3, 6)), { minLength: 9, maxLength: 200 }),
        async pairs => {
          const buyers = pairs.map(([units, orders]) => ({ microUnits: units * 400_000, orders }));
          const targets: Targets = [5, 10, 20, 30];
          const proposed = await propose(buyers, targets);
          if (proposed?.isProvenBest !== true) return;
          expect(proposed.best[0]).toBe(bestThresholds(buyers, targets)?.[0]);
        },
      ),
      { numRuns: 4 },
    );
  });

  it('is absent where nobody is Active and not Passive', async () => {
    await connection.run(`delete from ${snapshot}`);
    expect((await connection.query(await proposal([5, 10, 20, 30]))).rows).toEqual([]);
  });

  it('is within seconds and proven for 20,000 customers', async () => {
    await connection.run(`delete from ${snapshot}`);
    await connection.run(`
      insert into ${snapshot}
      select date '2025-06-01', 0.001 * (1 + hash(range) % 20000), 1 + range % 7, 'Active', 'Bronze'
      from range(20000)`);
    const { columns, rows } = await connection.query(await proposal([5, 10, 20, 30]));
    expect(rows[0]?.[columns.findIndex(({ name }) => name === 'is_proven_best')]).toBe(true);
  });

  it.each([
    [{ tier_share_diamond: 0.5, tier_share_platinum: 0.6 }, /more than 1 together/],
    [{ tier_share_gold: -0.1 }, /takes a number from 0 to 1/],
  ])('is refused with %j', async (vars, message) => {
    await expect(ownProject(vars)).rejects.toThrow(message);
  });
});

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import type { Compiler } from '../../src/nodes/compiler.ts';
import { cdnowAbsent, cdnowCustomers } from '../support/cdnow.ts';
import { ownProject } from '../support/own-project.ts';

let engine: Engine;
let connection: Connection;
let compiler: Compiler;

beforeAll(async () => {
  ({ compiler } = await ownProject());
  engine = await openProjectEngine({ settings: { threads: 2 } });
  connection = await engine.connect();
});

afterAll(() => {
  connection.close();
  engine.close();
});

async function query(template: string) {
  return (await connection.query(compiler.compileInline(template).sql.text)).rows;
}

async function numbers(template: string): Promise<number[][]> {
  return (await query(template)).map(row => row.map(Number));
}

/** A fit of the relation `alike` of frequency, recency_days, age_days and customers. */
const fitOfAlike = `bg_nbd_fit(
  list(cast(frequency as double) order by frequency, recency_days, age_days),
  list(cast(recency_days as double) order by frequency, recency_days, age_days),
  list(cast(age_days as double) order by frequency, recency_days, age_days),
  list(cast(customers as double) order by frequency, recency_days, age_days)
)`;

describe.skipIf(cdnowAbsent)('CDNOW to 1997-09-30 in SQL, in weeks', () => {
  beforeAll(async () => {
    const rows = cdnowCustomers().map(
      ({ id, frequency, recency, age, value }) =>
        `('${id}', ${frequency}, ${recency}, ${age}, ${value})`,
    );
    await connection.run(`create table histories as
      select
        id, frequency::integer as frequency, recency::double as recency_days,
        age::double as age_days, frequency::integer as valued_purchases,
        value::double as monetary_value
      from (values ${rows.join(', ')}) as customers (id, frequency, recency, age, value)`);
    await connection.run(`create table model as
      with alike as (
        select frequency, recency_days, age_days, count(*) as customers from histories group by all
      )
      select unnest(bg_nbd), p, q, gamma
      from (
        select
          (select ${fitOfAlike} from alike) as bg_nbd,
          6.24957 as p, 3.74422 as q, 15.44352 as gamma
      )`);
  });

  const expected = (times: string) => `
    {{ probability_alive('histories', 'model') }} * (
      bg_nbd_orders_if_alive(r, alpha, a, b, frequency, age_days, ${times})
    )[-1]`;

  /** The papers' files have times in hundredths, and the numbers of single customers go by them. */
  const inHundredths = `
    (
      select * replace (round(recency_days, 2) as recency_days, round(age_days, 2) as age_days)
      from histories
    ) as histories
    cross join (
      select
        0.2425929 as r, 4.4135315 as alpha, 0.7928861 as a, 2.4257536 as b,
        6.2488 as p, 3.74459 as q, 15.44774 as gamma
    ) as model`;

  it('has the published parameters', async () => {
    const [row = []] = await numbers('select r, alpha, a, b, log_likelihood from model');
    expect(row.map(value => Number(value.toFixed(6)))).toEqual([
      0.242595, 4.413602, 0.792922, 2.425907, -9582.429207,
    ]);
  });

  it('expects the published purchases of 39 weeks of the first ten customers', async () => {
    const rows = await numbers(`select
        {{ probability_alive('histories', 'model') }}, ${expected('[39]')},
        {{ expected_order_value('histories', 'model') }}
      from ${inHundredths} order by id limit 10`);
    const alive = [0.726609, 0.212227, 1, 1, 1, 0.641801, 0.314918, 1, 0.784808, 1];
    const orders = [
      1.22591, 0.203251, 0.194781, 0.194781, 0.194781, 3.33724, 0.301598, 0.194781, 1.324101,
      0.194781,
    ];
    const values = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17];
    rows.forEach(([pAlive, expectedOrders, value], at) => {
      expect(pAlive).toBeCloseTo(alive[at] ?? 0, 6);
      expect(expectedOrders).toBeCloseTo(orders[at] ?? 0, 5);
      expect(Math.abs((value ?? 0) - (values[at] ?? 0))).toBeLessThan(0.01);
    });
  });

  it('is silent for 13 and 26 weeks with the published probabilities', async () => {
    const rows = await numbers(`select
        1 - alive + alive * power((alpha + age_days) / (alpha + age_days + 13), r + frequency),
        1 - alive + alive * power((alpha + age_days) / (alpha + age_days + 26.07), r + frequency)
      from (
        select *, {{ probability_alive('histories', 'model') }} as alive
        from ${inHundredths}
      ) order by id limit 6`);
    const close = (row: number[] | undefined, at: readonly [number, number]) =>
      row?.forEach((value, index) => {
        expect(value).toBeCloseTo(at[index] ?? 0, 4);
      });
    close(rows[0], [0.6765, 0.5258]);
    close(rows[2], [0.9383, 0.8919]);
    close(rows[5], [0.454, 0.3793]);
  });

  /** Six months of 4.345 weeks, at a rate a month. */
  const clv = (rate: number, months = 6) => `
    {{ probability_alive('histories', 'model') }}
    * {{ expected_order_value('histories', 'model') }} * list_sum([
      (
        orders[month] - case when month = 1 then 0 else orders[month - 1] end
      ) / power(1 + ${rate}, month)
      for month in range(1, ${months + 1})
    ])`;
  const months = `(
    select
      *,
      bg_nbd_orders_if_alive(
        model.r, model.alpha, model.a, model.b, histories.frequency, histories.age_days,
        [4.345 * month for month in range(1, 7)]
      ) as orders
    from histories cross join model
  )`;
  const ofMonths = (template: string) =>
    template.replaceAll("'histories', 'model'", "'forecasts', 'forecasts'");

  it('is worth in six months what the libraries say', async () => {
    const [sums = []] = await numbers(
      ofMonths(`select sum(${clv(0.01)}), avg(${clv(0.01)}), sum(${clv(0)})
      from ${months} as forecasts`),
    );
    expect(sums[0]).toBeCloseTo(41_175.7145, 0);
    expect(sums[1]).toBeCloseTo(17.469544, 4);
    expect(sums[2]).toBeCloseTo(42_568.2807, 0);
    const first = await numbers(
      ofMonths(`select ${clv(0.01)} from ${months} as forecasts order by id limit 10`),
    );
    const published = [
      20.5918, 2.6028, 4.5809, 4.5809, 4.5809, 164.5553, 3.8596, 4.5809, 24.6136, 4.5809,
    ];
    first.forEach(([value], at) => {
      expect(value).toBeCloseTo(published[at] ?? 0, 2);
    });
  });

  it('halves at a rate of 1 a month, and doubles with the months, nearly', async () => {
    const [row = []] = await numbers(
      ofMonths(`select
        sum(${clv(0, 1)}), sum(${clv(1, 1)}), sum(${clv(0, 2)}), sum(${clv(1, 2)}),
        sum(
          {{ probability_alive('forecasts', 'forecasts') }} * orders[1]
          * {{ expected_order_value('forecasts', 'forecasts') }}
        )
      from ${months} as forecasts`),
    );
    const [one = 0, half, two = 0, threeQuarters = 0, spend] = row;
    expect(one).toBeCloseTo(spend ?? 0, 6);
    expect(half).toBeCloseTo(one / 2, 6);
    expect(Math.abs(two / one - 2)).toBeLessThan(0.06);
    expect(Math.abs(threeQuarters / one - 0.75)).toBeLessThan(0.02);
  });
});

const onlineRetail = resolve(
  process.env.CRM_REFERENCE_DATA ?? '../shared/data',
  'online_retail/transactions.parquet',
);

describe.skipIf(!existsSync(onlineRetail))('a year of a wholesaler, positive lines', () => {
  it('is known not to tell who leaves, and falls back to the priors near the ridge', async () => {
    await connection.run(`create table alike as
      with days as (
        select distinct customer_id, cast(invoice_date as date) as day
        from '${onlineRetail}'
        where quantity > 0 and invoice_date >= '2010-12-01' and customer_id <> 'UNKNOWN'
      ),
      customers as (
        select
          count(*) - 1 as frequency, max(day) - min(day) as recency_days,
          date '2011-12-09' - min(day) as age_days
        from days group by customer_id
      )
      select *, count(*) as customers from customers group by all`);
    const [counted] = await numbers(
      'select sum(customers), sum(customers * frequency), max(frequency), count(*) from alike',
    );
    expect(counted).toEqual([4339, 12_427, 131, 3046]);
    const [row = []] = await query(`select unnest(${fitOfAlike}) from alike`);
    const [r, alpha, a, b] = row.map(Number);
    expect(r).toBeCloseTo(0.826, 2);
    expect(Math.abs((alpha ?? 0) - 68.9)).toBeLessThan(0.5);
    expect((a ?? 0) / ((a ?? 0) + (b ?? 0))).toBeLessThan(0.005);
    expect(row).toContain('maximum a posteriori');
    expect(row.join(' ')).toContain('hardly anybody is seen to leave');
    // The ridge lies at -61829.58 to -61829.70.
    expect(Number(row[8])).toBeCloseTo(-61_830.0, 0);
  });
});

describe('the functions in SQL', () => {
  it('give NULL where there is nothing to fit', async () => {
    const [row] = await query(
      `select
        bg_nbd_fit([0.0], [0.0], [9.0], [5.0]),
        bg_nbd_fit([]::double[], []::double[], []::double[], []::double[]),
        gamma_gamma_fit([]::double[], []::double[], []::double[])`,
    );
    expect(row).toEqual([null, null, null]);
  });

  it.each([
    ['bg_nbd_fit([1.0], [0.0], [9.0], [5.0])', 'bg_nbd_fit(): group 1'],
    ['gamma_gamma_fit([1.0], [0.0], [9.0])', 'gamma_gamma_fit(): group 1'],
    ['bg_nbd_orders_if_alive(0, 1, 1, 1, 1, 1, [1.0])', 'r is 0, and not a number above 0'],
    ['bg_nbd_probability_of_orders(1, 1, 1, 1, -1, 1)', 'the number of orders is -1'],
  ])('tell what is wrong with %s', async (call, reason) => {
    await expect(connection.query(`select ${call}`)).rejects.toThrow(reason);
  });
});

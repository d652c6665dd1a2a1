import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exponentialMacro, halfLifeMacro } from '../../src/crm/synthetic/draw/exponential.ts';
import { synth } from '../../src/crm/synthetic/synth.ts';
import type { Truth } from '../../src/crm/synthetic/truth/truth.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine } from '../../src/engine/engine.ts';

/** Enough for what is planted to show, and few enough to be made in a second or two. */
const customers = 6000;

let directory: string;
let engine: Engine;
let connection: Connection;
let truth: Truth;

const table = (name: string) => `read_parquet('${directory}/${name}.parquet')`;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'planted-process-'));
  engine = await openEngine({ settings: { threads: 2 } });
  connection = await engine.connect();
  await synth({
    customers,
    months: 36,
    seed: 11,
    format: 'parquet',
    outDir: directory,
    connection,
  });
  truth = JSON.parse(readFileSync(join(directory, 'truth.json'), 'utf8'));
  await connection.run(`
    create table invoices as
    select trim(customer_id) as customer_id, invoice_id, min(invoice_date) as ordered_at,
      sum(net_amount) as amount, list(product_id order by product_id) as products,
      bool_or(product_id[1] = 'D') as has_device
    from ${table('transactions')}
    where quantity > 0 and lower(status) not in ('cancelled', 'pending') and product_id <> 'S-0000'
    group by all`);
}, 60_000);

afterAll(() => {
  engine.close();
  rmSync(directory, { recursive: true, force: true });
});

async function ask(query: string): Promise<readonly number[]> {
  return ((await connection.query(query)).rows[0] ?? []).map(Number);
}

/** Integral from 0 to 1 by Simpson's rule. */
function integral(value: (at: number) => number): number {
  const steps = 2000;
  let sum = 0;
  for (let step = 0; step <= steps; step += 1) {
    const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
    sum += weight * value(step / steps);
  }
  return sum / (3 * steps);
}

/** Repeat orders to expect in so many days: (1 − e^(−λpt)) / p, over what λ and p are drawn from. */
function expectedOrders(days: number): number {
  const { r, alpha, a, b } = truth.bg_nbd;
  expect(a).toBe(1);
  return integral(p => {
    if (p === 0) return (b * r * days) / alpha;
    return (b * (1 - p) ** (b - 1) * (1 - (alpha / (alpha + p * days)) ** r)) / p;
  });
}

describe('the exponential numbers', () => {
  it('are what the logarithm says, to a hundred-thousandth', async () => {
    await connection.run(halfLifeMacro);
    await connection.run(exponentialMacro);
    const { rows } = await connection.query(`
      select x, synth_exponential(x)
      from (select (range * 2654435769 + 12345) % 4294967296 as x from range(2000))
      union all select x, synth_exponential(x) from (values (0::bigint), (4294967295)) as ends (x)`);
    for (const [x, millionths] of rows) {
      const drawn = BigInt(String(x));
      let halfLives = 0;
      while (halfLives < 16 && ((drawn >> BigInt(halfLives)) & 1n) === 0n) halfLives += 1;
      const within = 0.5 + Number(drawn >> 16n) / 2 ** 17;
      const exact = halfLives * Math.LN2 - Math.log(within);
      expect(Math.abs(Number(millionths) / 1e6 - exact), String(x)).toBeLessThan(1e-5);
      expect(Number(millionths)).toBeGreaterThan(0);
    }
  });

  it('have the mean and the variance of their distribution', async () => {
    const [mean, variance, beyond] = await ask(`
      select avg(e / 1e6), var_pop(e / 1e6), avg((e > 3000000)::integer)
      from (
        select synth_exponential(synth_draw(range, 1)) as e from range(200000)
      )`);
    expect(Math.abs((mean ?? 0) - 1)).toBeLessThan(0.01);
    expect(Math.abs((variance ?? 0) - 1)).toBeLessThan(0.03);
    expect(Math.abs((beyond ?? 0) - Math.exp(-3))).toBeLessThan(0.002);
  });
});

describe('the process that customers buy by', () => {
  it.each([90, 365])('brings the repeat orders to expect in %i days', async days => {
    const [people = 0, mean = 0, deviation = 0] = await ask(`
      select count(*), avg(orders), stddev_samp(orders)
      from (
        select customer_id, min(ordered_at) as first_at,
          count(distinct ordered_at::date)
            filter (where ordered_at::date <= first_day + ${days}) - 1 as orders
        from (select *, min(ordered_at::date) over (partition by customer_id) as first_day from invoices)
        inner join ${table('customer_truth')} using (customer_id)
        where follows_bg_nbd and first_day + ${days} <= date '2025-12-31'
        group by customer_id
      )`);
    expect(people).toBeGreaterThan(customers / 5);
    const error = deviation / Math.sqrt(people);
    expect(Math.abs(mean - expectedOrders(days))).toBeLessThan(4 * error);
  });

  it('makes orders worth what the customer is, spread as planted', async () => {
    const [mean = 0, variance = 0] = await ask(`
      select avg(amount / mean_order_value), var_samp(amount / mean_order_value)
      from invoices inner join ${table('customer_truth')} using (customer_id)
      where follows_gamma_gamma and not has_device`);
    expect(Math.abs(mean - 1)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1 / truth.gamma_gamma.p)).toBeLessThan(0.02);
    const [inverse = 0, spread = 0] = await ask(`
      select avg(1 / mean_order_value), var_samp(1 / mean_order_value)
      from ${table('customer_truth')}`);
    const { p, q, gamma } = truth.gamma_gamma;
    expect(Math.abs(inverse * p * gamma - q)).toBeLessThan(0.15);
    expect(Math.abs(spread / inverse ** 2 - 1 / q)).toBeLessThan(0.03);
  });

  it('has nobody order twice on one day', async () => {
    const doubled = await ask(`
      select count(*) from (
        select customer_id from invoices inner join ${table('customer_truth')} using (customer_id)
        where follows_bg_nbd group by customer_id, ordered_at::date having count(*) > 1
      )`);
    expect(doubled).toEqual([0]);
  });
});

describe('what comes of campaigns', () => {
  it('is what each kind of customer does when treated and when left alone', async () => {
    const { rows } = await connection.query(`
      with answered as (
        select assigned.*, household.value = 'family' as is_family,
          coalesce(acquisition_channel in ('web', 'referral'), false) as is_online,
          exists (
            from invoices
            where invoices.customer_id = assigned.customer_id
              and ordered_at::date between assigned_at::date
                and assigned_at::date + ${truth.responders.response_days - 1}
          ) as orders
        from ${table('campaign_assignments')} as assigned
        inner join ${table('customers')} using (customer_id)
        inner join (from ${table('customer_attributes')} where name = 'household') as household
          using (customer_id)
      )
      select is_family, is_online, treated, count(*), avg(orders::integer)
      from answered group by all`);
    expect(rows).toHaveLength(8);
    for (const [family, online, treated, count, share] of rows) {
      const kind = truth.responders.kinds.find(
        each => each.household_is_family === family && each.won_online === online,
      );
      const planted = treated === true ? kind?.orders_when_treated : kind?.orders_when_not;
      const expected = planted ?? Number.NaN;
      const spread = Math.sqrt((expected * (1 - expected)) / Number(count));
      expect(Math.abs(Number(share) - expected), kind?.kind).toBeLessThan(0.01 + 3.5 * spread);
    }
  });
});

describe('what is bought together and after one another', () => {
  it('is the planted products, far more often than others are', async () => {
    for (const [first = '', ...others] of truth.baskets.together) {
      const holdsAll = others.map(id => `list_contains(products, '${id}')`).join(' and ');
      const [withFirst = 0, overall = 0] = await ask(`
        select avg((${holdsAll})::integer) filter (where list_contains(products, '${first}')),
          avg((${holdsAll})::integer) from invoices`);
      expect(withFirst, first).toBeGreaterThan(0.2);
      expect(withFirst / overall, first).toBeGreaterThan(2.5);
    }
  });

  it('is the planted next products within the planted days', async () => {
    for (const [first, next, days] of truth.baskets.after) {
      const [soon = 0, otherwise = 0] = await ask(`
        with followed as (
          select products, lead(products) over orders as next_products,
            datediff('day', ordered_at, lead(ordered_at) over orders) as gap
          from invoices
          window orders as (partition by customer_id order by ordered_at, invoice_id)
        )
        select
          avg(list_contains(next_products, '${next}')::integer)
            filter (where list_contains(products, '${first}')
              and gap between ${truth.baskets.after_least_days} and ${days}),
          avg(list_contains(next_products, '${next}')::integer)
            filter (where not list_contains(products, '${first}'))
        from followed where next_products is not null`);
      expect(soon / otherwise, `${first} then ${next}`).toBeGreaterThan(2);
    }
  });
});

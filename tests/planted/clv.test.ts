import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlantedWorld, plantedWorld } from '../support/planted-world.ts';

/**
 * How far, as a share, what is found may be from what was planted. Several orders of a day are one
 * purchase, which takes the rate of customers who buy every fortnight down by some hundredths.
 */
const promised = {
  r: 0.1,
  alpha: 0.1,
  a: 0.15,
  b: 0.15,
  p: 0.1,
  q: 0.1,
  gamma: 0.15,
  /** Mean chance of leaving after a purchase, mean value of a purchase, mean purchases a day. */
  means: 0.05,
} as const;

type Parameter = Exclude<keyof typeof promised, 'means'>;

/** The kinds of customers among those of whom a model was planted, as clv_parameters counts them. */
const fits = `
  with histories as (
    select histories.*, truth.follows_bg_nbd, truth.follows_gamma_gamma
    from clv_histories as histories
    inner join read_parquet('RAW/customer_truth.parquet') as truth using (customer_id)
    where histories.as_of_date = (select as_of_date from as_of)
  ),
  alike as (
    select frequency, recency_days, age_days, count(*) as customers
    from histories where follows_bg_nbd group by all
  ),
  alike_in_value as (
    select
      valued_purchases, round(1000 * ln(monetary_value)) as value_bin,
      count(*) as customers, avg(monetary_value) as mean_value
    from histories where follows_gamma_gamma and valued_purchases > 0 group by all
  ),
  bg_nbd as (
    select unnest(bg_nbd_fit(
      list(cast(frequency as double) order by frequency, recency_days, age_days),
      list(cast(recency_days as double) order by frequency, recency_days, age_days),
      list(cast(age_days as double) order by frequency, recency_days, age_days),
      list(cast(customers as double) order by frequency, recency_days, age_days)
    ))
    from alike
  ),
  gamma_gamma as (
    select unnest(gamma_gamma_fit(
      list(cast(valued_purchases as double) order by valued_purchases, value_bin),
      list(mean_value order by valued_purchases, value_bin),
      list(cast(customers as double) order by valued_purchases, value_bin)
    ))
    from alike_in_value
  )
  select
    bg_nbd.r, bg_nbd.alpha, bg_nbd.a, bg_nbd.b, bg_nbd.method,
    gamma_gamma.p, gamma_gamma.q, gamma_gamma.gamma, gamma_gamma.method, gamma_gamma.correlation
  from bg_nbd cross join gamma_gamma`;

describe.each([1, 2, 3])('repeat buying planted in 100,000 customers, seed %i', seed => {
  let world: PlantedWorld;

  beforeAll(async () => {
    world = await plantedWorld({
      customers: 100_000,
      months: 24,
      seed,
      select: ['+clv_validation'],
    });
  }, 600_000);

  afterAll(() => world?.close());

  it('comes back from the customers who follow it', async () => {
    const rows = await world.query(fits.replace('RAW', world.raw));
    const [row = []] = rows;
    const [r = 0, alpha = 0, a = 0, b = 0, , p = 0, q = 0, gamma = 0] = row.map(Number);
    const planted = { ...world.truth.bg_nbd, ...world.truth.gamma_gamma };
    const close = (one: number, other: number) => Math.abs(one / other - 1);
    for (const [name, value] of Object.entries({ r, alpha, a, b, p, q, gamma })) {
      const key = name as Parameter;
      expect(close(value, planted[key]), name).toBeLessThan(promised[key]);
    }
    expect([row[4], row[8]]).toEqual(['maximum likelihood', 'maximum likelihood']);
    expect(close(a / (a + b), planted.a / (planted.a + planted.b))).toBeLessThan(promised.means);
    expect(close((p * gamma) / (q - 1), planted.mean)).toBeLessThan(promised.means);
    expect(close(r / alpha, planted.r / planted.alpha)).toBeLessThan(promised.means);
  });

  it('and foretells all orders of the following half year to a fifth', async () => {
    const rows = await world.query(
      `select abs(order_error), correlation from clv_validation where comparison = 'all'`,
    );
    expect(Number(rows[0]?.[0])).toBeLessThan(0.2);
    expect(Number(rows[0]?.[1])).toBeGreaterThan(0.5);
  });
});

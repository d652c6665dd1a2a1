import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlantedWorld, plantedWorld } from '../support/planted-world.ts';

/**
 * What the test promises to find again. Visits come before six in ten orders, by up to eight days,
 * so they foretell orders of the next seven; ages and the country are drawn without regard to them.
 * Differences of probabilities are three standard errors of the samples and more. No level is
 * promised of the week held out, the last of a year, which is not like those before it.
 */
const promised = {
  leastAuc: 0.79,
  /** By how many standard errors of its AUC a model ranks better than the last order alone. */
  errorsAboveRecency: 3,
  /** Of one standard deviation more in the logarithm of visits. */
  oddsOfVisits: { least: 1.4, most: 2 },
  zOfVisits: 15,
  zOfVisitsYesterday: 6,
  /** Of what is not planted, at most. */
  zOfNothing: 4,
  /** Between what is foretold and what comes of customers held out, who visited or did not. */
  miss: { visited: 0.06, quiet: 0.02 },
  /** How many times likelier an order is for those who visited, foretold and come. */
  liftOfVisits: 3,
} as const;

describe.each([7, 8, 9])('orders foretold of 100,000 customers, seed %i', seed => {
  let world: PlantedWorld;

  beforeAll(async () => {
    world = await plantedWorld({
      customers: 100_000,
      months: 24,
      seed,
      select: ['+propensity_scores'],
      vars: { propensity_purchase_days: 7 },
    });
  }, 600_000);

  afterAll(() => world?.close());

  it('the visits that are planted, next to what is not', async () => {
    expect(world.truth.propensity.share_of_orders_after_visits).toBe(0.6);
    expect(world.truth.propensity.most_days_before_order).toBe(8);
    const model = `propensity_model where outcome = 'purchase' and fit = 'final'`;
    const [visits = []] = await world.query(
      `select odds_ratio, z_value from ${model} and feature = 'visits_7'`,
    );
    expect(Number(visits[0])).toBeGreaterThan(promised.oddsOfVisits.least);
    expect(Number(visits[0])).toBeLessThan(promised.oddsOfVisits.most);
    expect(Number(visits[1])).toBeGreaterThan(promised.zOfVisits);
    const [yesterday = []] = await world.query(
      `select z_value from ${model} and feature = 'visits_1'`,
    );
    expect(Number(yesterday[0])).toBeGreaterThan(promised.zOfVisitsYesterday);
    const nothing = await world.query(
      `select words, z_value from ${model} and (words like 'age_group%' or words like 'country%')`,
    );
    expect(nothing.length).toBeGreaterThan(2);
    for (const [words, z] of nothing) {
      expect(Math.abs(Number(z)), String(words)).toBeLessThan(promised.zOfNothing);
    }
  });

  it('customers and a period held out, ranked better than by the last order alone', async () => {
    const rows = await world.query(
      `select sample, auc, (auc - baseline_auc) / auc_standard_error from propensity_quality
      where outcome = 'purchase' and sample <> 'training'`,
    );
    expect(rows).toHaveLength(2);
    for (const [sample, auc, above] of rows) {
      expect(Number(auc), String(sample)).toBeGreaterThan(promised.leastAuc);
      expect(Number(above), String(sample)).toBeGreaterThan(promised.errorsAboveRecency);
    }
  });

  /** What was foretold and what came of those who had not visited, and of those who had. */
  async function byVisits(sample: string) {
    const rows = await world.query(
      `select avg(probability), avg(case when happened then 1 else 0 end)
      from propensity_validation
      inner join propensity_features using (customer_id, cut_off_date)
      where outcome = 'purchase' and sample = '${sample}'
      group by visits_7 > 0 order by visits_7 > 0`,
    );
    const [quiet, visited] = rows.map(([foretold, came]) => ({
      foretold: Number(foretold),
      came: Number(came),
    }));
    if (quiet === undefined || visited === undefined) throw new Error(`nothing in ${sample}`);
    return { quiet, visited };
  }

  it('as many orders as come, of customers held out who visited and of the others', async () => {
    const { quiet, visited } = await byVisits('customers held out');
    expect(Math.abs(quiet.foretold - quiet.came)).toBeLessThan(promised.miss.quiet);
    expect(Math.abs(visited.foretold - visited.came)).toBeLessThan(promised.miss.visited);
  });

  it('how much likelier those buy who visited, in the period held out', async () => {
    const { quiet, visited } = await byVisits('period held out');
    expect(visited.foretold).toBeGreaterThan(promised.liftOfVisits * quiet.foretold);
    expect(visited.came).toBeGreaterThan(promised.liftOfVisits * quiet.came);
  });

  it('an instant discount to those alone who browse and hesitate', async () => {
    const [row = []] = await world.query(
      `select
        count(*) filter (instant_discount = 'yes'),
        count(*) filter (instant_discount = 'yes' and not is_browsing),
        min(probability) filter (instant_discount = 'yes'),
        max(probability) filter (instant_discount = 'yes')
      from propensity_scores where outcome = 'purchase'`,
    );
    expect(Number(row[0])).toBeGreaterThan(50);
    expect(Number(row[1])).toBe(0);
    expect(Number(row[2])).toBeGreaterThanOrEqual(0.2);
    expect(Number(row[3])).toBeLessThanOrEqual(0.7);
  });
});

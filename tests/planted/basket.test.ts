import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlantedWorld, plantedWorld } from '../support/planted-world.ts';

/**
 * The confidence from the first product of a bundle to another, as a share of what was planted: the
 * first is also bought on its own account as an extra of other orders, and bundles of chance come on
 * top, so that the share of its baskets that hold the other lies below the planted one.
 */
const confidence = { least: 0.6, most: 1.05 };

/** Two products that nothing ties stand together no more often than this. */
const mostLiftOfOthers = 1.5;

describe.each([1, 2, 3])('baskets planted for 100,000 customers, seed %i', seed => {
  let world: PlantedWorld;

  beforeAll(async () => {
    world = await plantedWorld({
      customers: 100_000,
      months: 36,
      seed,
      select: ['+cross_sell_map', '+association_rules', '+product_transitions'],
    });
  }, 600_000);

  afterAll(() => world?.close());

  it('are the reliable pairs of highest lift, and no others', async () => {
    const pairs = world.truth.baskets.together.flatMap(([...products]) =>
      products.flatMap(one =>
        products.filter(other => one < other).map(other => `${one} ${other}`),
      ),
    );
    const top = await world.query(
      `select product_id_1 || ' ' || product_id_2, is_reliable
      from cross_sell_map where lift_rank <= ${pairs.length}`,
    );
    expect(top.map(([pair]) => pair).sort()).toEqual(pairs.sort());
    expect(top.every(([, isReliable]) => isReliable)).toBe(true);
    const [others] = await world.query(
      `select coalesce(max(lift), 0) from cross_sell_map where lift_rank > ${pairs.length}`,
    );
    expect(Number(others?.[0])).toBeLessThan(mostLiftOfOthers);
  });

  it('hold the others of a bundle in about the planted share of those with the first', async () => {
    for (const [at, [first, ...others]] of world.truth.baskets.together.entries()) {
      const share = world.truth.baskets.share_of_orders_of_the_first[at] ?? Number.NaN;
      for (const other of others) {
        const [found] = await world.query(
          `select confidence, is_reliable from association_rules
          where antecedents = ['${first}'] and consequents = ['${other}']`,
        );
        expect(Number(found?.[0]) / share, `${first} → ${other}`).toBeGreaterThan(confidence.least);
        expect(Number(found?.[0]) / share, `${first} → ${other}`).toBeLessThan(confidence.most);
        expect(found?.[1]).toBe(true);
      }
    }
  });

  it('tell a bundle of three as a rule of two products on the left', async () => {
    for (const bundle of world.truth.baskets.together.filter(products => products.length === 3)) {
      const [first, ...others] = bundle;
      const [found] = await world.query(
        `select confidence, is_reliable from association_rules
        where antecedents = ['${others.toSorted().join("', '")}'] and consequents = ['${first}']`,
      );
      expect(Number(found?.[0]), bundle.join(' + ')).toBeGreaterThan(0.9);
      expect(found?.[1]).toBe(true);
    }
  });

  it('come in the planted order, within the planted days', async () => {
    for (const [first, next, mostDays] of world.truth.baskets.after) {
      const [found] = await world.query(
        `select median_days, lift, coalesce(reverse_lift, 0), is_reliable from product_transitions
        where product_id = '${first}' and next_product_id = '${next}'`,
      );
      const [days, lift, reverse] = (found ?? []).map(Number);
      expect(days, `${first} → ${next}`).toBeGreaterThanOrEqual(
        world.truth.baskets.after_least_days,
      );
      expect(days, `${first} → ${next}`).toBeLessThanOrEqual(mostDays);
      expect(lift, `${first} → ${next}`).toBeGreaterThan(Math.max(1.1, reverse ?? 0));
      expect(found?.[3]).toBe(true);
    }
  });
});

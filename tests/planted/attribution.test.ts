import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlantedWorld, plantedWorld } from '../support/planted-world.ts';

type Probabilities = Readonly<Record<string, number>>;

/**
 * Stated beforehand. A share of n journeys lies within four standard errors of its probability, and
 * 0.002 more: now and then two journeys of a customer run into each other, and look like one.
 */
function tolerance(probability: number, journeys: number): number {
  return 4 * Math.sqrt((probability * (1 - probability)) / journeys) + 0.002;
}

/** A removal effect is a quotient of sums over some 200,000 journeys. */
const effectTolerance = 0.015;

const ends: Readonly<Record<string, string>> = {
  start: '(start)',
  conversion: '(conversion)',
  null: '(null)',
};

/** Probability that a planted chain converts without a channel, by walking it for 500 steps. */
function convertsWithout(
  transitions: Readonly<Record<string, Probabilities>>,
  removed: string | undefined,
): number {
  let at: Record<string, number> = { start: 1 };
  let converted = 0;
  for (let step = 0; step < 500; step += 1) {
    const next: Record<string, number> = {};
    for (const [from, weight] of Object.entries(at)) {
      for (const [to, probability] of Object.entries(transitions[from] ?? {})) {
        if (to === 'conversion') converted += weight * probability;
        else if (to !== 'null' && to !== removed) {
          next[to] = (next[to] ?? 0) + weight * probability;
        }
      }
    }
    at = next;
  }
  return converted;
}

describe.each([1, 20, 300])('100,000 customers of seed %i', seed => {
  let world: PlantedWorld;
  beforeAll(async () => {
    world = await plantedWorld({
      customers: 100_000,
      months: 8,
      seed,
      select: ['+channel_attribution', '+channel_shutdown'],
    });
  }, 600_000);
  afterAll(() => world?.close());

  it('give back the chain of channels that was planted', async () => {
    const rows = await world.query(`
      select from_channel, to_channel, probability,
        sum(transitions) over (partition by from_channel)::double
      from channel_transitions where markov_order = 1`);
    const found = new Map(rows.map(([from, to, ...cells]) => [`${from} ${to}`, cells.map(Number)]));
    const { transitions } = world.truth.channels;
    let journeys = 0;
    for (const [from, steps] of Object.entries(transitions)) {
      for (const [to, probability] of Object.entries(steps)) {
        const key = `${ends[from] ?? from} ${ends[to] ?? to}`;
        const [share, leaving] = found.get(key) ?? [];
        found.delete(key);
        const off = Math.abs((share ?? 0) - probability);
        expect(off, key).toBeLessThanOrEqual(tolerance(probability, leaving ?? 0));
        if (from === 'start') journeys = leaving ?? 0;
      }
    }
    // what was not planted comes of journeys that ran into each other
    for (const [key, [share]] of found) expect(share, key).toBeLessThanOrEqual(0.002);
    expect(journeys).toBeGreaterThan(150_000);
  });

  it('give back what is lost without each channel, in both orders', async () => {
    const { transitions, conversion_probability: planted } = world.truth.channels;
    const converts = convertsWithout(transitions, undefined);
    expect(converts).toBeCloseTo(planted, 12);
    const rows = await world.query(
      'select channel, removal_effect, removal_effect_order_2 from channel_attribution',
    );
    expect(rows).toHaveLength(Object.keys(transitions).length - 1);
    for (const [channel, first, second] of rows) {
      const effect = 1 - convertsWithout(transitions, String(channel)) / converts;
      expect(Math.abs(Number(first) - effect), `${channel}`).toBeLessThan(effectTolerance);
      expect(Math.abs(Number(second) - effect), `${channel}`).toBeLessThan(effectTolerance);
    }
    const [summary] = await world.query(
      'select conversion_rate, journeys from attribution_summary',
    );
    const [rate, journeys] = (summary ?? []).map(Number);
    expect(Math.abs((rate ?? 0) - planted)).toBeLessThan(tolerance(planted, journeys ?? 0));
  });

  it('knows that search sells, and that social and display feed it', async () => {
    const rows = await world.query(
      'select channel, cascade_share, hardest_hit_channel, is_collapse from channel_shutdown order by channel',
    );
    const losses = new Map(rows.map(([channel, ...cells]) => [channel, cells]));
    for (const channel of ['Social', 'Display']) {
      expect(Number(losses.get(channel)?.[0]), channel).toBeGreaterThan(0.75);
      expect(losses.get(channel)?.[1], channel).toBe('Search');
    }
    expect(losses.get('Search')?.[2]).toBe(true);
  });
});

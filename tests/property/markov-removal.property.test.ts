import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelTransitions } from '../../src/stats/attribution/channel-transitions.ts';
import { type ChannelPath, countTransitions, removalsOf } from '../support/journey-chain.ts';

const path: fc.Arbitrary<ChannelPath> = fc.record({
  channels: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 8 }),
  conversions: fc.integer({ min: 0, max: 20 }),
  nulls: fc.integer({ min: 0, max: 20 }),
  value: fc.integer({ min: 0, max: 1000 }),
});
const paths = fc
  .array(path, { minLength: 1, maxLength: 12 })
  .map(list => list.filter(({ conversions, nulls }) => conversions + nulls > 0));
const order = fc.constantFrom(1 as const, 2 as const);

/** Solves a x = b by Gauss with pivots: another way than elimination of states. */
function solve(a: number[][], b: number[]): number[] {
  const rows = a.map((row, at) => [...row, b[at] ?? 0]);
  const size = rows.length;
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column; row < size; row += 1) {
      if (Math.abs(at(row, column)) > Math.abs(at(pivot, column))) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot] ?? [], rows[column] ?? []];
    for (let row = 0; row < size; row += 1) {
      if (row === column) continue;
      const factor = at(row, column) / at(column, column);
      rows[row] = (rows[row] ?? []).map((value, k) => value - factor * at(column, k));
    }
  }
  return rows.map((row, k) => (row[size] ?? 0) / at(k, k));
}

/** Share that converts, and money a journey, when a channel's states let nobody through. */
function withoutChannel(given: ChannelTransitions, removed: number | undefined): [number, number] {
  const size = given.channelOf.length + 1;
  const totals = new Array<number>(size).fill(0);
  given.from.forEach((from, k) => {
    totals[from] = (totals[from] ?? 0) + (given.journeys[k] ?? 0);
  });
  const a = totals.map((_, row): number[] => totals.map((__, column) => (row === column ? 1 : 0)));
  const [converting, earning] = [totals.map(() => 0), totals.map(() => 0)];
  given.from.forEach((from, k) => {
    const to = given.to[k] ?? 0;
    const total = totals[from] ?? 0;
    const blocked = (state: number): boolean => state > 0 && given.channelOf[state - 1] === removed;
    if (total === 0 || blocked(from) || blocked(to)) return;
    const row = a[from] ?? [];
    if (to > 0) row[to] = (row[to] ?? 0) - (given.journeys[k] ?? 0) / total;
    if (to === -1) {
      converting[from] = (converting[from] ?? 0) + (given.journeys[k] ?? 0) / total;
      earning[from] = (earning[from] ?? 0) + (given.value[k] ?? 0) / total;
    }
  });
  return [solve(a, converting)[0] ?? 0, solve(a, earning)[0] ?? 0];
}

describe('markovRemoval', () => {
  it('agrees with a linear system solved once for each channel', () => {
    fc.assert(
      fc.property(paths, order, (list, markovOrder) => {
        const transitions = countTransitions(list, markovOrder);
        const removals = removalsOf(list, markovOrder);
        const [probability, value] = withoutChannel(transitions, undefined);
        expect(removals.conversionProbability).toBeCloseTo(probability, 10);
        fc.pre(probability > 0);
        expect(removals.valuePerJourney / 1000).toBeCloseTo(value / 1000, 10);
        expect(removals.channels.map(({ channel }) => channel)).toEqual(
          [...new Set(transitions.channelOf)].sort((one, other) => one - other),
        );
        for (const { channel, removalEffect, valueRemovalEffect } of removals.channels) {
          const [left, earned] = withoutChannel(transitions, channel);
          expect(removalEffect).toBeCloseTo(1 - left / probability, 10);
          if (value === 0) expect(valueRemovalEffect).toBeNull();
          else expect(valueRemovalEffect).toBeCloseTo(1 - earned / value, 9);
        }
      }),
    );
  });

  it('converts and earns as the journeys did that it was counted from', () => {
    fc.assert(
      fc.property(paths, order, (list, markovOrder) => {
        const sum = (of: (path: ChannelPath) => number): number =>
          list.reduce((total, one) => total + of(one), 0);
        const [conversions, nulls] = [sum(one => one.conversions), sum(one => one.nulls)];
        fc.pre(conversions > 0);
        const removals = removalsOf(list, markovOrder);
        expect(removals.conversionProbability).toBeCloseTo(conversions / (conversions + nulls), 12);
        const value = sum(one => one.value ?? 0);
        expect(removals.valuePerJourney).toBeCloseTo(value / (conversions + nulls), 9);
      }),
    );
  });

  it('does not mind consecutive repeats of a channel, in the first order', () => {
    fc.assert(
      fc.property(paths, list => {
        const collapsed = list.map(one => ({
          ...one,
          channels: one.channels.filter((channel, at) => channel !== one.channels[at - 1]),
        }));
        const [whole, short] = [removalsOf(list, 1), removalsOf(collapsed, 1)];
        expect(short.channels).toHaveLength(whole.channels.length);
        whole.channels.forEach(({ removalEffect }, at) => {
          expect(short.channels[at]?.removalEffect).toBeCloseTo(removalEffect, 12);
        });
      }),
    );
  });

  it('lies between 0 and 1, and some channel has an effect where anything converts', () => {
    fc.assert(
      fc.property(paths, order, (list, markovOrder) => {
        const effects = removalsOf(list, markovOrder).channels.map(one => one.removalEffect);
        fc.pre(effects.length > 0);
        expect(Math.min(...effects)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...effects)).toBeLessThanOrEqual(1);
        expect(Math.max(...effects)).toBeGreaterThan(0);
      }),
    );
  });
});

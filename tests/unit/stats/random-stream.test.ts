import { expect, it } from 'vitest';
import { randomStream, xoshiro128 } from '../../../src/stats/random-stream.ts';

it('gives the sequence of the authors for the state 1, 2, 3, 4', () => {
  const next = xoshiro128([1, 2, 3, 4]);
  expect(Array.from({ length: 10 }, next)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
    4258142804,
  ]);
});

it('is even, and another one for every seed', () => {
  const draws = Array.from({ length: 20_000 }, randomStream(0));
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...draws)).toBeLessThan(1);
  expect(draws.reduce((sum, value) => sum + value, 0) / draws.length).toBeCloseTo(0.5, 1.9);
  const seeds = [0, 1, 2, 4_294_967_295];
  expect(new Set(seeds.map(seed => randomStream(seed)())).size).toBe(seeds.length);
});

it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses the seed %d', seed => {
  expect(() => randomStream(seed)).toThrow(RangeError);
});

import { describe, expect, it } from 'vitest';
import { poissonTail } from '../../../src/stats/distributions/poisson-tail.ts';

/** [count, mean, tail], rounded from arithmetic with 50 digits. */
const known: readonly (readonly [number, number, number])[] = [
  [1, 0.1, 0.09516258196404043],
  [3, 2, 0.32332358381693654],
  [5, 5, 0.5595067149347875],
  [10, 2.5, 0.00027735209462083604],
  [100, 100, 0.5132987982791487],
  [120, 100, 0.028230393964865694],
  [185, 3.5, 3.3546306522658744e-242],
  [40, 60, 0.9974518076963866],
  [1000, 900, 0.0005499022657117829],
  [2, 1e-8, 4.999999966666667e-17],
];

describe('poissonTail', () => {
  it.each(known)('a count of %d or more at a mean of %d', (count, mean, tail) => {
    expect(Math.abs(poissonTail(count, mean) / tail - 1)).toBeLessThan(1e-12);
  });

  it('is 1 for no count at all, and 0 for any where nothing is expected', () => {
    expect(poissonTail(0, 0)).toBe(1);
    expect(poissonTail(0, 5)).toBe(1);
    expect(poissonTail(1, 0)).toBe(0);
  });

  it.each([999_000, 1_000_000, 1_003_000])(
    'meets the normal distribution beyond a million, at a mean of %d',
    mean => {
      const exact = poissonTail(1_000_000, mean);
      const normal = poissonTail(1_000_001, mean);
      expect(Math.abs(normal / exact - 1)).toBeLessThan(0.02);
    },
  );

  it.each([
    [-1, 1, 'the count is -1'],
    [1.5, 1, 'the count is 1.5'],
    [Number.NaN, 1, 'the count is NaN'],
    [1, -1, 'the mean is -1'],
    [1, Number.POSITIVE_INFINITY, 'the mean is Infinity'],
  ])('refuses a count of %d with a mean of %d', (count, mean, message) => {
    expect(() => poissonTail(count, mean)).toThrow(message);
  });
});

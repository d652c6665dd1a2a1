import { describe, expect, it } from 'vitest';
import { digamma } from '../../../src/stats/distributions/digamma.ts';
import { logGamma } from '../../../src/stats/distributions/log-gamma.ts';
import { gaussHypergeometricMinusOne } from '../../../src/stats/lifetime/gauss-hypergeometric.ts';

describe('logGamma', () => {
  it.each([
    [0.5, 0.5 * Math.log(Math.PI)],
    [1, 0],
    [2, 0],
    [6, Math.log(120)],
    [1e-8, 18.420680738180209],
    [0.243, 1.3180435846996699],
    [170.5, 704.0044277342047],
    [1e6, 12815504.569147611],
  ])('of %d', (x, value) => {
    expect(Math.abs(logGamma(x) - value)).toBeLessThan(2e-14 + 1e-15 * Math.abs(value));
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', x => {
    expect(() => logGamma(x)).toThrow(RangeError);
  });
});

describe('digamma', () => {
  const euler = 0.5772156649015329;
  it.each([
    [1, -euler],
    [2, 1 - euler],
    [0.5, -euler - 2 * Math.log(2)],
    [0.25, -euler - Math.PI / 2 - 3 * Math.log(2)],
    [10, 2.251752589066721],
    [1e6, 13.815510057964191],
  ])('of %d', (x, value) => {
    expect(Math.abs(digamma(x) - value)).toBeLessThan(1e-14 * Math.max(1, Math.abs(value)));
  });

  it('is the slope of logGamma', () => {
    for (const x of [0.1, 0.7, 1.4616, 3.3, 25, 400]) {
      const h = x * 1e-5;
      expect(digamma(x)).toBeCloseTo((logGamma(x + h) - logGamma(x - h)) / (2 * h), 7);
    }
  });

  it.each([0, -0.5, Number.NaN])('refuses %d', x => {
    expect(() => digamma(x)).toThrow(RangeError);
  });
});

describe('the hypergeometric function', () => {
  it.each([0, 0.1, 0.5, 0.85, 0.86, 0.99, 0.999999])('is known in closed form at %d', z => {
    const of = (a: number, b: number, c: number) => 1 + gaussHypergeometricMinusOne(a, b, c, z);
    const tolerance = 1e-9;
    // DLMF 15.4.1, 15.4.6, 15.4.4.
    if (z > 0) expect(of(1, 1, 2) / (-Math.log1p(-z) / z) - 1).toBeCloseTo(0, 9);
    expect(Math.abs(of(2.5, 1.3, 1.3) * (1 - z) ** 2.5 - 1)).toBeLessThan(tolerance);
    const root = Math.sqrt(z);
    if (z > 0) expect(Math.abs(of(0.5, 0.5, 1.5) - Math.asin(root) / root)).toBeLessThan(tolerance);
    expect(of(0, 3, 2)).toBe(1);
    expect(of(-2, 3, 2)).toBeCloseTo(1 - 3 * z + 2 * z * z, 12);
  });

  it('keeps the digits of a small rest', () => {
    const rest = gaussHypergeometricMinusOne(1e-12, 1, 2, 0.5);
    expect(rest / 1e-12).toBeCloseTo(1 - Math.log(2), 9);
  });

  it.each([
    [1, 1, 2, 1],
    [1, 1, 2, -0.1],
    [1, 1, 0, 0.5],
    [1, 1, -3, 0.5],
    [1, 1, 2, Number.NaN],
  ])('is refused of %d, %d, %d at %d', (a, b, c, z) => {
    expect(() => gaussHypergeometricMinusOne(a, b, c, z)).toThrow(RangeError);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareTail } from '../../src/stats/distributions/chi-square-tail.ts';
import { gammaDensity, stirlingError } from '../../src/stats/distributions/gamma-density.ts';
import { upperIncompleteGamma } from '../../src/stats/distributions/incomplete-gamma.ts';

const shape = fc.double({ min: 0.05, max: 100, noNaN: true });
const place = fc.double({ min: 0, max: 600, noNaN: true });

function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
}

describe('upperIncompleteGamma', () => {
  it('lies between 0 and 1 and never grows with x', () => {
    fc.assert(
      fc.property(shape, place, place, (a, one, other) => {
        const [left, right] = [Math.min(one, other), Math.max(one, other)];
        const q = upperIncompleteGamma(a, left);
        expect(q).toBeGreaterThanOrEqual(0);
        expect(q).toBeLessThanOrEqual(1);
        expect(upperIncompleteGamma(a, right)).toBeLessThanOrEqual(q * (1 + 1e-12));
      }),
    );
  });

  it('grows by the density from a to a + 1: DLMF 8.8.6', () => {
    fc.assert(
      fc.property(shape, place, (a, x) => {
        fc.pre(x > 0);
        const sum = upperIncompleteGamma(a, x) + gammaDensity(a, x);
        fc.pre(sum > 1e-290);
        expect(relativeError(upperIncompleteGamma(a + 1, x), sum)).toBeLessThan(1e-12);
      }),
    );
  });

  it('is a finite sum for a whole a: DLMF 8.4.10', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), place, (a, x) => {
        let term = Math.exp(-x);
        let sum = term;
        for (let k = 1; k < a; k += 1) {
          term *= x / k;
          sum += term;
        }
        fc.pre(sum > 1e-290);
        expect(relativeError(upperIncompleteGamma(a, x), sum)).toBeLessThan(1e-12);
      }),
    );
  });

  it('agrees on both sides of the place where the method changes', () => {
    fc.assert(
      fc.property(shape, a => {
        const left = upperIncompleteGamma(a, a + 1 - 1e-9);
        expect(relativeError(upperIncompleteGamma(a, a + 1), left)).toBeLessThan(1e-8);
      }),
    );
  });

  it.each([
    [0, 1],
    [-1, 1],
    [1_000_001, 1],
    [Number.NaN, 1],
    [1, -1],
    [1, Number.NaN],
    [1, Number.POSITIVE_INFINITY],
  ])('refuses a = %d, x = %d', (a, x) => {
    expect(() => upperIncompleteGamma(a, x)).toThrow(RangeError);
  });
});

describe('chiSquareTail', () => {
  it('of two degrees of freedom is exp(-x / 2)', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1300, noNaN: true }), x => {
        expect(relativeError(chiSquareTail(x, 2), Math.exp(-x / 2))).toBeLessThan(1e-12);
      }),
    );
  });
});

describe('stirlingError', () => {
  it('gives back factorials', () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n += 1) {
      factorial *= n;
      const stirling = Math.sqrt(2 * Math.PI * n) * (n / Math.E) ** n;
      expect(relativeError(stirling * Math.exp(stirlingError(n)), factorial)).toBeLessThan(1e-13);
    }
  });
});

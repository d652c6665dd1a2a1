import { describe, expect, it } from 'vitest';
import { chiSquareTail } from '../../../src/stats/distributions/chi-square-tail.ts';

/** [statistic, degrees, tail], rounded from arithmetic with 40 digits. */
const known: readonly (readonly [number, number, number])[] = [
  [1e-10, 1, 0.9999920211543921],
  [0.5, 1, 0.4795001221869535],
  [1, 1, 0.3173105078629141],
  [3.5, 1, 0.06136882913940217],
  [16.7929, 1, 4.168899158608235e-5],
  [100, 1, 1.523970604832105e-23],
  [1400, 1, 2.1010145162642176e-306],
  [0.001, 2, 0.9995001249791693],
  [2, 2, 0.36787944117144233],
  [50, 2, 1.3887943864964021e-11],
  [1, 3, 0.8012519569012008],
  [7.8, 3, 0.05033109785985335],
  [4.9, 5, 0.42820594703983045],
  [5, 5, 0.41588018699550794],
  [6.5, 5, 0.26055845591074595],
  [40, 5, 1.4933679000503952e-7],
  [10, 10, 0.4404932850652124],
  [23.2, 10, 0.010031938382424133],
  [12, 19, 0.8856253321541486],
  [1400, 19, 1.2760895851616886e-285],
  [21.5, 20, 0.36824610530641794],
  [60, 50, 0.1572420272383916],
  [99, 100, 0.5094721987983741],
  [101, 100, 0.45319222327636854],
  [102.5, 100, 0.4120050049993892],
  [250, 100, 7.766936403539178e-15],
  [1000, 100, 2.306076738035398e-148],
  [150, 199, 0.996077197317625],
  [199, 200, 0.5066733396800365],
  [201, 200, 0.4668286137525534],
  [203, 200, 0.42757305368346665],
  [400, 200, 1.843893649711574e-15],
  [1500, 200, 1.0036428290614339e-197],
  [10, 200, 1.0],
  [2.5, 0.5, 0.04724670114390936],
  [3.7, 2.25, 0.18929541428703545],
];

function relativeError(actual: number, expected: number): number {
  return Math.abs(actual - expected) / expected;
}

describe('chiSquareTail', () => {
  it.each(known)('of %d with %d degrees of freedom', (statistic, degrees, tail) => {
    expect(relativeError(chiSquareTail(statistic, degrees), tail)).toBeLessThan(1e-12);
  });

  it.each([
    [3.841458820694124, 1],
    [5.991464547107979, 2],
    [7.814727903251179, 3],
    [18.307038053275146, 10],
    [124.34211340400407, 100],
  ])('is 5 %% at the critical value %d of %d degrees of freedom', (statistic, degrees) => {
    expect(chiSquareTail(statistic, degrees)).toBeCloseTo(0.05, 14);
  });

  it('gives the published p-values of log-rank tests', () => {
    expect(chiSquareTail(16.7929, 1)).toBeCloseTo(4.169e-5, 8);
    expect(chiSquareTail(3.396, 1)).toBeCloseTo(0.0653, 3);
    expect(chiSquareTail(0.254237, 1)).toBeCloseTo(0.614107, 5);
    expect(chiSquareTail(0.384615, 1)).toBeCloseTo(0.535143, 5);
  });

  it('is 1 at 0, and 0 where no double is small enough', () => {
    expect(chiSquareTail(0, 1)).toBe(1);
    expect(chiSquareTail(-0, 200)).toBe(1);
    expect(chiSquareTail(10_000, 1)).toBe(0);
    expect(chiSquareTail(Number.MAX_VALUE, 200)).toBe(0);
    expect(chiSquareTail(Number.MIN_VALUE, 1)).toBeCloseTo(1, 15);
  });

  it.each([
    [-1e-9, 1],
    [Number.NaN, 1],
    [Number.POSITIVE_INFINITY, 1],
    [1, 0],
    [1, -2],
    [1, Number.NaN],
    [1, 1_000_001],
  ])('refuses the statistic %d with %d degrees of freedom', (statistic, degrees) => {
    expect(() => chiSquareTail(statistic, degrees)).toThrow(RangeError);
  });
});

import { upperIncompleteGamma } from './incomplete-gamma.ts';

/**
 * The probability that a χ² variable with so many degrees of freedom exceeds a statistic: the
 * p-value of a χ² test. Degrees are above 0, at most 1,000,000, and need not be whole; the
 * statistic is finite and not negative. Throws RangeError for anything else, a number that is no
 * number included. Relative error below 1e-12 down to the smallest doubles; beyond them 0.
 */
export function chiSquareTail(statistic: number, degrees: number): number {
  if (!(statistic >= 0 && statistic < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`the statistic is ${statistic}; it takes a number from 0`);
  }
  if (!(degrees > 0 && degrees <= 1_000_000)) {
    throw new RangeError(
      `the degrees of freedom are ${degrees}; it takes a number above 0, at most 1000000`,
    );
  }
  return upperIncompleteGamma(degrees / 2, statistic / 2);
}

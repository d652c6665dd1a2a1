import { lowerIncompleteGamma, upperIncompleteGamma } from './incomplete-gamma.ts';

const mostExactCount = 1_000_000;

/**
 * The probability that a Poisson variable of a mean is at least a count: how likely chance alone
 * brings so many. The count is a whole number, not negative; the mean is finite and not negative.
 * Throws RangeError for anything else.
 *
 * Up to a count of a million by P(N >= k) = P(k, mean), the lower regularised incomplete gamma
 * function (DLMF 8.4.10 and 8.2.4), with a relative error below 1e-12 as far as doubles reach.
 * Beyond, by the normal distribution with a correction for continuity, whose relative error there
 * is some per cent at five standard deviations.
 */
export function poissonTail(count: number, mean: number): number {
  if (!(Number.isInteger(count) && count >= 0)) {
    throw new RangeError(`the count is ${count}; it takes a whole number from 0`);
  }
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`the mean is ${mean}; it takes a number from 0`);
  }
  if (count === 0) return 1;
  if (mean === 0) return 0;
  return count <= mostExactCount
    ? lowerIncompleteGamma(count, mean)
    : normalTail((count - 0.5 - mean) / Math.sqrt(mean));
}

/** Both tails of the square of a normal variable are those of χ² with one degree of freedom. */
function normalTail(z: number): number {
  const half = upperIncompleteGamma(0.5, (z * z) / 2) / 2;
  return z >= 0 ? half : 1 - half;
}

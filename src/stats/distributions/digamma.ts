/** Coefficients −B(2k) / (2k), k = 1, 2, …, of DLMF 5.11.2, https://dlmf.nist.gov/5.11.E2. */
const series = [-1 / 12, 1 / 120, -1 / 252, 1 / 240, -1 / 132, 691 / 32_760, -1 / 12, 3617 / 8160];

/** From here on the series gives all digits of a double. */
const leastOfSeries = 10;

/**
 * ψ(x), the derivative of ln Γ(x), for x > 0: the asymptotic series, to which small x climb by
 * ψ(x) = ψ(x + 1) − 1 / x. Throws RangeError for any other number.
 */
export function digamma(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`x is ${x}, and not a number above 0`);
  }
  let climbed = 0;
  let at = x;
  while (at < leastOfSeries) {
    climbed -= 1 / at;
    at += 1;
  }
  const inverseSquare = 1 / (at * at);
  let sum = 0;
  for (const coefficient of series.toReversed()) sum = (sum + coefficient) * inverseSquare;
  return climbed + Math.log(at) - 0.5 / at + sum;
}

/**
 * Coefficients of the Stirling series, B(2k) / (2k (2k − 1)) for k = 1, 2, …: DLMF 5.11.1,
 * https://dlmf.nist.gov/5.11.E1.
 */
const stirling = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360_360,
  1 / 156,
  -3617 / 122_400,
];

/** From here on the series gives all digits of a double. */
const leastOfSeries = 10;

/**
 * By how much ln Γ(a + 1) is above Stirling's (a + ½) ln a − a + ½ ln 2π, for a > 0. Small a climb
 * to where the series holds: the errors of a and a + 1 differ by (a + ½) ln(1 + 1/a) − 1.
 */
export function stirlingError(a: number): number {
  let climbed = 0;
  let at = a;
  while (at < leastOfSeries) {
    climbed += (at + 0.5) * Math.log1p(1 / at) - 1;
    at += 1;
  }
  const inverse = 1 / at;
  let sum = 0;
  for (const coefficient of stirling.toReversed()) sum = sum * inverse * inverse + coefficient;
  return climbed + sum * inverse;
}

/**
 * x^a e^(−x) / Γ(a + 1) for a > 0 and x > 0. In this form, of C. Loader (2000), Fast and Accurate
 * Computation of Binomial Probabilities, no two large logarithms are taken from each other, which
 * would cost the last digits.
 */
export function gammaDensity(a: number, x: number): number {
  const d = (x - a) / a;
  // Near −1 the digits of a small x are no longer in d.
  const logarithm = d < -0.5 ? Math.log(x / a) : Math.log1p(d);
  return Math.exp(a * (logarithm - d) - stirlingError(a)) / Math.sqrt(2 * Math.PI * a);
}

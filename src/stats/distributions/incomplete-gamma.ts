import { gammaDensity } from './gamma-density.ts';

const epsilon = 2 ** -53;

/**
 * The upper regularised incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a), for 0 < a <= 1e6 and
 * x >= 0. Throws RangeError for any other numbers.
 *
 * Left of a + 1 the power series of the lower function, DLMF 8.7.1 (https://dlmf.nist.gov/8.7.E1),
 * right of it the continued fraction of the upper one, DLMF 8.9.2 (https://dlmf.nist.gov/8.9.E2):
 * each converges fast where it is used, and neither there loses digits to cancellation.
 */
export function upperIncompleteGamma(a: number, x: number): number {
  checkArguments(a, x);
  if (x === 0) return 1;
  const density = gammaDensity(a, x);
  // Further right than doubles reach, the fraction has nothing to add.
  if (density === 0) return x < a ? 1 : 0;
  return x < a + 1 ? 1 - density * lowerSeries(a, x) : density * a * upperFraction(a, x);
}

/**
 * The lower regularised incomplete gamma function P(a, x) = 1 − Q(a, x), with all its digits where
 * it is small. Takes and throws what `upperIncompleteGamma` does.
 */
export function lowerIncompleteGamma(a: number, x: number): number {
  checkArguments(a, x);
  if (x === 0) return 0;
  const density = gammaDensity(a, x);
  if (density === 0) return x < a ? 0 : 1;
  return x < a + 1 ? density * lowerSeries(a, x) : 1 - density * a * upperFraction(a, x);
}

function checkArguments(a: number, x: number): void {
  if (!(a > 0 && a <= 1e6)) throw new RangeError(`a is ${a}, and not above 0 and at most 1000000`);
  if (!(x >= 0 && x < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`x is ${x}, and not a number from 0`);
  }
}

/** 1 + x / (a + 1) + x² / ((a + 1)(a + 2)) + …: all terms are positive. */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * epsilon; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/**
 * 1 / (x + 1 − a − 1 (1 − a) / (x + 3 − a − 2 (2 − a) / (x + 5 − a − …))), from the front by the
 * modified method of Lentz: Thompson and Barnett (1986), J. Comput. Phys. 64, 490–509.
 */
function upperFraction(a: number, x: number): number {
  const tiny = Number.MIN_VALUE / epsilon;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; ; n += 1) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / nonZero(numerator * d + b, tiny);
    c = nonZero(b + numerator / c, tiny);
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) <= 2 * epsilon) return fraction;
  }
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

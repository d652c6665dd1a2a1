/** Where the power series around 0 takes over a hundred terms and others are shorter. */
const mostOfSeries = 0.85;
/** So far from 1 that a double still says how far. */
const leastFromOne = 1e-12;

interface ValueAndSlope {
  readonly value: number;
  readonly slope: number;
}

/**
 * ₂F₁(a, b; c; z) − 1 for 0 <= z < 1, without the 1 so that a small rest keeps its digits. Throws
 * RangeError for any other z, and where c is 0 or a negative whole number.
 *
 * The power series, DLMF 15.2.1 (https://dlmf.nist.gov/15.2.E1). It slows down towards 1; there the
 * function goes on from where the series ended by Taylor series of its differential equation, DLMF
 * 15.10.1, each of which at most halves the distance to 1.
 */
export function gaussHypergeometricMinusOne(a: number, b: number, c: number, z: number): number {
  if (!(z >= 0 && z <= 1 - leastFromOne)) throw new RangeError(`z is ${z}, and not from 0 below 1`);
  if (c <= 0 && Number.isInteger(c)) throw new RangeError(`c is ${c}, where there is no value`);
  if (z <= mostOfSeries) return powerSeriesMinusOne(a, b, c, z);
  let at = mostOfSeries;
  let here: ValueAndSlope = {
    value: 1 + powerSeriesMinusOne(a, b, c, at),
    slope: ((a * b) / c) * (1 + powerSeriesMinusOne(a + 1, b + 1, c + 1, at)),
  };
  // Large parameters make solutions next to this one that change fast, and short steps keep out.
  const ofOne = 1 / (2 + Math.abs(c - a - b) / 4);
  const ofZero = 1 / (2 + Math.abs(c) / 4);
  while (at < z) {
    const next = Math.min(z, at + (1 - at) * ofOne, at + at * ofZero);
    here = taylorStep(a, b, c, at, next - at, here);
    at = next;
  }
  return here.value - 1;
}

function powerSeriesMinusOne(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 0;
  // Terms may first grow, or be small between larger ones while a + n or b + n pass 0.
  const leastTerms = Math.max(0, -a, -b, -c) + 2;
  for (let n = 0; n < 100_000; n += 1) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (term === 0) return sum;
    if (n > leastTerms && Math.abs(term) <= Number.EPSILON * 0.01 * Math.abs(sum)) return sum;
  }
  throw new RangeError(`the series of 2F1(${a}, ${b}; ${c}; ${z}) does not end`);
}

/**
 * From w and w' at z0 to those at z0 + h, |h| at most half the distance to 0 and 1: the coefficients
 * of w = Σ w_n h^n follow from z (1 − z) w'' + (c − (a + b + 1) z) w' − a b w = 0, put at z0 + h.
 */
function taylorStep(
  a: number,
  b: number,
  c: number,
  z0: number,
  h: number,
  { value: w0, slope: w1 }: ValueAndSlope,
): ValueAndSlope {
  const curve = z0 * (1 - z0);
  let [previous, current] = [w0, w1];
  let power = h;
  let value = w0 + w1 * h;
  let slope = w1;
  for (let n = 0; n < 1000; n += 1) {
    const next =
      ((a + n) * (b + n) * previous -
        (n + 1) * (n * (1 - 2 * z0) + c - (a + b + 1) * z0) * current) /
      ((n + 2) * (n + 1) * curve);
    slope += (n + 2) * next * power;
    power *= h;
    value += next * power;
    const rest = Math.abs(next * power) + Math.abs(current * power);
    if (rest <= Number.EPSILON * 0.01 * Math.abs(value) && n > 2) break;
    [previous, current] = [current, next];
  }
  return { value, slope };
}

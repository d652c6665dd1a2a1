import type { BgNbdParameters } from './bg-nbd-likelihood.ts';
import { gaussHypergeometricMinusOne } from './gauss-hypergeometric.ts';

/** Around a = 1 and around b + a + x = 1 the formula is 0 / 0; so close to them it still has digits. */
const leastApart = 1e-8;

/**
 * Purchases that a BG/NBD model expects within a time from now of a customer who has made so many
 * repeat purchases at an age and is still one: E[Y(t)] / P(alive). When the last purchase was does
 * not matter then. With frequency and age 0, what it expects of a new customer.
 *
 * Fader, Hardie and Lee (2005), equation 10, after Euler's transformation of ₂F₁ (DLMF 15.8.1),
 * which takes the frequency out of the numerator, so that nothing overflows for a thousand
 * purchases. Throws RangeError for parameters that are not above 0, and for times or a frequency
 * below 0.
 */
export function ordersIfAlive(
  parameters: BgNbdParameters,
  frequency: number,
  age: number,
  time: number,
): number {
  checkParameters(parameters);
  checkHistory({ frequency, age, time });
  const { r, alpha, b } = parameters;
  const a = apart(parameters.a, 1);
  const c = apart(a + b + frequency - 1, 0);
  const z = time / (alpha + age + time);
  const excess = gaussHypergeometricMinusOne(a - 1, a + b - 1 - r, c, z);
  const decay = -(a - 1) * Math.log1p(time / (alpha + age));
  // 1 − (1 − z)^(a − 1) ₂F₁, whose two parts nearly cancel where few purchases are expected.
  const share =
    excess > -1 ? -Math.expm1(decay + Math.log1p(excess)) : 1 - Math.exp(decay) * (1 + excess);
  return (c / (a - 1)) * share;
}

function apart(value: number, from: number): number {
  return Math.abs(value - from) < leastApart ? from + leastApart : value;
}

/** Throws RangeError unless all parameters are finite and above 0. */
export function checkParameters(parameters: BgNbdParameters): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`${name} is ${value}, and not a number above 0`);
    }
  }
}

function checkHistory(history: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(history)) {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`the ${name} is ${value}, and not a number from 0`);
    }
  }
}

import type { BgNbdParameters } from './bg-nbd-likelihood.ts';
import { checkParameters } from './bg-nbd-orders.ts';

/**
 * The probability that a customer makes exactly so many repeat purchases within a time after the
 * first one, by a BG/NBD model: Fader, Hardie and Lee (2005), equation 8. Throws RangeError for
 * parameters that are not above 0, a time below 0 and a number that is not whole.
 */
export function probabilityOfOrders(
  parameters: BgNbdParameters,
  orders: number,
  time: number,
): number {
  checkParameters(parameters);
  if (!(Number.isInteger(orders) && orders >= 0)) {
    throw new RangeError(`the number of orders is ${orders}, and not whole or below 0`);
  }
  if (!(time >= 0 && time < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`the time is ${time}, and not a number from 0`);
  }
  if (time === 0) return orders === 0 ? 1 : 0;
  const { r, alpha, a, b } = parameters;
  const rate = Math.log(time) - Math.log(alpha + time);
  const none = -r * Math.log1p(time / alpha);
  // ln of: B(a, b + x) / B(a, b), that all purchases were survived; Γ(r + x) / (Γ(r) x!), NBD's.
  let survived = 0;
  let ways = 0;
  let below = orders > 0 ? Math.exp(none) : 0;
  for (let i = 0; i < orders; i += 1) {
    survived += Math.log((b + i) / (a + b + i));
    ways += Math.log((r + i) / (i + 1));
    if (i + 1 < orders) below += Math.exp(none + ways + (i + 1) * rate);
  }
  const first = Math.exp(none + ways + orders * rate);
  const stayed = Math.exp(survived) * first;
  if (orders === 0) return stayed;
  // That the last purchase was the end: as many or more would have been made by somebody who stays.
  const more = below < 0.9 ? 1 - below : upperTail(r, orders, Math.exp(rate), first);
  return stayed + Math.exp(survived) * (a / (b + orders - 1)) * more;
}

/** NBD's probability of so many or more, from that of exactly so many, without a difference from 1. */
function upperTail(r: number, orders: number, chance: number, first: number): number {
  let term = first;
  let sum = first;
  for (let i = orders; term > sum * Number.EPSILON * 0.01; i += 1) {
    term *= ((r + i) / (i + 1)) * chance;
    sum += term;
  }
  return sum;
}

import type { BgNbdGroups } from './bg-nbd-groups.ts';

/**
 * The parameters of a BG/NBD model. Purchases come at a rate that varies between customers as a
 * gamma distribution of shape r and rate alpha (in the unit of the times); after each purchase a
 * customer leaves with a probability that varies as a beta distribution of a and b.
 */
export interface BgNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

export interface BgNbdLikelihood {
  /** The log-likelihood of all customers. */
  readonly value: number;
  /** Its derivatives by r, alpha, a and b. */
  readonly gradient: readonly [number, number, number, number];
}

/**
 * The log-likelihood of a BG/NBD model with its gradient: P. Fader, B. Hardie and K. Lee (2005),
 * "Counting Your Customers" the Easy Way, Marketing Science 24, 275–284, in the form of Fader and
 * Hardie's note 027 and all in logarithms, so that nothing overflows for a thousand purchases.
 *
 * As purchases are whole numbers, the ratios of gamma functions are products, and their logarithms
 * sums: Γ(r + x) / Γ(r) = r (r + 1) … (r + x − 1). So they are exact where b is 1e17 and lgamma
 * would leave nothing.
 */
export function bgNbdLikelihood(
  groups: BgNbdGroups,
  { r, alpha, a, b }: BgNbdParameters,
): BgNbdLikelihood {
  const logAge = groups.ages.map(age => Math.log(alpha + age));
  const logRecency = groups.recencies.map(recency => Math.log(alpha + recency));
  const perAge = groups.ages.map(age => 1 / (alpha + age));
  const perRecency = groups.recencies.map(recency => 1 / (alpha + recency));
  const rates = ratesOfCounts(groups.histogram, r, a, b);
  let value = rates.value + groups.customers * r * Math.log(alpha);
  let byR = rates.byR + groups.customers * Math.log(alpha);
  let byAlpha = (groups.customers * r) / alpha;
  let byA = rates.byA;
  let byB = rates.byB;

  for (let place = 0; place < groups.silent.length; place += 1) {
    const count = groups.silent[place] ?? 0;
    if (count === 0) continue;
    const log = logAge[place] ?? 0;
    value -= count * r * log;
    byR -= count * log;
    byAlpha -= count * r * (perAge[place] ?? 0);
  }

  const logA = Math.log(a);
  const { logs } = rates;
  const { frequency, count: counts, age, recency } = groups;
  for (let at = 0; at < frequency.length; at += 1) {
    const x = frequency[at] ?? 0;
    const count = counts[at] ?? 0;
    const agePlace = age[at] ?? 0;
    const recencyPlace = recency[at] ?? 0;
    const atAge = logAge[agePlace] ?? 0;
    const atRecency = logRecency[recencyPlace] ?? 0;
    // The odds, in logarithms, of having left with the last purchase.
    const odds = logA - (logs[x] ?? 0) + (r + x) * (atAge - atRecency);
    // e^odds or its inverse, whichever does not overflow. In a sum, log1p has no digit more than
    // log, and takes longer.
    const smaller = Math.exp(-Math.abs(odds));
    const left = (odds > 0 ? 1 : smaller) / (1 + smaller);
    const stayed = 1 - left;
    value += count * (Math.max(odds, 0) + Math.log(1 + smaller) - (r + x) * atAge);
    byR -= count * (stayed * atAge + left * atRecency);
    byAlpha -=
      count * (r + x) * (stayed * (perAge[agePlace] ?? 0) + left * (perRecency[recencyPlace] ?? 0));
    byA += (count * left) / a;
    byB -= (count * left) / (b + x - 1);
  }
  return { value, gradient: [byR, byAlpha, byA, byB] };
}

/**
 * What the numbers of purchases alone say: ln Γ(r + x) / Γ(r) + ln Γ(a + b) Γ(b + x) / (Γ(b)
 * Γ(a + b + x)) with its derivatives, over the histogram, and ln(b + x − 1) of each x.
 */
function ratesOfCounts(histogram: Float64Array, r: number, a: number, b: number) {
  const logs = new Float64Array(histogram.length);
  const sums = { value: 0, byR: 0, byA: 0, byB: 0 };
  let value = 0;
  let byR = 0;
  let byA = 0;
  let byB = 0;
  for (let x = 1; x < histogram.length; x += 1) {
    const i = x - 1;
    value += Math.log(r + i) - Math.log1p(a / (b + i));
    byR += 1 / (r + i);
    byA -= 1 / (a + b + i);
    byB += a / ((b + i) * (a + b + i));
    logs[x] = Math.log(b + i);
    const count = histogram[x] ?? 0;
    sums.value += count * value;
    sums.byR += count * byR;
    sums.byA += count * byA;
    sums.byB += count * byB;
  }
  return { ...sums, logs };
}

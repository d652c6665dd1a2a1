import { digamma } from '../distributions/digamma.ts';
import { logGamma } from '../distributions/log-gamma.ts';
import type { GammaGammaGroups } from './gamma-gamma-groups.ts';

/**
 * The parameters of a Gamma-Gamma model: values of purchases are gamma distributed with shape p and
 * a rate that varies between customers as a gamma distribution of shape q and rate gamma.
 */
export interface GammaGammaParameters {
  readonly p: number;
  readonly q: number;
  /** In the unit of the values. */
  readonly gamma: number;
}

export interface GammaGammaLikelihood {
  /** The log-likelihood of all customers. */
  readonly value: number;
  /** Its derivatives by p, q and gamma. */
  readonly gradient: readonly [number, number, number];
}

/**
 * The log-likelihood of a Gamma-Gamma model with its gradient: P. Fader and B. Hardie (2013), The
 * Gamma-Gamma Model of Monetary Value, equation 1a.
 */
export function gammaGammaLikelihood(
  { frequencies, values, counts, histogram }: GammaGammaGroups,
  { p, q, gamma }: GammaGammaParameters,
): GammaGammaLikelihood {
  const logRateOfAll = Math.log(gamma);
  const ofQ = q * logRateOfAll - logGamma(q);
  const slopeOfQ = logRateOfAll - digamma(q);
  let value = 0;
  let byP = 0;
  let byQ = 0;
  let byGamma = 0;
  for (const [x, count] of histogram) {
    const [shape, logX] = [p * x, Math.log(x)];
    const slope = digamma(shape + q);
    value += count * (logGamma(shape + q) - logGamma(shape) + ofQ + shape * logX);
    byP += count * x * (slope - digamma(shape) + logX);
    byQ += count * (slope + slopeOfQ);
    byGamma += (count * q) / gamma;
  }
  for (let at = 0; at < counts.length; at += 1) {
    const x = frequencies[at] ?? 0;
    const mean = values[at] ?? 0;
    const count = counts[at] ?? 0;
    const rate = gamma + x * mean;
    const logMean = Math.log(mean);
    const logRate = Math.log(rate);
    value += count * ((p * x - 1) * logMean - (p * x + q) * logRate);
    byP += count * x * (logMean - logRate);
    byQ -= count * logRate;
    byGamma -= (count * (p * x + q)) / rate;
  }
  return { value, gradient: [byP, byQ, byGamma] };
}

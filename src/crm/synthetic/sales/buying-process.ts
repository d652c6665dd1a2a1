import type { Purpose } from '../draw/random.ts';

/**
 * How customers buy who buy at a rate of their own: BG/NBD, and Gamma-Gamma for what an order is
 * worth. Shapes are whole numbers, so that gamma and beta distributions are sums of exponential
 * numbers and order statistics of even ones, which whole numbers do exactly.
 */
export const buyingProcess = {
  /** Orders a day are of a gamma distribution of shape r and rate alpha. */
  rate: ['rate-1', 'rate-2'] satisfies readonly Purpose[],
  alphaDays: 80,
  /** The probability of stopping after a repeat order is Beta(1, 9): the least of nine numbers. */
  dropout: [
    'dropout-1',
    'dropout-2',
    'dropout-3',
    'dropout-4',
    'dropout-5',
    'dropout-6',
    'dropout-7',
    'dropout-8',
    'dropout-9',
  ] satisfies readonly Purpose[],
  /** The worth of an order is of a gamma distribution of shape p … */
  value: [
    'value-1',
    'value-2',
    'value-3',
    'value-4',
    'value-5',
    'value-6',
  ] satisfies readonly Purpose[],
  /** … whose rate is one of shape q and rate gamma, here in cents. */
  spend: ['spend-1', 'spend-2', 'spend-3', 'spend-4'] satisfies readonly Purpose[],
  gammaCents: 1_500,
} as const;

/** Mean of what an order is worth, in cents. */
export const meanValueCents =
  (buyingProcess.value.length * buyingProcess.gammaCents) / (buyingProcess.spend.length - 1);

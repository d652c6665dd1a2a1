/** Customers who are alike to a Gamma-Gamma model, counted: as many entries in each list. */
export interface GammaGammaCounts {
  /** Repeat purchases that the mean value is of, whole numbers from 1. */
  readonly frequencies: readonly number[];
  /** Mean value of a repeat purchase, above 0. */
  readonly values: readonly number[];
  /** Customers of the group, above 0. */
  readonly counts: readonly number[];
}

export interface GammaGammaGroups extends GammaGammaCounts {
  readonly customers: number;
  /** The mean of the customers' mean values. */
  readonly meanValue: number;
  /** Customers by frequency. */
  readonly histogram: ReadonlyMap<number, number>;
  /** Pearson's correlation of frequency and value; NaN where either is the same for all. */
  readonly correlation: number;
}

/** Reads counts; throws RangeError, with the group, for what cannot be repeat purchases. */
export function readGammaGammaGroups(counts: GammaGammaCounts): GammaGammaGroups {
  const { frequencies, values } = counts;
  for (const [name, list] of Object.entries(counts)) {
    if (list.length !== frequencies.length) {
      throw new RangeError(
        `${name} has ${list.length} entries, and frequencies ${frequencies.length}`,
      );
    }
  }
  const histogram = new Map<number, number>();
  let customers = 0;
  let totalValue = 0;
  for (const [at, x] of frequencies.entries()) {
    const value = values[at] ?? Number.NaN;
    const count = counts.counts[at] ?? Number.NaN;
    const group = `group ${at + 1} (frequency ${x}, value ${value}, count ${count})`;
    if (!(Number.isInteger(x) && x >= 1)) {
      throw new RangeError(`${group} has no whole frequency from 1`);
    }
    for (const [name, number] of [
      ['value', value],
      ['count', count],
    ] as const) {
      if (!(number > 0 && number < Number.POSITIVE_INFINITY)) {
        throw new RangeError(`${group} has no ${name} above 0`);
      }
    }
    histogram.set(x, (histogram.get(x) ?? 0) + count);
    customers += count;
    totalValue += count * value;
  }
  const meanValue = totalValue / customers;
  const correlation = correlationOf(counts, customers, meanValue);
  return { ...counts, customers, meanValue, histogram, correlation };
}

function correlationOf(
  { frequencies, values, counts }: GammaGammaCounts,
  customers: number,
  meanValue: number,
): number {
  const purchases = frequencies.reduce((sum, x, at) => sum + x * (counts[at] ?? 0), 0);
  const meanFrequency = purchases / customers;
  let both = 0;
  let ofFrequency = 0;
  let ofValue = 0;
  for (const [at, x] of frequencies.entries()) {
    const count = counts[at] ?? 0;
    const value = (values[at] ?? 0) - meanValue;
    both += count * (x - meanFrequency) * value;
    ofFrequency += count * (x - meanFrequency) ** 2;
    ofValue += count * value ** 2;
  }
  return both / Math.sqrt(ofFrequency * ofValue);
}

/**
 * Customers who are alike to a BG/NBD model, counted: as many entries in each list. Times are in
 * one unit, whichever, from the first purchase on.
 */
export interface BgNbdCounts {
  /** Repeat purchases (x), whole numbers from 0. */
  readonly frequencies: readonly number[];
  /** Time of the last purchase (t_x): 0 without a repeat, otherwise above 0 and at most the age. */
  readonly recencies: readonly number[];
  /** Time observed (T). */
  readonly ages: readonly number[];
  /** Customers of the group, above 0. */
  readonly counts: readonly number[];
}

/**
 * The same in the order in which a likelihood reads it: what depends on the number of purchases, on
 * the age or on the recency alone is there once for each of its few distinct values.
 */
export interface BgNbdGroups {
  readonly customers: number;
  readonly repeatPurchases: number;
  /** Sum of the customers' ages, and the highest. */
  readonly totalAge: number;
  readonly mostAge: number;
  /** Customers by number of repeat purchases. */
  readonly histogram: Float64Array;
  /** Customers without a repeat purchase by distinct age. */
  readonly silent: Float64Array;
  readonly ages: Float64Array;
  readonly recencies: Float64Array;
  /** Groups with a repeat purchase; the second and third are places in `ages` and `recencies`. */
  readonly frequency: Int32Array;
  readonly age: Int32Array;
  readonly recency: Int32Array;
  readonly count: Float64Array;
}

/** More purchases than anybody makes; a table of this length is retained. */
const mostPurchases = 1_000_000;

/** Reads counts; throws RangeError, with the group, for what cannot be a purchase history. */
export function readBgNbdGroups(counts: BgNbdCounts): BgNbdGroups {
  const { frequencies } = counts;
  for (const [name, list] of Object.entries(counts)) {
    if (list.length !== frequencies.length) {
      throw new RangeError(
        `${name} has ${list.length} entries, and frequencies ${frequencies.length}`,
      );
    }
  }
  const ages = new Places();
  const recencies = new Places();
  const histogram: number[] = [];
  const silent: number[] = [];
  const groups = { frequency: [], age: [], recency: [], count: [] } as Record<string, number[]>;
  let customers = 0;
  let repeatPurchases = 0;
  let totalAge = 0;
  let mostAge = 0;
  for (let at = 0; at < frequencies.length; at += 1) {
    const [x, recency, age, count] = checked(counts, at);
    customers += count;
    repeatPurchases += count * x;
    totalAge += count * age;
    mostAge = Math.max(mostAge, age);
    histogram[x] = (histogram[x] ?? 0) + count;
    const place = ages.of(age);
    if (x === 0) silent[place] = (silent[place] ?? 0) + count;
    else {
      groups.frequency?.push(x);
      groups.age?.push(place);
      groups.recency?.push(recencies.of(recency));
      groups.count?.push(count);
    }
  }
  return {
    customers,
    repeatPurchases,
    totalAge,
    mostAge,
    histogram: filled(histogram, histogram.length),
    silent: filled(silent, ages.values.length),
    ages: Float64Array.from(ages.values),
    recencies: Float64Array.from(recencies.values),
    frequency: Int32Array.from(groups.frequency ?? []),
    age: Int32Array.from(groups.age ?? []),
    recency: Int32Array.from(groups.recency ?? []),
    count: Float64Array.from(groups.count ?? []),
  };
}

/** The distinct values of a column, numbered as they come. */
class Places {
  readonly values: number[] = [];
  readonly #placeOf = new Map<number, number>();

  of(value: number): number {
    let place = this.#placeOf.get(value);
    if (place === undefined) {
      place = this.values.push(value) - 1;
      this.#placeOf.set(value, place);
    }
    return place;
  }
}

function filled(sparse: readonly number[], length: number): Float64Array {
  return Float64Array.from({ length }, (_, at) => sparse[at] ?? 0);
}

function checked(
  { frequencies, recencies, ages, counts }: BgNbdCounts,
  at: number,
): [number, number, number, number] {
  const x = frequencies[at] ?? Number.NaN;
  const recency = recencies[at] ?? Number.NaN;
  const age = ages[at] ?? Number.NaN;
  const count = counts[at] ?? Number.NaN;
  const group = `group ${at + 1} (frequency ${x}, recency ${recency}, age ${age}, count ${count})`;
  if (!(Number.isInteger(x) && x >= 0 && x <= mostPurchases)) {
    throw new RangeError(`${group} has no whole frequency from 0 to ${mostPurchases}`);
  }
  if (!(age >= 0 && age < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${group} has no age from 0`);
  }
  if (x === 0 ? recency !== 0 : !(recency > 0 && recency <= age)) {
    throw new RangeError(
      `${group} has a recency that is not ${x === 0 ? '0' : 'above 0 and at most the age'}`,
    );
  }
  if (!(count > 0 && count < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${group} has no count above 0`);
  }
  return [x, recency, age, count];
}

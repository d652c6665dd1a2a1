import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const transactions = resolve(
  process.env.CRM_REFERENCE_DATA ?? '../shared/data',
  'cdnow/transactions.csv',
);

/** Why the data are not there; undefined where they are. */
export const cdnowAbsent = existsSync(transactions)
  ? undefined
  : `${transactions} is not there; CRM_REFERENCE_DATA names the directory of reference data`;

/** A customer of the CDNOW sample up to 1997-09-30, as the papers summarise one; times in weeks. */
export interface CdnowCustomer {
  readonly id: string;
  readonly frequency: number;
  readonly recency: number;
  readonly age: number;
  /** Mean amount of a repeat purchase; 0 without any. */
  readonly value: number;
}

/** The 2,357 customers of the sample, by id; times are days / 7. */
export function cdnowCustomers(): readonly CdnowCustomer[] {
  const end = day('1997-09-30');
  const cents = new Map<string, Map<number, number>>();
  for (const line of readFileSync(transactions, 'utf8').trim().split('\n').slice(1)) {
    const [, , date = '', id = '', , quantity, amount] = line.trim().split(',');
    const bought = day(date);
    if (bought > end || !(Number(quantity) > 0)) continue;
    const days = cents.get(id) ?? new Map<number, number>();
    days.set(bought, (days.get(bought) ?? 0) + Math.round(Number(amount) * 100));
    cents.set(id, days);
  }
  return [...cents]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, days]) => {
      const [first = 0, ...repeats] = [...days.keys()].sort((one, other) => one - other);
      const total = repeats.reduce((sum, repeat) => sum + (days.get(repeat) ?? 0), 0);
      return {
        id,
        frequency: repeats.length,
        recency: ((repeats.at(-1) ?? first) - first) / 7,
        age: (end - first) / 7,
        value: repeats.length === 0 ? 0 : total / 100 / repeats.length,
      };
    });
}

function day(date: string): number {
  return Date.parse(date) / 86_400_000;
}

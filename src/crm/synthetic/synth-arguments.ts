import { CrmError, CrmErrors } from '../../base/errors/crm-error.ts';

/** What synthetic data is asked for. */
export interface SynthArguments {
  /** Customers in the master, from 1 to 9,999,999; about one in five never buys consumables. */
  readonly customers: number;
  /** Whole calendar months, from 1 to 240. */
  readonly months: number;
  /** A whole number from 0 to 4,294,967,295; another seed gives another world. */
  readonly seed: number;
  /** Directory to write to; it is created, and files of the same names are replaced. */
  readonly outDir: string;
  readonly format: 'csv' | 'parquet';
  /** First month as YYYY-MM; unless given, the one that makes the last month `endMonth`. */
  readonly startMonth?: string | undefined;
  /** Last month as YYYY-MM, 2025-12 unless given; at most one of the two can be given. */
  readonly endMonth?: string | undefined;
}

/** The last month unless asked otherwise: fixed, so that the same arguments give the same data. */
const defaultEndMonth = '2025-12';

function wholeNumber(
  errors: CrmError[],
  name: string,
  value: number,
  least: number,
  most: number,
): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  errors.push(
    new CrmError('invalid-value', {
      reason: `${name} is ${value}`,
      hint: `it takes a whole number from ${least} to ${most}`,
    }),
  );
}

/** Months since year 0 of YYYY-MM, or undefined where it is none. */
function monthNumber(text: string): number | undefined {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  return match === null ? undefined : Number(match[1]) * 12 + Number(match[2]) - 1;
}

/**
 * Checks the arguments and gives the first day of the first month, YYYY-MM-DD. Throws CrmErrors
 * with everything that is wrong at once.
 */
export function firstDay(asked: SynthArguments): string {
  const errors: CrmError[] = [];
  wholeNumber(errors, 'customers', asked.customers, 1, 9_999_999);
  wholeNumber(errors, 'months', asked.months, 1, 240);
  wholeNumber(errors, 'seed', asked.seed, 0, 4_294_967_295);
  if (asked.startMonth !== undefined && asked.endMonth !== undefined) {
    errors.push(
      new CrmError('usage', {
        reason: 'both a first and a last month are given',
        hint: 'give one of them; the number of months gives the other',
      }),
    );
  }
  const given = asked.startMonth ?? asked.endMonth ?? defaultEndMonth;
  const number = monthNumber(given);
  if (number === undefined) {
    errors.push(
      new CrmError('invalid-value', {
        reason: `'${given}' is not a month`,
        hint: 'write it as YYYY-MM',
      }),
    );
  }
  if (errors.length > 0 || number === undefined) throw new CrmErrors(errors);
  const first = asked.startMonth === undefined ? number - asked.months + 1 : number;
  const year = String(Math.floor(first / 12)).padStart(4, '0');
  return `${year}-${String((first % 12) + 1).padStart(2, '0')}-01`;
}

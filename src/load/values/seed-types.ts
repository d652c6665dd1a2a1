import { isExact } from '../../base/text/exact-number.ts';
import { type DataType, parseDataType } from '../../dialect/types/data-type.ts';
import type { CsvHeader } from '../csv/csv-header.ts';
import { fieldText, scanCsv } from '../csv/csv-scanner.ts';
import { textRule } from './text-rule.ts';

/** A type that a column may have, as long as each of its values goes back to its own text. */
interface Candidate {
  /** Whether the next value fits, given those before it. */
  takes(text: string): boolean;
  type(): DataType;
}

/** The narrowest type comes first; text is what is left when none takes every value. */
const candidates: readonly (() => Candidate)[] = [
  () => candidate('boolean', text => /^(true|false)$/i.test(text)),
  () => candidate('integer', isInteger),
  () => candidate('bigint', isInteger),
  doubleCandidate,
  decimalCandidate,
  // Year 0 is printed as 1 before Christ.
  () => candidate('date', text => text.length === 10 && !text.startsWith('0000')),
  timestampCandidate,
];

const text: DataType = { kind: 'varchar', sql: 'VARCHAR' };

/**
 * Types of the columns of a CSV file that nobody declares, decided over all values: boolean (only
 * true and false), integer, bigint, double, decimal, date, timestamp, else varchar. A type is taken
 * only where every value goes back to its own text from it: what has more digits than a double
 * holds, a leading zero, a plus sign or an exponent is text, and so is a column without any value.
 */
export async function inferTypes(
  file: string,
  header: CsvHeader,
  indexes: readonly number[],
): Promise<ReadonlyMap<number, DataType>> {
  const open = new Map(
    indexes.map(index => [index, { left: candidates.map(make => make()), seen: false }]),
  );
  let isHeader = true;
  await scanCsv(file, header.delimiter, record => {
    if (isHeader) {
      isHeader = false;
      return undefined;
    }
    if (record.badQuote !== undefined) return undefined;
    for (const [index, column] of open) {
      if (index >= record.starts.length) continue;
      const value = fieldText(record, index);
      if (value === '') continue;
      column.seen = true;
      column.left = column.left.filter(each => each.takes(value));
    }
    return undefined;
  });
  return new Map(
    [...open].map(([index, { left, seen }]) => [index, seen ? (left[0]?.type() ?? text) : text]),
  );
}

function candidate(name: string, goesBack: (text: string) => boolean): Candidate {
  const type = parseDataType(name) ?? text;
  const rule = textRule(type);
  return {
    takes: value => goesBack(value) && rule.check(value) === undefined,
    type: () => type,
  };
}

function isInteger(value: string): boolean {
  return /^(0|-?[1-9][0-9]*)$/.test(value);
}

/**
 * Takes values as the type prints them, or without the `ending` that it prints behind some; but not
 * both in one column, where they would become alike.
 */
function oneForm(ending: string, short: RegExp): (text: string) => boolean {
  let form: 'long' | 'short' | undefined;
  return value => {
    const found = value.endsWith(ending) ? 'long' : short.test(value) ? 'short' : undefined;
    if (found === undefined) return true;
    form ??= found;
    return form === found;
  };
}

/** Numbers as a double prints them, whole ones also without their `.0`. */
function doubleCandidate(): Candidate {
  const isOneForm = oneForm('.0', /^-?[0-9]+$/);
  // -0 is another number than 0 and equals it.
  const printed = /^(?!-0([.]0)?$)-?(0|[1-9][0-9]*)([.]([0-9]*[1-9]|0))?$/;
  return candidate('double', value => printed.test(value) && isExact(value) && isOneForm(value));
}

/** Numbers that all have the same number of decimals, such as 1.50. */
function decimalCandidate(): Candidate {
  let whole = 0;
  let scale: number | undefined;
  return {
    takes(value) {
      const match = /^(?!-0[.]0*$)-?(0|[1-9][0-9]*)[.]([0-9]+)$/.exec(value);
      if (match === null) return false;
      whole = Math.max(whole, match[1]?.length ?? 0);
      scale ??= match[2]?.length ?? 0;
      return scale === match[2]?.length && whole + scale <= 38;
    },
    type() {
      const width = whole + (scale ?? 0) <= 18 ? 18 : 38;
      return parseDataType(`decimal(${width}, ${scale ?? 0})`) ?? text;
    },
  };
}

/** Times as a timestamp prints them, midnight also as a date. */
function timestampCandidate(): Candidate {
  const isOneForm = oneForm(' 00:00:00', /^.{10}$/);
  const printed = /^(?!0000)[0-9-]{10}( [0-9:]{8}([.][0-9]{0,5}[1-9])?)?$/;
  return candidate('timestamp', value => printed.test(value) && isOneForm(value));
}

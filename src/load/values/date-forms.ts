import { asciiDigits } from './number-forms.ts';

/** How a day, or a day and a time, is to be written; undefined for what is neither. */
export interface WrittenDay {
  /** As this program reads it; undefined when it can be read in two ways. */
  readonly plain: string | undefined;
  /** What form it has, in the words of a hint. */
  readonly form: string;
}

const time = /(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.source;
const yearFirst = new RegExp(`^(\\d{4})[-/. ](\\d{1,2})[-/. ](\\d{1,2})\\.?${time}`);
const yearLast = new RegExp(`^(\\d{1,2})([-/. ])(\\d{1,2})\\2(\\d{4}|\\d{2})${time}`);
const together = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const excelDay = /^([1-9]\d{4})(?:[.,](\d+))?$/;

/** Reads a day in the common forms that are not ISO 8601. */
export function readDay(text: string): WrittenDay | undefined {
  const digits = asciiDigits(text.trim());
  const form = digits === text.trim() ? '' : 'in the digits 0 to 9';
  const first = yearFirst.exec(digits);
  if (first !== null) return dayOf(first[1], first[2], first[3], first.slice(4), form);
  const last = yearLast.exec(digits);
  if (last !== null) return fromYearLast(last, form);
  const joined = together.exec(digits);
  if (joined !== null) return dayOf(joined[1], joined[2], joined[3], [], form);
  const serial = excelDay.exec(digits);
  return serial === null ? undefined : fromSerial(serial);
}

function fromYearLast(match: RegExpExecArray, form: string): WrittenDay | undefined {
  const [, a = '', separator, b = '', year = '', ...clock] = match;
  const full = year.length === 4;
  // Points are written between day, month and year, in that order; slashes in either.
  if (separator === '.' && full) return dayOf(year, b, a, clock, form);
  const [one, two] = [Number(a), Number(b)];
  if (!full || (one <= 12 && two <= 12 && one !== two)) {
    const isDay = [one, two].every(each => each >= 1 && each <= 31) && Math.min(one, two) <= 12;
    return isDay ? { plain: undefined, form: 'year, month and day in this order' } : undefined;
  }
  return one > 12 ? dayOf(year, b, a, clock, form) : dayOf(year, a, b, clock, form);
}

function dayOf(
  year = '',
  month = '',
  day = '',
  clock: readonly (string | undefined)[] = [],
  form = '',
): WrittenDay | undefined {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(iso)) return undefined;
  const [hours, minutes, seconds = '00'] = clock;
  if (hours === undefined || minutes === undefined) return { plain: iso, form };
  return { plain: `${iso} ${hours.padStart(2, '0')}:${minutes}:${seconds}`, form };
}

/** Excel counts days from the end of 1899; the decimals are the time of day. */
function fromSerial([, days = '', decimals]: RegExpExecArray): WrittenDay | undefined {
  const serial = Number(days);
  if (serial < 18_264 || serial > 73_415) return undefined;
  const seconds = Math.round(Number(`0.${decimals ?? 0}`) * 86_400);
  const iso = new Date((serial - 25_569) * 86_400_000 + seconds * 1000).toISOString();
  const plain = decimals === undefined ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
  return { plain, form: 'which Excel counts as a number of days' };
}

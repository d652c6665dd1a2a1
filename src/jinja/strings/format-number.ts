import { CrmError } from '../../base/errors/crm-error.ts';
import { spendText } from '../values/budget.ts';
import { printFloat, printInt } from '../values/print-value.ts';
import { countCodePoints } from '../values/sequence.ts';
import { templateError } from '../values/type-name.ts';

/** How a number or text is laid out: `%-08.2f` or `{:>8,.2f}`. */
export interface FormatSpec {
  readonly fill: string;
  readonly align: '<' | '>' | '^' | '=' | undefined;
  readonly sign: '+' | ' ' | '-' | undefined;
  readonly grouping: ',' | '_' | '';
  readonly width: number;
  readonly precision: number | undefined;
  readonly type: string;
}

/** Lays a text out in its width. */
export function pad(text: string, spec: FormatSpec, standard: '<' | '>'): string {
  const missing = spec.width - countCodePoints(text);
  if (missing <= 0) return text;
  spendText(spec.width);
  switch (spec.align ?? standard) {
    case '<':
      return text + spec.fill.repeat(missing);
    case '^': {
      const left = Math.floor(missing / 2);
      return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
    }
    case '=': {
      const sign = /^[+\- ]/.test(text) ? text.slice(0, 1) : '';
      return sign + spec.fill.repeat(missing) + text.slice(sign.length);
    }
    default:
      return spec.fill.repeat(missing) + text;
  }
}

/** A number as Python's format() writes it. */
export function formatNumber(value: bigint | number, spec: FormatSpec): string {
  const type = spec.type === '' ? (typeof value === 'bigint' ? 'd' : '') : spec.type;
  const negative = value < 0 || Object.is(value, -0);
  const digits = magnitude(typeof value === 'bigint' && value < 0n ? -value : value, type, spec);
  const sign = negative ? '-' : spec.sign === '+' || spec.sign === ' ' ? spec.sign : '';
  return pad(sign + group(digits, spec.grouping), spec, '>');
}

function magnitude(value: bigint | number, type: string, spec: FormatSpec): string {
  switch (type) {
    case 'd':
      if (typeof value !== 'bigint') throw templateError("'d' formats an int, not a float");
      return printInt(value);
    case 'x':
    case 'X':
    case 'o':
    case 'b': {
      if (typeof value !== 'bigint') throw templateError(`'${type}' formats an int, not a float`);
      const text = value.toString(type === 'o' ? 8 : type === 'b' ? 2 : 16);
      return type === 'X' ? text.toUpperCase() : text;
    }
    case 'f':
    case 'F':
      return fixed(Math.abs(Number(value)), spec.precision ?? 6);
    case '%':
      return `${fixed(Math.abs(Number(value)) * 100, spec.precision ?? 6)}%`;
    case 'e':
    case 'E':
      return exponent(Math.abs(Number(value)), spec.precision ?? 6, type);
    case '':
      if (spec.precision === undefined) return printFloat(Math.abs(Number(value)));
      break;
    default:
  }
  throw new CrmError('template-unsupported', {
    reason: `the number format '${type || 'a bare precision'}' is not supported`,
    hint: 'use d, f, e, x, o, b or %',
  });
}

/** toFixed, which is exact in rounding the binary value as Python's `f` is, without its 1e21 limit. */
function fixed(value: number, precision: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : 'inf';
  if (precision > 100) throw templateError('a precision above 100 digits');
  if (value >= 1e21)
    return BigInt(value).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '');
  const text = value.toFixed(precision);
  return isTie(value, precision) ? roundHalfEven(value, precision) : text;
}

/** True when the value lies exactly between two decimals, where toFixed rounds up, Python to even. */
function isTie(value: number, precision: number): boolean {
  const scaled = value * 2 ** (precision + 1);
  return precision <= 20 && Number.isInteger(scaled) && Math.abs(scaled) % 2 === 1;
}

function roundHalfEven(value: number, precision: number): string {
  const up = value.toFixed(precision);
  const lastDigit = Number(up.at(-1));
  if (lastDigit % 2 === 0) return up;
  const exact = value.toFixed(Math.min(precision + 1, 100));
  return precision === 0 ? String(Math.floor(value)) : exact.slice(0, -1);
}

function exponent(value: number, precision: number, type: string): string {
  const [mantissa = '', power = ''] = value.toExponential(Math.min(precision, 100)).split('e');
  const text = `${mantissa}e${power.startsWith('-') ? '-' : '+'}${power.slice(1).padStart(2, '0')}`;
  return type === 'E' ? text.toUpperCase() : text;
}

function group(digits: string, separator: string): string {
  if (separator === '') return digits;
  return digits.replace(/^\d+/, whole => {
    const first = whole.length % 3 || 3;
    const threes = whole.slice(first).match(/\d{3}/g) ?? [];
    return [whole.slice(0, first), ...threes].join(separator);
  });
}

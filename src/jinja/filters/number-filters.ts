import { spend, spendBits } from '../values/budget.ts';
import { asNumeric, bitLength } from '../values/operators.ts';
import { takeInt, takeText } from '../values/take.ts';
import { defined, templateError, typeName } from '../values/type-name.ts';
import type { Value } from '../values/value.ts';
import { type FilterTable, filter } from './filter.ts';

/** Filters that give numbers. */
export const numberFilters: FilterTable = {
  abs: filter([], (value, _, what) => {
    const number = numeric(value, what);
    return number < 0 ? -number : number;
  }),
  int: filter(['default', 'base'], (value, [fallback, base], what) =>
    toInt(defined(value), fallback === undefined ? 0n : fallback, takeInt(what, base, 10)),
  ),
  float: filter(
    ['default'],
    (value, [fallback]) => toFloat(defined(value)) ?? (fallback === undefined ? 0 : fallback),
  ),
  round: filter(['precision', 'method'], (value, [precision, method], what) =>
    round(numeric(value, what), takeInt(what, precision, 0), takeText(what, method, 'common')),
  ),
};

function numeric(value: Value, what: string): bigint | number {
  const known = defined(value);
  const number = asNumeric(known);
  if (number === undefined) throw templateError(`${what} takes a number, not ${typeName(known)}`);
  return number;
}

function toInt(value: Value, fallback: Value, base: number): Value {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? BigInt(Math.trunc(value)) : fallback;
  }
  if (typeof value === 'bigint' || typeof value === 'boolean') return BigInt(value);
  if (typeof value !== 'string') return fallback;
  const text = value.trim().replaceAll(/(?<=[0-9a-zA-Z])_(?=[0-9a-zA-Z])/g, '');
  spend(text.length / 4);
  if (base === 10 && /^[+-]?\d+$/.test(text)) return parseInteger(text.replace('+', ''));
  if (base !== 10) {
    const match = /^([+-]?)(?:0[xX]|0[oO]|0[bB])?([0-9a-zA-Z]+)$/.exec(text);
    spendBits((match?.[2]?.length ?? 0) * Math.log2(Math.max(2, base)));
    const digits = [...(match?.[2] ?? '!').toLowerCase()].map(char => Number.parseInt(char, 36));
    if (digits.some(digit => Number.isNaN(digit) || digit >= base)) return fallback;
    const size = digits.reduce((sum, digit) => sum * BigInt(base) + BigInt(digit), 0n);
    return match?.[1] === '-' ? -size : size;
  }
  const float = toFloat(text);
  return float === undefined || !Number.isFinite(float) ? fallback : BigInt(Math.trunc(float));
}

function toFloat(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim().replaceAll(/(?<=\d)_(?=\d)/g, '');
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return Number(text);
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (special === null) return undefined;
  const size = special[2]?.toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
  return special[1] === '-' ? -size : size;
}

/** The int of decimal digits. Throws CrmError `template-limit`. */
function parseInteger(digits: string): bigint {
  spendBits(digits.length * Math.log2(10));
  return BigInt(digits);
}

/** Python's round(), which goes to the even neighbour from the exact middle. */
function round(value: bigint | number, precision: number, method: string): Value {
  if (method === 'ceil' || method === 'floor') {
    const scale = 10 ** precision;
    const scaled = Number(value) * scale;
    if (!Number.isFinite(scaled) || scale === 0) {
      throw templateError(`'round' cannot ${method} to ${precision} digits`);
    }
    return (method === 'ceil' ? Math.ceil(scaled) : Math.floor(scaled)) / scale;
  }
  if (method !== 'common') throw templateError("'round' takes common, ceil or floor");
  if (typeof value === 'bigint') {
    if (precision >= 0) return value;
    if (-precision > bitLength(value)) return 0n;
    const unit = 10n ** BigInt(-precision);
    const size = value < 0n ? -value : value;
    const [down, rest] = [size / unit, size % unit];
    const up = rest * 2n > unit || (rest * 2n === unit && down % 2n === 1n);
    const rounded = (down + (up ? 1n : 0n)) * unit;
    return value < 0n ? -rounded : rounded;
  }
  if (!Number.isFinite(value)) return value;
  return roundFloat(value, precision);
}

function roundFloat(value: number, precision: number): number {
  if (precision < -308) return 0;
  if (precision < 0) {
    const unit = 10 ** -precision;
    return evenRound(value / unit) * unit;
  }
  if (precision > 20) return value;
  const scaled = value * 2 ** (precision + 1);
  const tie = Number.isInteger(scaled) && Math.abs(scaled % 2) === 1;
  if (tie) return evenRound(value * 10 ** precision) / 10 ** precision;
  return Math.abs(value) >= 1e21 ? value : Number(value.toFixed(precision));
}

function evenRound(value: number): number {
  const down = Math.floor(value);
  if (value - down !== 0.5) return Math.round(value);
  return down % 2 === 0 ? down : down + 1;
}

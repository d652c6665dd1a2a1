import { isExact, nearestNumber } from '../../base/text/exact-number.ts';
import type { Json } from '../../base/text/json.ts';
import { shorten } from '../../base/text/shorten.ts';
import { quoteLiteral } from '../names/relation.ts';
import { integerRange } from './integer-range.ts';
import { normalizeType } from './normalize-type.ts';

/** A value as SQL of exactly its type, or why it does not fit. */
export type TypedLiteral =
  | { readonly sql: string }
  | { readonly problem: string; readonly hint?: string };

/**
 * Writes a value of YAML or CSV as a literal of a column type. Nothing is rounded, cut or guessed:
 * a number for a text column, a fourth decimal for decimal(18,3) or the 30th of February is a problem.
 * `type` is spelled as the database prints it.
 */
export function typedLiteral(value: Json, type: string): TypedLiteral {
  if (value === null) return { sql: `cast(null as ${type})` };
  const normal = normalizeType(type);
  const check = checks.find(({ matches }) => matches.test(normal));
  if (check === undefined || typeof value === 'object') return nestedLiteral(value, type, normal);
  // no number or time is that long, and looking closer takes time with the square of the length
  if (normal !== 'varchar' && String(value).length > longest) return misfit(value, normal);
  const problem = check.problem(value, normal);
  if (problem !== undefined) return problem;
  return { sql: `cast(${quoteLiteral(String(value))} as ${type})` };
}

/** Characters that a number, a boolean or a time has at most. */
const longest = 400;

type Scalar = boolean | number | string;
type Problem = { readonly problem: string; readonly hint?: string };
interface TypeCheck {
  readonly matches: RegExp;
  readonly problem: (value: Scalar, type: string) => Problem | undefined;
}

const checks: readonly TypeCheck[] = [
  { matches: /^(u?(tinyint|smallint|integer|bigint|hugeint))$/, problem: integerProblem },
  { matches: /^decimal\(\d+,\d+\)$/, problem: decimalProblem },
  { matches: /^(double|float)$/, problem: floatProblem },
  { matches: /^varchar$/, problem: textProblem },
  { matches: /^boolean$/, problem: booleanProblem },
  { matches: /^date$/, problem: dateProblem },
  { matches: /^timestamp/, problem: timestampProblem },
];

function misfit(value: Scalar, type: string, hint?: string): Problem {
  const problem = `${shorten(JSON.stringify(value))} is not a valid ${type}`;
  return hint === undefined ? { problem } : { problem, hint };
}

function integerProblem(value: Scalar, type: string): Problem | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return misfit(value, type, 'put a number of this size in quotes, it lost digits');
  }
  if (typeof value === 'boolean' || !/^[+-]?\d+$/.test(String(value))) return misfit(value, type);
  const number = BigInt(String(value).replace(/^\+/, ''));
  const range = integerRange(type);
  if (range === undefined || (number >= range.min && number <= range.max)) return undefined;
  return misfit(value, type, `it goes from ${range.min} to ${range.max}`);
}

function decimalProblem(value: Scalar, type: string): Problem | undefined {
  const [, precision = '', scale = ''] = /\((\d+),(\d+)\)/.exec(type) ?? [];
  const parts = /^[+-]?(\d*)(?:\.(\d*))?$/.exec(typeof value === 'boolean' ? 'x' : String(value));
  const whole = parts?.[1]?.replace(/^0+/, '') ?? '';
  const fraction = parts?.[2]?.replace(/0+$/, '') ?? '';
  if (parts === null || `${parts[1] ?? ''}${parts[2] ?? ''}` === '') return misfit(value, type);
  if (fraction.length > Number(scale)) {
    return misfit(value, type, `it has more than ${scale} decimals`);
  }
  const room = Number(precision) - Number(scale);
  if (whole.length > room) return misfit(value, type, `it has more than ${room} whole digits`);
  return undefined;
}

function floatProblem(value: Scalar, type: string): Problem | undefined {
  if (typeof value === 'boolean') return misfit(value, type);
  const text = String(value);
  if (/^-?inf(inity)?$|^nan$/i.test(text)) return undefined;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return misfit(value, type);
  const kind = type === 'float' ? 'float' : 'double';
  if (isExact(text, kind)) return undefined;
  const nearest = nearestNumber(text, kind);
  const hint = Number.isFinite(Number(nearest))
    ? `the nearest ${type} is ${nearest}; write that`
    : `it is out of the range of ${type}`;
  return misfit(value, type, hint);
}

function textProblem(value: Scalar, type: string): Problem | undefined {
  return typeof value === 'string' ? undefined : misfit(value, type, 'put text in quotes');
}

function booleanProblem(value: Scalar, type: string): Problem | undefined {
  return /^(true|false)$/i.test(String(value)) ? undefined : misfit(value, type);
}

function dateProblem(value: Scalar, type: string): Problem | undefined {
  return typeof value === 'string' && isDay(value)
    ? undefined
    : misfit(value, type, 'write it as 2026-04-30');
}

function timestampProblem(value: Scalar, type: string): Problem | undefined {
  const parts =
    /^(\S{10,})(?:[ T]([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/.exec(
      String(value).replace(/^(\d{4}-\d\d-\d\d)T/, '$1 '),
    );
  if (typeof value !== 'string' || parts === null || !isDay(parts[1] ?? '')) {
    return misfit(value, type, 'write it as 2026-04-30 23:59:59');
  }
  const decimals = /[.](\d*?)0*(?!\d)/.exec(value)?.[1]?.length ?? 0;
  const most = { timestamp_s: 0, timestamp_ms: 3, timestamp_ns: 9 }[type] ?? 6;
  if (decimals > most) return misfit(value, type, `it has more than ${most} decimals`);
  const hasZone = parts[3] !== undefined;
  if (hasZone && !type.includes('zone')) return misfit(value, type, 'it takes no time zone');
  return undefined;
}

function isDay(text: string): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (parts === null) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Lists, structs and types without a check of their own: the database reads text or JSON. */
function nestedLiteral(value: Exclude<Json, null>, type: string, normal: string): TypedLiteral {
  const isNested = /[[(]/.test(normal) && !normal.startsWith('decimal(');
  if (typeof value === 'object') {
    if (!isNested && normal !== 'json') {
      return { problem: `a ${Array.isArray(value) ? 'list' : 'map'} is not a valid ${normal}` };
    }
    return { sql: `cast(cast(${quoteLiteral(JSON.stringify(value))} as json) as ${type})` };
  }
  return { sql: `cast(${quoteLiteral(String(value))} as ${type})` };
}

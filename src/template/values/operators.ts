import { CrmError } from '../../base/crm-error.ts';
import type { BinaryOperator, CompareOperator } from '../syntax/ast.ts';
import { formatPercent } from './format-percent.ts';
import { dictKey, itemsOf } from './sequence.ts';
import { defined, templateError, typeName } from './type-name.ts';
import { ContextObject, plain, Tuple, Undefined, type Value, View } from './value.ts';

/** Python's bool(). */
export function isTruthy(given: Value): boolean {
  const value = plain(given);
  if (value === null || value === false || value instanceof Undefined) return false;
  if (typeof value === 'bigint') return value !== 0n;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value !== '';
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  if (value instanceof Tuple) return value.items.length > 0;
  if (value instanceof View && value.kind !== 'generator') return value.items.length > 0;
  return true;
}

type Numeric = bigint | number;

/** A number, bools counted as ints as in Python; undefined for anything else. */
export function asNumeric(value: Value): Numeric | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return typeof value === 'boolean' ? BigInt(value) : undefined;
}

/** Python's ==. */
export function isEqual(leftGiven: Value, rightGiven: Value): boolean {
  const left = plain(leftGiven);
  const right = plain(rightGiven);
  const a = asNumeric(left);
  const b = asNumeric(right);
  // biome-ignore lint/suspicious/noDoubleEquals: 1n == 1.0 compares by value, which === does not
  if (a !== undefined && b !== undefined) return a == b;
  if (Array.isArray(left) && Array.isArray(right)) return sameItems(left, right);
  if (left instanceof Tuple && right instanceof Tuple) return sameItems(left.items, right.items);
  if (left instanceof Map && right instanceof Map) {
    return (
      left.size === right.size &&
      [...left].every(([key, item]) => {
        const other = right.get(key);
        return other !== undefined && isEqual(item, other);
      })
    );
  }
  if (left instanceof View && right instanceof View && left.kind === 'range') {
    return right.kind === 'range' && sameItems(left.items, right.items);
  }
  if (left instanceof Undefined && right instanceof Undefined) return true;
  if (left instanceof ContextObject && right instanceof ContextObject) {
    return left === right || (left.print() !== undefined && left.print() === right.print());
  }
  return left === right;
}

function sameItems(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((item, at) => isEqual(item, right[at] ?? null));
}

/** Negative, zero or positive as Python orders the two; throws for types without an order. */
export function compareOrder(leftGiven: Value, rightGiven: Value, sign = '<'): number {
  const left = defined(leftGiven);
  const right = defined(rightGiven);
  const a = asNumeric(left);
  const b = asNumeric(right);
  if (a !== undefined && b !== undefined) {
    if (Number.isNaN(Number(a)) || Number.isNaN(Number(b))) return Number.NaN;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  const both =
    Array.isArray(left) && Array.isArray(right)
      ? ([left, right] as const)
      : left instanceof Tuple && right instanceof Tuple
        ? ([left.items, right.items] as const)
        : undefined;
  if (both === undefined) {
    throw templateError(
      `'${sign}' does not compare ${typeName(left)} with ${typeName(right)}`,
      "convert one of them, for instance with '| int' or '| string'",
    );
  }
  const [xs, ys] = both;
  for (const [at, x] of xs.entries()) {
    const y = ys[at];
    if (y === undefined) return 1;
    if (!isEqual(x, y)) return compareOrder(x, y, sign);
  }
  return xs.length - ys.length;
}

/** By code points, as Python does; JavaScript's `<` goes by UTF-16 units. */
function compareText(left: string, right: string): number {
  const xs = [...left];
  const ys = [...right];
  for (const [at, x] of xs.entries()) {
    const y = ys[at];
    if (y === undefined) return 1;
    if (x !== y) return (x.codePointAt(0) ?? 0) - (y.codePointAt(0) ?? 0);
  }
  return xs.length - ys.length;
}

/** Python's `in`. */
function contains(containerGiven: Value, itemGiven: Value): boolean {
  const container = defined(containerGiven);
  const item = plain(itemGiven);
  if (typeof container === 'string') {
    if (typeof item === 'string') return container.includes(item);
    throw templateError(`'in' of a str takes a str, not ${typeName(defined(item))}`);
  }
  if (container instanceof Map) return container.has(dictKey(item));
  const items = itemsOf(container);
  if (items === undefined) {
    throw templateError(`'in' cannot look into a value of type ${typeName(container)}`);
  }
  return items.some(other => isEqual(item, other));
}

/** Applies a comparison. */
export function compare(operator: CompareOperator, left: Value, right: Value): boolean {
  switch (operator) {
    case '==':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case 'in':
      return contains(right, left);
    case 'not in':
      return !contains(right, left);
    case '<':
      return compareOrder(left, right, operator) < 0;
    case '<=':
      return compareOrder(left, right, operator) <= 0;
    case '>':
      return compareOrder(left, right, operator) > 0;
    case '>=':
      return compareOrder(left, right, operator) >= 0;
  }
}

/** Applies an arithmetic operator with Python's meaning for each type. */
export function applyBinary(operator: BinaryOperator, given: Value, other: Value): Value {
  const left = defined(given);
  const right = defined(other);
  if (operator === '%' && typeof left === 'string') return formatPercent(left, right);
  const a = asNumeric(left);
  const b = asNumeric(right);
  if (a !== undefined && b !== undefined) return arithmetic(operator, a, b);
  if (operator === '+') {
    if (typeof left === 'string' && typeof right === 'string') return left + right;
    if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
    if (left instanceof Tuple && right instanceof Tuple) {
      return new Tuple([...left.items, ...right.items]);
    }
  }
  if (operator === '*') {
    const repeated = typeof b === 'bigint' ? repeat(left, b) : undefined;
    const result = repeated ?? (typeof a === 'bigint' ? repeat(right, a) : undefined);
    if (result !== undefined) return result;
  }
  const hint =
    operator === '+' && (typeof left === 'string' || typeof right === 'string')
      ? "join text with '~'"
      : undefined;
  throw templateError(`'${operator}' does not take ${typeName(left)} and ${typeName(right)}`, hint);
}

function repeat(value: Value, times: bigint): Value | undefined {
  const count = times > 0n ? Number(times) : 0;
  if (count > 1_000_000) throw templateError(`${count} repetitions are too many`);
  if (typeof value === 'string') return value.repeat(count);
  if (Array.isArray(value)) return Array.from({ length: count }, () => value).flat(1);
  if (value instanceof Tuple) {
    return new Tuple(Array.from({ length: count }, () => value.items).flat(1));
  }
  return undefined;
}

function arithmetic(operator: BinaryOperator, a: Numeric, b: Numeric): Value {
  if ((operator === '/' || operator === '//' || operator === '%') && Number(b) === 0) {
    throw templateError('division by zero');
  }
  if (typeof a === 'bigint' && typeof b === 'bigint') return integers(operator, a, b);
  const x = Number(a);
  const y = Number(b);
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '//':
      return Math.floor(x / y);
    case '%':
      return x % y !== 0 && x % y < 0 !== y < 0 ? (x % y) + y : x % y;
    case '**':
      return power(x, y);
  }
}

function integers(operator: BinaryOperator, a: bigint, b: bigint): Value {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return Number(a) / Number(b);
    case '//':
      return a % b !== 0n && a < 0n !== b < 0n ? a / b - 1n : a / b;
    case '%':
      return a % b !== 0n && a < 0n !== b < 0n ? (a % b) + b : a % b;
    case '**':
      if (b > 100_000n) throw templateError('the exponent is too large');
      return b < 0n ? power(Number(a), Number(b)) : a ** b;
  }
}

function power(x: number, y: number): number {
  const result = x ** y;
  if (x === 0 && y < 0) throw templateError('division by zero');
  if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) {
    throw new CrmError('template-unsupported', 'a root of a negative number is not supported');
  }
  return result;
}

/** Unary minus and plus. */
export function applyUnary(operator: '-' | '+', operand: Value): Value {
  const number = asNumeric(defined(operand));
  if (number === undefined) {
    throw templateError(`unary '${operator}' does not take ${typeName(operand)}`);
  }
  return operator === '-' ? -number : number;
}

import { CrmError } from '../../base/errors/crm-error.ts';
import { formatPercent } from '../strings/format-percent.ts';
import type { BinaryOperator } from '../syntax/ast.ts';
import { spendBits, spendItems, spendText } from './budget.ts';
import { defined, templateError, typeName } from './type-name.ts';
import { plain, Tuple, Undefined, type Value, View } from './value.ts';

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

/** Applies an arithmetic operator with Python's meaning for each type. */
export function applyBinary(operator: BinaryOperator, given: Value, other: Value): Value {
  const left = defined(given);
  const right = defined(other);
  if (operator === '%' && typeof left === 'string') return formatPercent(left, right);
  const a = asNumeric(left);
  const b = asNumeric(right);
  if (a !== undefined && b !== undefined) return arithmetic(operator, a, b);
  if (operator === '+') {
    if (typeof left === 'string' && typeof right === 'string') {
      spendText(left.length + right.length);
      return left + right;
    }
    if (Array.isArray(left) && Array.isArray(right)) return joined(left, right);
    if (left instanceof Tuple && right instanceof Tuple) {
      return new Tuple(joined(left.items, right.items));
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
  if (typeof value === 'string') {
    spendText(value.length === 0 ? 0 : value.length * count);
    return value === '' ? '' : value.repeat(count);
  }
  if (Array.isArray(value)) return repeatItems(value, count);
  return value instanceof Tuple ? new Tuple(repeatItems(value.items, count)) : undefined;
}

function repeatItems(items: readonly Value[], count: number): Value[] {
  if (items.length === 0) return [];
  spendItems(items.length * count);
  return Array.from({ length: count }, () => items).flat(1);
}

function joined(left: readonly Value[], right: readonly Value[]): Value[] {
  spendItems(left.length + right.length);
  return [...left, ...right];
}

function arithmetic(operator: BinaryOperator, a: Numeric, b: Numeric): Value {
  if ((operator === '/' || operator === '//' || operator === '%') && Number(b) === 0) {
    throw templateError('division by zero');
  }
  if (typeof a === 'bigint' && typeof b === 'bigint') return integers(operator, a, b);
  const x = asFloat(a);
  const y = asFloat(b);
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

/** Python's float(); an int that is too large for one is an error there too. */
function asFloat(value: Numeric): number {
  const float = Number(value);
  if (typeof value === 'bigint' && !Number.isFinite(float)) {
    throw templateError('an int is too large for a float', "divide with '//'");
  }
  return float;
}

function integers(operator: BinaryOperator, a: bigint, b: bigint): Value {
  spendBits(bitsOf(operator, a, b));
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return asFloat(a) / asFloat(b);
    case '//':
      return a % b !== 0n && a < 0n !== b < 0n ? a / b - 1n : a / b;
    case '%':
      return a % b !== 0n && a < 0n !== b < 0n ? (a % b) + b : a % b;
    case '**':
      return b < 0n ? power(asFloat(a), asFloat(b)) : a ** b;
  }
}

/** Bits that the result of an operator has at most. */
function bitsOf(operator: BinaryOperator, a: bigint, b: bigint): number {
  const [left, right] = [bitLength(a), bitLength(b)];
  if (operator === '*') return left + right;
  if (operator !== '**') return Math.max(left, right);
  return left <= 1 || b < 0n ? 1 : (left - 1) * Number(b);
}

/** Bits of an int; exact for small ones, else at most three too many. */
export function bitLength(value: bigint): number {
  const size = Number(value < 0n ? -value : value);
  if (Number.isFinite(size)) return size === 0 ? 0 : Math.floor(Math.log2(size)) + 1;
  return value.toString(16).length * 4;
}

function power(x: number, y: number): number {
  const result = x ** y;
  if (x === 0 && y < 0) throw templateError('division by zero');
  if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) {
    throw new CrmError('template-unsupported', {
      reason: 'a root of a negative number is not supported',
    });
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

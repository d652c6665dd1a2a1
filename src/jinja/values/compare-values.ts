import type { CompareOperator } from '../syntax/ast.ts';
import { nestedValue, spend, spendSearch } from './budget.ts';
import { asNumeric } from './operators.ts';
import { dictKey, itemsOf } from './sequence.ts';
import { defined, templateError, typeName } from './type-name.ts';
import { ContextObject, type Dict, plain, Tuple, Undefined, type Value, View } from './value.ts';

/** Python's ==. */
export function isEqual(leftGiven: Value, rightGiven: Value): boolean {
  spend(1);
  const left = plain(leftGiven);
  const right = plain(rightGiven);
  const a = asNumeric(left);
  const b = asNumeric(right);
  // biome-ignore lint/suspicious/noDoubleEquals: 1n == 1.0 compares by value, which === does not
  if (a !== undefined && b !== undefined) return a == b;
  if (Array.isArray(left) && Array.isArray(right)) return sameItems(left, right);
  if (left instanceof Tuple && right instanceof Tuple) return sameItems(left.items, right.items);
  if (left instanceof Map && right instanceof Map) return sameEntries(left, right);
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
  if (left === right) return true;
  return (
    left.length === right.length &&
    nestedValue(() => left.every((item, at) => isEqual(item, right[at] ?? null)))
  );
}

function sameEntries(left: Dict, right: Dict): boolean {
  if (left === right) return true;
  if (left.size !== right.size) return false;
  return nestedValue(() => {
    for (const [key, item] of left) {
      const other = right.get(key);
      if (other === undefined || !isEqual(item, other)) return false;
    }
    return true;
  });
}

/** Negative, zero or positive as Python orders the two; throws for types without an order. */
export function compareOrder(leftGiven: Value, rightGiven: Value, sign = '<'): number {
  spend(1);
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
  return nestedValue(() => {
    for (const [at, x] of xs.entries()) {
      const y = ys[at];
      if (y === undefined) return 1;
      if (!isEqual(x, y)) return compareOrder(x, y, sign);
    }
    return xs.length - ys.length;
  });
}

/** By code points, as Python does; JavaScript's `<` goes by UTF-16 units. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const shorter = Math.min(left.length, right.length);
  let at = 0;
  while (at < shorter && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  spend(at / 16);
  if (at === shorter) return left.length - right.length;
  return weight(left.charCodeAt(at)) - weight(right.charCodeAt(at));
}

/** Of a UTF-16 unit; surrogates stand for characters beyond all others. */
function weight(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit;
}

/** Python's `in`. */
function contains(containerGiven: Value, itemGiven: Value): boolean {
  const container = defined(containerGiven);
  const item = plain(itemGiven);
  if (typeof container === 'string') {
    if (typeof item === 'string') {
      spendSearch(container, item);
      return container.includes(item);
    }
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

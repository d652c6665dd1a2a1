import { getItem } from '../values/access.ts';
import { spend } from '../values/budget.ts';
import { compareOrder } from '../values/compare-values.ts';
import { itemsOf } from '../values/sequence.ts';
import { defined, templateError, typeName } from '../values/type-name.ts';
import { plain, Tuple, Undefined, type Value } from '../values/value.ts';

/** The items of a filter's input; throws when it has none. */
export function inputItems(value: Value, what: string): readonly Value[] {
  const known = defined(value);
  const items = itemsOf(known);
  spend((items?.length ?? 0) / 4);
  if (items === undefined) throw templateError(`${what} takes a list, not ${typeName(known)}`);
  return items;
}

/** Reads `a.b.0` from an item, as the argument `attribute` of many filters does. */
export function attributeGetter(
  attribute: Value | undefined,
  fallback?: Value,
): (item: Value) => Value {
  if (attribute === undefined || attribute === null) return item => item;
  const path =
    typeof attribute === 'string'
      ? attribute.split('.').map(part => (/^\d+$/.test(part) ? BigInt(part) : part))
      : [attribute];
  return item => {
    let value = item;
    for (const part of path) {
      value = getItem(value, part);
      if (value instanceof Undefined && fallback !== undefined) return fallback;
    }
    return value;
  };
}

/** The keys that an item is sorted by: `attribute` may name several, with commas. */
export function sortKey(
  attribute: Value | undefined,
  caseSensitive: boolean,
): (item: Value) => Value {
  const names = typeof attribute === 'string' ? attribute.split(',') : [attribute];
  const getters = names.map(name => attributeGetter(name));
  const fold = foldCase(caseSensitive);
  const [only] = getters;
  if (getters.length === 1 && only !== undefined) return item => fold(only(item));
  return item => new Tuple(getters.map(getter => fold(getter(item))));
}

/** Lower case for text unless case matters. */
export function foldCase(caseSensitive: boolean): (value: Value) => Value {
  return given => {
    const value = plain(given);
    return typeof value === 'string' && !caseSensitive ? value.toLowerCase() : value;
  };
}

/** A stable sort by a key; reversed, equal items stay in their order, as in Python. */
export function sortBy(
  items: readonly Value[],
  key: (item: Value) => Value,
  reverse: boolean,
): Value[] {
  const keyed = items.map(item => ({ item, key: key(item) }));
  keyed.sort((a, b) => (reverse ? compareOrder(b.key, a.key) : compareOrder(a.key, b.key)));
  return keyed.map(({ item }) => item);
}

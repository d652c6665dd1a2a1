import { joinAll } from '../strings/search-text.ts';
import { getAttribute } from '../values/access.ts';
import { spendItems, spendText } from '../values/budget.ts';
import { pairsOf } from '../values/collection-methods.ts';
import { compareOrder, isEqual } from '../values/compare-values.ts';
import { applyBinary, isTruthy } from '../values/operators.ts';
import { printValue } from '../values/print-value.ts';
import { codePointsOf, lengthOf } from '../values/sequence.ts';
import { takeInt, takeText } from '../values/take.ts';
import { defined, templateError, typeName } from '../values/type-name.ts';
import { Group, Tuple, Undefined, type Value, View } from '../values/value.ts';
import { type FilterTable, filter, type PlainFilter } from './filter.ts';
import { attributeGetter, foldCase, inputItems, sortBy, sortKey } from './order-key.ts';

const generator = (items: readonly Value[]): View => new View('generator', items);
const flag = (value: Value | undefined): boolean => isTruthy(value ?? false);

/** Filters over lists and dicts. */
export const listFilters: FilterTable = {
  list: filter([], (value, _, what) => copyOf(inputItems(value, what))),
  length: filter([], value => lengthOf(value)),
  count: filter([], value => lengthOf(value)),
  first: filter([], (value, _, what) => oneOf(inputItems(value, what)[0], 'first')),
  last: filter([], (value, _, what) => oneOf(inputItems(value, what).at(-1), 'last')),
  join: filter(['d', 'attribute'], (value, [separator, attribute], what) =>
    joinAll(
      inputItems(value, what)
        .map(attributeGetter(attribute))
        .map(item => {
          const text = printValue(item);
          spendText(text.length);
          return text;
        }),
      separator === undefined ? '' : printValue(separator),
    ),
  ),
  sum: filter(['attribute', 'start'], (value, [attribute, start], what) =>
    inputItems(value, what)
      .map(attributeGetter(attribute))
      .reduce((sum: Value, item) => applyBinary('+', sum, item), start ?? 0n),
  ),
  min: extreme('min', -1),
  max: extreme('max', 1),
  sort: filter(
    ['reverse', 'case_sensitive', 'attribute'],
    (value, [reverse, cased, attribute], what) =>
      sortBy(inputItems(value, what), sortKey(attribute, flag(cased)), flag(reverse)),
  ),
  unique: filter(['case_sensitive', 'attribute'], (value, [cased, attribute], what) => {
    const key = sortKey(attribute, flag(cased));
    const seen: Value[] = [];
    return generator(
      inputItems(value, what).filter(item => {
        const mine = key(item);
        if (seen.some(other => isEqual(other, mine))) return false;
        seen.push(mine);
        return true;
      }),
    );
  }),
  reverse: filter([], (value, _, what) => {
    const known = defined(value);
    if (typeof known === 'string') return codePointsOf(known).reverse().join('');
    return generator(copyOf(inputItems(known, what)).reverse());
  }),
  batch: filter(
    ['linecount', 'fill_with'],
    (value, [count, fill], what) =>
      generator(batches(inputItems(value, what), takeInt(what, count), fill)),
    1,
  ),
  slice: filter(
    ['slices', 'fill_with'],
    (value, [count, fill], what) =>
      generator(slices(inputItems(value, what), takeInt(what, count), fill)),
    1,
  ),
  items: filter([], value => {
    if (value instanceof Undefined) return generator([]);
    const known = defined(value);
    if (!(known instanceof Map))
      throw templateError(`'items' takes a dict, not ${typeName(known)}`);
    return generator(pairsOf(known).map(pair => new Tuple(pair)));
  }),
  dictsort: filter(['case_sensitive', 'by', 'reverse'], (value, [cased, by, reverse], what) => {
    const at = ['key', 'value'].indexOf(takeText(what, by, 'key'));
    if (at === -1) throw templateError("'dictsort' goes by key or by value");
    const known = defined(value);
    if (!(known instanceof Map))
      throw templateError(`${what} takes a dict, not ${typeName(known)}`);
    const fold = foldCase(flag(cased));
    const pairs = pairsOf(known).map(pair => new Tuple(pair));
    return sortBy(
      pairs,
      pair => fold(pair instanceof Tuple ? (pair.items[at] ?? null) : null),
      flag(reverse),
    );
  }),
  groupby: filter(
    ['attribute', 'default', 'case_sensitive'],
    (value, [attribute, fallback, cased], what) =>
      groups(inputItems(value, what), attributeGetter(attribute, fallback), foldCase(flag(cased))),
    1,
  ),
  attr: filter(
    ['name'],
    (value, [name], what) => {
      const known = defined(value);
      if (known instanceof Map) {
        throw templateError(
          `${what} does not read entries of a dict`,
          "write 'dict.name' or 'dict[name]'",
        );
      }
      return getAttribute(known, takeText(what, name));
    },
    1,
  ),
};

function copyOf(items: readonly Value[]): Value[] {
  spendItems(items.length);
  return [...items];
}

function oneOf(item: Value | undefined, name: string): Value {
  return item === undefined ? new Undefined(`'${name}' of an empty list`) : item;
}

function extreme(name: string, sign: number): PlainFilter {
  return filter(['case_sensitive', 'attribute'], (value, [cased, attribute], what) => {
    const get = attributeGetter(attribute);
    const fold = foldCase(flag(cased));
    let best: { readonly item: Value; readonly key: Value } | undefined;
    for (const item of inputItems(value, what)) {
      const key = fold(get(item));
      if (best === undefined || compareOrder(key, best.key) * sign > 0) best = { item, key };
    }
    return oneOf(best?.item, name);
  });
}

function batches(items: readonly Value[], size: number, fill: Value | undefined): Value[] {
  if (size < 1) throw templateError("'batch' takes at least 1");
  const filled = fill !== undefined && fill !== null && items.length > 0;
  spendItems(items.length + (filled ? size : 0));
  const rows: Value[][] = [];
  for (let at = 0; at < items.length; at += size) rows.push(items.slice(at, at + size));
  const last = rows.at(-1);
  if (last !== undefined && fill !== undefined && fill !== null) {
    while (last.length < size) last.push(fill);
  }
  return rows;
}

function slices(items: readonly Value[], count: number, fill: Value | undefined): Value[] {
  if (count < 1) throw templateError("'slice' takes at least 1");
  spendItems(items.length + count);
  const [size, extra] = [Math.floor(items.length / count), items.length % count];
  let from = 0;
  return Array.from({ length: count }, (_, at) => {
    const to = from + size + (at < extra ? 1 : 0);
    const part = items.slice(from, to);
    from = to;
    if (fill !== undefined && fill !== null && at >= extra) part.push(fill);
    return part;
  });
}

function groups(
  items: readonly Value[],
  get: (item: Value) => Value,
  fold: (value: Value) => Value,
): Value[] {
  const sorted = sortBy(items, item => fold(get(item)), false);
  const found: { readonly key: Value; readonly name: Value; readonly list: Value[] }[] = [];
  for (const item of sorted) {
    const key = fold(get(item));
    const last = found.at(-1);
    if (last !== undefined && isEqual(last.key, key)) last.list.push(item);
    else found.push({ key, name: get(item), list: [item] });
  }
  return found.map(({ name, list }) => new Group(name, list));
}

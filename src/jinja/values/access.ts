import { nearestHint } from '../../base/text/nearest.ts';
import { callStringMethod, stringMethodNames } from '../strings/string-methods.ts';
import { spend } from './budget.ts';
import {
  callDictMethod,
  callListMethod,
  callTupleMethod,
  dictMethodNames,
  listMethodNames,
  tupleMethodNames,
} from './collection-methods.ts';
import { itemsOf } from './sequence.ts';
import { defined, templateError, typeName } from './type-name.ts';
import {
  type CallArguments,
  Callable,
  ContextObject,
  type DictKey,
  Group,
  Tuple,
  Undefined,
  type Value,
  View,
} from './value.ts';

/** What Python's types have and this runner has not, so that it is refused by name. */
const refused: Readonly<Record<string, ReadonlySet<string>>> = {
  str: new Set(
    (
      'casefold encode expandtabs format_map index isascii isdecimal isidentifier isnumeric ' +
      'isprintable istitle maketrans partition rindex rpartition rsplit swapcase translate'
    ).split(' '),
  ),
  list: new Set<string>(),
  dict: new Set(['fromkeys', 'popitem']),
  int: new Set(
    'as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real to_bytes'.split(
      ' ',
    ),
  ),
  float: new Set('as_integer_ratio conjugate fromhex hex imag is_integer real'.split(' ')),
};

/** `value.name`: a method or member first, then an entry of a dict. */
export function getAttribute(given: Value, name: string): Value {
  const value = defined(given);
  const member = getMember(value, name);
  if (member !== undefined) return member;
  if (value instanceof Map) {
    const item = value.get(name);
    if (item !== undefined) return item;
  }
  return missingMember(value, name);
}

/** `value[key]`: an entry or item first, then a method or member. */
export function getItem(given: Value, keyGiven: Value): Value {
  const value = defined(given);
  const key = defined(keyGiven);
  if (value instanceof Map) {
    const item = isKey(key) ? value.get(key) : undefined;
    if (item !== undefined) return item;
  } else if (typeof key === 'bigint' || typeof key === 'boolean') {
    const items = value instanceof View && value.kind !== 'range' ? undefined : itemsOf(value);
    const at = Number(key);
    const item = items?.[at < 0 ? at + items.length : at];
    if (item !== undefined) return item;
    return new Undefined(`item ${at} of ${describe(value)}`);
  }
  if (typeof key !== 'string') return new Undefined(`item of ${describe(value)}`);
  return getMember(value, key) ?? missingMember(value, key);
}

function isKey(value: Value): value is DictKey {
  return value === null || typeof value === 'bigint' || typeof value === 'string';
}

function describe(value: Value): string {
  if (value === null) return 'None';
  return value instanceof ContextObject ? `'${value.what}'` : `a value of type ${typeName(value)}`;
}

function getMember(value: Value, name: string): Value | undefined {
  const method = (run: (args: CallArguments) => Value): Callable => new Callable(name, run);
  if (typeof value === 'string') {
    if (stringMethodNames.includes(name))
      return method(args => callStringMethod(value, name, args));
  } else if (Array.isArray(value)) {
    if (listMethodNames.includes(name)) return method(args => callListMethod(value, name, args));
  } else if (value instanceof Tuple) {
    if (value instanceof Group && name === 'grouper') return value.grouper;
    if (value instanceof Group && name === 'list') return value.list;
    if (tupleMethodNames.includes(name)) return method(args => callTupleMethod(value, name, args));
  } else if (value instanceof Map) {
    if (dictMethodNames.includes(name)) return method(args => callDictMethod(value, name, args));
  } else if (value instanceof ContextObject) return value.member(name);
  if (refused[typeName(value)]?.has(name) || name.startsWith('__')) {
    return new Undefined(`'.${name}' of ${describe(value)}`, { reason: 'unsupported' });
  }
  return undefined;
}

function missingMember(value: Value, name: string): Undefined {
  return new Undefined(`'${name}' of ${describe(value)}`, {
    hint: () => nearestHint(name, memberNames(value)),
  });
}

function memberNames(value: Value): readonly string[] {
  if (typeof value === 'string') return stringMethodNames;
  if (Array.isArray(value)) return listMethodNames;
  if (value instanceof Tuple) return tupleMethodNames;
  if (value instanceof Map)
    return [...[...value.keys()].filter(key => typeof key === 'string'), ...dictMethodNames];
  return value instanceof ContextObject ? value.memberNames() : [];
}

/** `value[start:stop:step]` with Python's rules for negative and missing ends. */
export function getSlice(
  given: Value,
  start: Value | undefined,
  stop: Value | undefined,
  step: Value | undefined,
): Value {
  const value = defined(given);
  const items = value instanceof Map || value instanceof View ? undefined : itemsOf(value);
  if (items === undefined)
    throw templateError(`a value of type ${typeName(value)} cannot be sliced`);
  const stride = index(step) ?? 1;
  if (stride === 0) throw templateError('the step of a slice cannot be 0');
  const size = items.length;
  const clamp = (at: number | undefined, fallback: number): number => {
    if (at === undefined) return fallback;
    const [low, high] = stride > 0 ? [0, size] : [-1, size - 1];
    return Math.min(Math.max(at < 0 ? at + size : at, low), high);
  };
  const from = clamp(index(start), stride > 0 ? 0 : size - 1);
  const to = clamp(index(stop), stride > 0 ? size : -1);
  spend(stride > 0 ? Math.max(0, to - from) / stride : Math.max(0, from - to) / -stride);
  const picked: Value[] = [];
  for (let at = from; stride > 0 ? at < to : at > to; at += stride) picked.push(items[at] ?? null);
  if (typeof value === 'string') return picked.join('');
  return value instanceof Tuple ? new Tuple(picked) : picked;
}

function index(value: Value | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  const known = defined(value);
  if (typeof known === 'bigint' || typeof known === 'boolean') return Number(known);
  throw templateError(`the ends of a slice are ints, not ${typeName(known)}`);
}

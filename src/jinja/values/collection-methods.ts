import { bindArguments } from './bind-arguments.ts';
import { checkItems, spend, spendItems } from './budget.ts';
import { compareOrder, isEqual } from './compare-values.ts';
import { dictKey, iterate } from './sequence.ts';
import { takeInt } from './take.ts';
import { templateError } from './type-name.ts';
import { type CallArguments, type Dict, Tuple, type Value, View } from './value.ts';

type Bound = readonly (Value | undefined)[];
type Method<T> = readonly [
  parameters: readonly string[],
  required: number,
  run: (target: T, args: Bound, what: string) => Value,
];

/** A method that gives None. */
const done = (_result: unknown): null => null;

const listMethods: Readonly<Record<string, Method<Value[]>>> = {
  append: [['item'], 1, (list, [item]) => done(addItems(list, [item ?? null]))],
  extend: [['items'], 1, (list, [items]) => done(addItems(list, iterate(items ?? null)))],
  insert: [
    ['index', 'item'],
    2,
    (list, [at, item], what) => done(insertItem(list, takeInt(what, at), item ?? null)),
  ],
  pop: [['index'], 0, (list, [at], what) => popItem(list, takeInt(what, at, -1))],
  remove: [['item'], 1, (list, [item]) => done(list.splice(position(list, item ?? null), 1))],
  index: [['item'], 1, (list, [item]) => BigInt(position(list, item ?? null))],
  count: [['item'], 1, (list, [item]) => countItems(list, item ?? null)],
  reverse: [[], 0, list => done(counted(list).reverse())],
  clear: [[], 0, list => done(list.splice(0))],
  copy: [[], 0, list => [...counted(list)]],
  sort: [[], 0, list => done(list.sort((a, b) => compareOrder(a, b)))],
};

const tupleMethods: Readonly<Record<string, Method<Tuple>>> = {
  index: [['item'], 1, ({ items }, [item]) => BigInt(position(items, item ?? null))],
  count: [['item'], 1, ({ items }, [item]) => countItems(items, item ?? null)],
};

const dictMethods: Readonly<Record<string, Method<Dict>>> = {
  items: [
    [],
    0,
    dict =>
      new View(
        'dict_items',
        [...countedDict(dict)].map(([key, item]) => new Tuple([key, item])),
      ),
  ],
  keys: [[], 0, dict => new View('dict_keys', [...countedDict(dict).keys()])],
  values: [[], 0, dict => new View('dict_values', [...countedDict(dict).values()])],
  get: [
    ['key', 'default'],
    1,
    (dict, [key, fallback]) => getKey(dict, key ?? null, fallback ?? null),
  ],
  pop: [['key', 'default'], 1, (dict, [key, fallback]) => popKey(dict, key ?? null, fallback)],
  setdefault: [
    ['key', 'default'],
    1,
    (dict, [key, fallback]) => setDefault(dict, key ?? null, fallback ?? null),
  ],
  clear: [[], 0, dict => done(dict.clear())],
  copy: [[], 0, dict => new Map(countedDict(dict))],
};

export const listMethodNames: readonly string[] = Object.keys(listMethods);
export const tupleMethodNames: readonly string[] = Object.keys(tupleMethods);
export const dictMethodNames: readonly string[] = [...Object.keys(dictMethods), 'update'];

export function callListMethod(list: Value[], name: string, args: CallArguments): Value {
  return call(listMethods, 'list', list, name, args);
}

export function callTupleMethod(tuple: Tuple, name: string, args: CallArguments): Value {
  return call(tupleMethods, 'tuple', tuple, name, args);
}

export function callDictMethod(dict: Dict, name: string, args: CallArguments): Value {
  if (name !== 'update') return call(dictMethods, 'dict', dict, name, args);
  const positional = { positional: args.positional, named: new Map() };
  const [other] = bindArguments('update() of a dict', positional, ['other']);
  if (other !== undefined) for (const [key, item] of pairsOf(other)) dict.set(dictKey(key), item);
  for (const [key, item] of args.named) dict.set(key, item);
  checkItems(dict.size);
  return null;
}

/** Key and value of each entry of a dict, or of a list of pairs. */
export function pairsOf(value: Value): readonly (readonly [Value, Value])[] {
  if (value instanceof Map) return [...countedDict(value)];
  return iterate(value).map(pair => {
    const [key, item, ...more] = iterate(pair);
    if (key === undefined || item === undefined || more.length > 0) {
      throw templateError('a dict is made of pairs');
    }
    return [key, item] as const;
  });
}

function call<T>(
  table: Readonly<Record<string, Method<T>>>,
  type: string,
  target: T,
  name: string,
  args: CallArguments,
): Value {
  const method = table[name];
  if (method === undefined) throw new Error(`no method ${name}`);
  const [parameters, required, run] = method;
  const what = `${name}() of a ${type}`;
  return run(target, bindArguments(what, args, parameters, required), what);
}

/** The list, its items counted as work. */
function counted(list: Value[]): Value[] {
  spendItems(list.length);
  return list;
}

function countedDict(dict: Dict): Dict {
  spendItems(dict.size);
  return dict;
}

/** A list that is put behind itself is read before it grows. */
function addItems(list: Value[], items: readonly Value[]): void {
  checkItems(list.length + items.length);
  spend(items.length);
  const { length } = items;
  for (let at = 0; at < length; at += 1) list.push(items[at] ?? null);
}

function insertItem(list: Value[], at: number, item: Value): void {
  checkItems(list.length + 1);
  spend(list.length / 64);
  list.splice(at, 0, item);
}

function popItem(list: Value[], at: number): Value {
  spend(list.length / 64);
  const [item] = list.splice(
    at < 0 ? Math.max(at + list.length, list.length * Number(at < -list.length)) : at,
    1,
  );
  if (item === undefined) throw templateError('pop() outside of the list');
  return item;
}

function position(items: readonly Value[], item: Value): number {
  const at = items.findIndex(other => isEqual(other, item));
  if (at === -1) throw templateError('the list does not hold this value');
  return at;
}

function countItems(items: readonly Value[], item: Value): bigint {
  return BigInt(items.filter(other => isEqual(other, item)).length);
}

function getKey(dict: Dict, given: Value, fallback: Value): Value {
  const item = dict.get(dictKey(given));
  return item === undefined ? fallback : item;
}

function popKey(dict: Dict, given: Value, fallback: Value | undefined): Value {
  const key = dictKey(given);
  const found = dict.get(key);
  const item = found === undefined ? fallback : found;
  if (item === undefined) throw templateError(`pop() finds no key '${key}'`);
  dict.delete(key);
  return item;
}

function setDefault(dict: Dict, given: Value, fallback: Value): Value {
  const key = dictKey(given);
  const item = getKey(dict, key, fallback);
  dict.set(key, item);
  checkItems(dict.size);
  return item;
}

import type { Json } from '../../base/text/json.ts';
import { nestedValue, spend, spendItems } from './budget.ts';
import { joinParts, printFloat, printInt } from './print-value.ts';
import { defined, templateError, typeName } from './type-name.ts';
import { Tuple, type Value } from './value.ts';

/** A value of YAML or JSON as a value of a template: whole numbers are ints. */
export function fromJson(json: Json): Value {
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (json === null || typeof json !== 'object') return json;
  return nestedValue(() => {
    if (isList(json)) {
      spendItems(json.length);
      return json.map(fromJson);
    }
    const entries = Object.entries(json);
    spendItems(entries.length);
    return new Map(entries.map(([key, item]) => [key, fromJson(item)]));
  });
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

/** A value of a template as plain data; throws for what JSON cannot hold. */
export function toJson(given: Value): Json {
  const value = defined(given);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    throw templateError(
      `an int beyond ±${Number.MAX_SAFE_INTEGER} is not plain data`,
      'put it in quotes',
    );
  }
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return nestedValue(() => value.map(toJson));
  if (value instanceof Tuple) return nestedValue(() => value.items.map(toJson));
  if (value instanceof Map) {
    return nestedValue(() =>
      Object.fromEntries([...value].map(([key, item]) => [String(key), toJson(item)])),
    );
  }
  throw templateError(`a value of type ${typeName(value)} is not plain data`);
}

/** Python's json.dumps(value, sort_keys=…): `, ` and `: ` between parts, ASCII only. */
export function dumpJson(given: Value, sortKeys: boolean): string {
  const value = defined(given);
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return printInt(value);
  if (typeof value === 'number') return printFloat(value);
  if (typeof value === 'string') {
    spend(value.length / 4);
    return JSON.stringify(value).replace(
      /[\u007f-\uffff]/g,
      char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  }
  if (Array.isArray(value)) return `[${joinParts(value, item => dumpJson(item, sortKeys))}]`;
  if (value instanceof Tuple) return dumpJson([...value.items], sortKeys);
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [String(key ?? 'null'), item] as const);
    if (sortKeys) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const dump = (item: Value): string => dumpJson(item, sortKeys);
    return `{${joinParts(entries, ([key, item]) => `${dump(key)}: ${dump(item)}`)}}`;
  }
  throw templateError(`a value of type ${typeName(value)} cannot be written as JSON`);
}

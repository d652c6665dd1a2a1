import type { Json } from '../../base/json.ts';
import { printFloat } from './print-value.ts';
import { defined, templateError, typeName } from './type-name.ts';
import { Tuple, type Value } from './value.ts';

/** A value of YAML or JSON as a value of a template: whole numbers are ints. */
export function fromJson(json: Json): Value {
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (json === null || typeof json !== 'object') return json;
  if (isList(json)) return json.map(fromJson);
  return new Map(Object.entries(json).map(([key, item]) => [key, fromJson(item)]));
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

/** A value of a template as plain data; throws for what JSON cannot hold. */
export function toJson(given: Value): Json {
  const value = defined(given);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') {
    if (!Number.isSafeInteger(Number(value))) throw templateError(`${value} is too large a number`);
    return Number(value);
  }
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Tuple) return value.items.map(toJson);
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, item]) => [String(key), toJson(item)]));
  }
  throw templateError(`a value of type ${typeName(value)} is no plain data`);
}

/** Python's json.dumps(value, sort_keys=…): `, ` and `: ` between parts, ASCII only. */
export function dumpJson(given: Value, sortKeys: boolean): string {
  const value = defined(given);
  if (value === null) return 'null';
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return printFloat(value);
  if (typeof value === 'string') {
    return JSON.stringify(value).replace(
      /[\u007f-\uffff]/g,
      char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  }
  if (Array.isArray(value)) return `[${value.map(item => dumpJson(item, sortKeys)).join(', ')}]`;
  if (value instanceof Tuple) return dumpJson([...value.items], sortKeys);
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [String(key ?? 'null'), item] as const);
    if (sortKeys) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${dumpJson(key, sortKeys)}: ${dumpJson(item, sortKeys)}`).join(', ')}}`;
  }
  throw templateError(`a value of type ${typeName(value)} cannot be written as JSON`);
}

import {
  BOOLEAN,
  DOUBLE,
  DuckDBListValue,
  DuckDBStructValue,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  LIST,
  listValue,
  STRUCT,
  structValue,
  VARCHAR,
} from '@duckdb/node-api';
import type { ValueType } from '../scalar-function.ts';

const plainTypes = { double: DOUBLE, integer: INTEGER, boolean: BOOLEAN, varchar: VARCHAR };

/** The database's own name for a type. */
export function duckDbType(type: ValueType): DuckDBType {
  if (typeof type === 'string') return plainTypes[type];
  if ('list' in type) return LIST(duckDbType(type.list));
  return STRUCT(
    Object.fromEntries(Object.entries(type.struct).map(([name, of]) => [name, duckDbType(of)])),
  );
}

/** A value of an argument as functions take it. Throws RangeError when there is a NULL inside. */
export function fromDuckDb(value: DuckDBValue, type: ValueType, name: string): unknown {
  if (value === null) throw new RangeError(`there is a NULL in ${name}`);
  if (value instanceof DuckDBListValue && typeof type === 'object' && 'list' in type) {
    const { items } = value;
    if (type.list !== 'double') return items.map(item => fromDuckDb(item, type.list, name));
    // Long lists of numbers are the common case, and need no copy.
    if (items.includes(null)) throw new RangeError(`there is a NULL in ${name}`);
    return items;
  }
  if (value instanceof DuckDBStructValue && typeof type === 'object' && 'struct' in type) {
    return Object.fromEntries(
      Object.entries(type.struct).map(([field, of]) => [
        field,
        fromDuckDb(value.entries[field] ?? null, of, `${name}.${field}`),
      ]),
    );
  }
  return value;
}

/** A result as the database takes it; undefined is a bug, not a NULL. */
export function toDuckDb(value: unknown, type: ValueType): DuckDBValue {
  if (value === null) return null;
  if (typeof type === 'string') {
    if (typeof value !== jsTypes[type])
      throw new TypeError(`${String(value)} is not a valid ${type}`);
    return value as number | boolean | string;
  }
  if ('list' in type) {
    if (!Array.isArray(value)) throw new TypeError(`${String(value)} is not a list`);
    return listValue(value.map(item => toDuckDb(item, type.list)));
  }
  const fields = value as Readonly<Record<string, unknown>>;
  return structValue(
    Object.fromEntries(
      Object.entries(type.struct).map(([name, of]) => [name, toDuckDb(fields[name], of)]),
    ),
  );
}

const jsTypes = { double: 'number', integer: 'number', boolean: 'boolean', varchar: 'string' };

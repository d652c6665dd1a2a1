import {
  DuckDBArrayType,
  DuckDBArrayValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBMapType,
  DuckDBMapValue,
  DuckDBStructType,
  DuckDBStructValue,
  type DuckDBType,
  DuckDBTypeId,
  DuckDBUnionType,
  DuckDBUnionValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import { toSqlValue } from './sql-value.ts';

const numericTypes: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.BIGNUM,
  DuckDBTypeId.DECIMAL,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
]);
const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * A value as JSON: numbers with all their digits, lists and arrays as arrays, structs and maps with
 * text keys as objects, other maps as arrays of key and value, a union as an object of its member,
 * and what JSON has no form for as the text that the database prints.
 */
export function toJson(value: DuckDBValue, type: DuckDBType | undefined): string {
  if (value === null) return 'null';
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    const isList = type instanceof DuckDBListType || type instanceof DuckDBArrayType;
    if (isList) return `[${value.items.map(each => toJson(each, type.valueType)).join(', ')}]`;
  }
  if (value instanceof DuckDBStructValue && type instanceof DuckDBStructType) {
    const fields = type.entryTypes.map((entry, at) => {
      const name = type.entryNames[at] ?? '';
      return `${JSON.stringify(name)}: ${toJson(value.entries[name] ?? null, entry)}`;
    });
    return `{${fields.join(', ')}}`;
  }
  if (value instanceof DuckDBMapValue && type instanceof DuckDBMapType) return mapJson(value, type);
  if (value instanceof DuckDBUnionValue && type instanceof DuckDBUnionType) {
    const member = type.memberTypes[type.memberTags.indexOf(value.tag)];
    return `{${JSON.stringify(value.tag)}: ${toJson(value.value, member)}}`;
  }
  return plainJson(value, type);
}

function mapJson({ entries }: DuckDBMapValue, { keyType, valueType }: DuckDBMapType): string {
  if (keyType.typeId === DuckDBTypeId.VARCHAR || keyType.typeId === DuckDBTypeId.ENUM) {
    const fields = entries.map(
      ({ key, value }) => `${JSON.stringify(String(key))}: ${toJson(value, valueType)}`,
    );
    return `{${fields.join(', ')}}`;
  }
  const pairs = entries.map(
    ({ key, value }) => `{"key": ${toJson(key, keyType)}, "value": ${toJson(value, valueType)}}`,
  );
  return `[${pairs.join(', ')}]`;
}

function plainJson(value: DuckDBValue, type: DuckDBType | undefined): string {
  const plain = toSqlValue(value, type);
  if (plain === null || typeof plain === 'boolean') return String(plain);
  const text = Object.is(plain, -0) ? '-0' : String(plain);
  const isNumber = type !== undefined && numericTypes.has(type.typeId);
  if (isNumber && jsonNumber.test(text)) return text;
  if (type?.alias === 'JSON' && isJson(text)) return text.replace(/\s*\n\s*/g, ' ');
  return JSON.stringify(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // what was never checked by the database is a text
    return false;
  }
}

/** True where fields of a struct share a name, as those of `row(1, 2)` do, so that an object holds one. */
export function sharesNames(type: DuckDBType): boolean {
  if (type instanceof DuckDBListType || type instanceof DuckDBArrayType) {
    return sharesNames(type.valueType);
  }
  if (type instanceof DuckDBMapType) return [type.keyType, type.valueType].some(sharesNames);
  if (type instanceof DuckDBUnionType) return type.memberTypes.some(sharesNames);
  if (!(type instanceof DuckDBStructType)) return false;
  return (
    new Set(type.entryNames).size < type.entryNames.length || type.entryTypes.some(sharesNames)
  );
}

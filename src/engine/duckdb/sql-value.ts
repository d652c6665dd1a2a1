import {
  DuckDBArrayType,
  DuckDBDateType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
  DuckDBUnionType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { quoteIdentifier } from '../../dialect/names/relation.ts';
import type { SqlValue } from '../engine.ts';

/** A type as DuckDB prints it, such as `DECIMAL(18,6)` or `STRUCT(a INTEGER)[]`. */
export function formatType(type: DuckDBType): string {
  if (type instanceof DuckDBListType) return `${formatType(type.valueType)}[]`;
  if (type instanceof DuckDBArrayType) return `${formatType(type.valueType)}[${type.length}]`;
  if (type instanceof DuckDBMapType) {
    return `MAP(${formatType(type.keyType)}, ${formatType(type.valueType)})`;
  }
  if (type instanceof DuckDBStructType) {
    const fields = type.entryTypes.map((entry, at) => {
      return `${quoteIdentifier(type.entryNames[at] ?? '')} ${formatType(entry)}`;
    });
    return `STRUCT(${fields.join(', ')})`;
  }
  if (type instanceof DuckDBUnionType) {
    const members = type.memberTypes.map((member, at) => {
      return `${quoteIdentifier(type.memberTags[at] ?? '')} ${formatType(member)}`;
    });
    return `UNION(${members.join(', ')})`;
  }
  return type.toString();
}

/** A value of a result, in the form that SqlValue states. */
export function toSqlValue(value: DuckDBValue, type: DuckDBType | undefined): SqlValue {
  if (value === null) return null;
  switch (typeof value) {
    case 'boolean':
    case 'bigint':
    case 'string':
      return value;
    case 'number':
      return type?.typeId === DuckDBTypeId.FLOAT ? shortestFloat(value) : value;
    default:
      return type instanceof DuckDBDateType ? printDate(value) : value.toString();
  }
}

/** The number with the fewest digits that is the same in single precision: 0.1, not 0.10000000149. */
function shortestFloat(value: number): number {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** node-api prints the infinite dates as finite ones. */
function printDate(value: object): string {
  const days = 'days' in value ? value.days : undefined;
  if (days === 2147483647) return 'infinity';
  return days === -2147483647 ? '-infinity' : value.toString();
}

/** True for types whose values node-api prints otherwise than DuckDB does. */
export function isNested(type: DuckDBType): boolean {
  return (
    type instanceof DuckDBListType ||
    type instanceof DuckDBArrayType ||
    type instanceof DuckDBMapType ||
    type instanceof DuckDBStructType ||
    type instanceof DuckDBUnionType
  );
}

const plainTypes: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.BOOLEAN,
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.DECIMAL,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.VARCHAR,
  DuckDBTypeId.DATE,
  DuckDBTypeId.TIME,
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_TZ,
]);

/** True for types that a prepared statement says in the same words as DESCRIBE. */
export function isPlain(type: DuckDBType): boolean {
  return plainTypes.has(type.typeId) && type.alias === undefined;
}

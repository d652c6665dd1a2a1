import { integerRange } from './integer-range.ts';
import { typeAliases } from './type-aliases.ts';

/** A type that files can be read into. */
export type DataType =
  | { readonly kind: 'varchar'; readonly sql: string }
  | { readonly kind: 'boolean'; readonly sql: string }
  | { readonly kind: 'integer'; readonly sql: string; readonly min: bigint; readonly max: bigint }
  | {
      readonly kind: 'decimal';
      readonly sql: string;
      readonly precision: number;
      readonly scale: number;
    }
  | { readonly kind: 'double'; readonly sql: string }
  | { readonly kind: 'date'; readonly sql: string }
  | { readonly kind: 'timestamp'; readonly sql: string; readonly timeZone: string | undefined }
  | { readonly kind: 'timestamptz'; readonly sql: string };

/** A type in the words of a message. */
export function label(type: DataType): string {
  return type.sql.toLowerCase().replace('timestamp with time zone', 'timestamptz');
}

/** What a person can write, for hints. */
export const dataTypeNames =
  'varchar, boolean, integer (and tinyint to hugeint), decimal(p, s), double, float, date, ' +
  'timestamp, timestamptz';

/** Reads a declared type; undefined when files cannot be read into it. */
export function parseDataType(text: string, timeZone?: string): DataType | undefined {
  const match = /^([a-z][a-z0-9 ]*?)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?$/i.exec(text.trim());
  if (match === null) return undefined;
  const written = (match[1] ?? '').toLowerCase().replace(/\s+/g, ' ');
  const name = (typeAliases[written] ?? written).toUpperCase();
  if (name === 'DECIMAL') return decimalType(match[2], match[3]);
  if (name === 'VARCHAR') return { kind: 'varchar', sql: 'VARCHAR' };
  if (match[2] !== undefined) return undefined;
  const range = integerRange(name.toLowerCase());
  if (range !== undefined) return { kind: 'integer', sql: name, ...range };
  switch (name) {
    case 'BOOLEAN':
      return { kind: 'boolean', sql: name };
    case 'DOUBLE':
    case 'FLOAT':
      return { kind: 'double', sql: name };
    case 'DATE':
      return { kind: 'date', sql: name };
    case 'TIMESTAMP':
      return { kind: 'timestamp', sql: name, timeZone };
    case 'TIMESTAMP WITH TIME ZONE':
      return { kind: 'timestamptz', sql: name };
    default:
      return undefined;
  }
}

/** DuckDB's own default is 18 digits, 3 of them decimals; `decimal(9)` has none. */
function decimalType(width: string | undefined, decimals: string | undefined) {
  const precision = Number(width ?? 18);
  const scale = Number(decimals ?? (width === undefined ? 3 : 0));
  if (precision < 1 || precision > 38 || scale > precision) return undefined;
  return { kind: 'decimal', sql: `DECIMAL(${precision},${scale})`, precision, scale } as const;
}

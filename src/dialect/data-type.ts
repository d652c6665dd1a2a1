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

const integers: Readonly<Record<string, readonly [bits: bigint, signed: boolean]>> = {
  TINYINT: [8n, true],
  SMALLINT: [16n, true],
  INTEGER: [32n, true],
  BIGINT: [64n, true],
  HUGEINT: [128n, true],
  UTINYINT: [8n, false],
  USMALLINT: [16n, false],
  UINTEGER: [32n, false],
  UBIGINT: [64n, false],
};

const aliases: Readonly<Record<string, string>> = {
  TEXT: 'VARCHAR',
  STRING: 'VARCHAR',
  CHAR: 'VARCHAR',
  BOOL: 'BOOLEAN',
  LOGICAL: 'BOOLEAN',
  INT: 'INTEGER',
  INT1: 'TINYINT',
  INT2: 'SMALLINT',
  INT4: 'INTEGER',
  INT8: 'BIGINT',
  LONG: 'BIGINT',
  SHORT: 'SMALLINT',
  SIGNED: 'INTEGER',
  INT128: 'HUGEINT',
  FLOAT8: 'DOUBLE',
  'DOUBLE PRECISION': 'DOUBLE',
  REAL: 'FLOAT',
  FLOAT4: 'FLOAT',
  NUMERIC: 'DECIMAL',
  DEC: 'DECIMAL',
  DATETIME: 'TIMESTAMP',
  'TIMESTAMP WITHOUT TIME ZONE': 'TIMESTAMP',
  TIMESTAMPTZ: 'TIMESTAMP WITH TIME ZONE',
};

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
  const written = (match[1] ?? '').toUpperCase().replace(/\s+/g, ' ');
  const name = aliases[written] ?? written;
  if (name === 'DECIMAL') return decimalType(match[2], match[3]);
  if (name === 'VARCHAR') return { kind: 'varchar', sql: 'VARCHAR' };
  if (match[2] !== undefined) return undefined;
  const integer = integers[name];
  if (integer !== undefined) {
    const [bits, signed] = integer;
    const max = 2n ** (signed ? bits - 1n : bits) - 1n;
    return { kind: 'integer', sql: name, min: signed ? -max - 1n : 0n, max };
  }
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

/** DuckDB's other spellings of a type, by the one that is compared; a missing scale is filled in. */
const spellings: Readonly<Record<string, string>> = {
  int: 'integer',
  int4: 'integer',
  signed: 'integer',
  int32: 'integer',
  int8: 'bigint',
  int64: 'bigint',
  long: 'bigint',
  int2: 'smallint',
  int16: 'smallint',
  short: 'smallint',
  int1: 'tinyint',
  int128: 'hugeint',
  bool: 'boolean',
  logical: 'boolean',
  text: 'varchar',
  string: 'varchar',
  char: 'varchar',
  bpchar: 'varchar',
  nvarchar: 'varchar',
  numeric: 'decimal',
  dec: 'decimal',
  float8: 'double',
  'double precision': 'double',
  float4: 'float',
  real: 'float',
  bytea: 'blob',
  binary: 'blob',
  varbinary: 'blob',
  datetime: 'timestamp',
  timestamp_us: 'timestamp',
  timestamptz: 'timestamp with time zone',
  'timestamp without time zone': 'timestamp',
  'time without time zone': 'time',
  timetz: 'time with time zone',
};

/**
 * One spelling of a SQL type for comparing: `INT4` and `int` are `integer`, `numeric( 18 , 6 )` is
 * `decimal(18,6)`, `varchar(10)` is `varchar` since DuckDB keeps no lengths. Works inside of lists,
 * structs and maps; quoted names and enum values stay as they are.
 */
export function normalizeType(type: string): string {
  const tokens = type.match(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[A-Za-z_][\w]*(?:\s+[A-Za-z_]\w*)*|\S/g);
  const spelled = (tokens ?? []).map(token =>
    /^[A-Za-z_]/.test(token) ? normalizeWords(token) : token,
  );
  return spelled
    .join('')
    .replace(/varchar\(\d+\)/g, 'varchar')
    .replace(/decimal(?!\()/g, 'decimal(18,3)')
    .replace(/decimal\((\d+)\)/g, 'decimal($1,0)');
}

/** A type word, or inside of a struct a field name and its type. */
function normalizeWords(words: string): string {
  const lower = words.toLowerCase().replace(/\s+/g, ' ');
  const whole = spellings[lower];
  if (whole !== undefined) return whole;
  const space = lower.indexOf(' ');
  if (space === -1 || /^time(stamp)? with time zone$/.test(lower)) return lower;
  return `${lower.slice(0, space)} ${normalizeWords(lower.slice(space + 1))}`;
}

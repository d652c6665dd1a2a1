import type { Json, JsonObject } from '../../src/base/text/json.ts';

const long = '9'.repeat(500_000);

/** Values of a row that no column was made for. */
export const hostileValues: readonly Json[] = [
  ...[null, true, false, 0, -0, 1e308, 5e-324, 1.5, 2 ** 53, '', ' ', 'x', '1', '01', '1e5'],
  ...[
    long,
    `-${long}`,
    `0.${'0'.repeat(500_000)}1`,
    `${'0'.repeat(500_000)}1`,
    `1e${long}`,
    '٣',
    '１',
  ],
  ...[
    'nan',
    'inf',
    '-inf',
    'NULL',
    'true',
    "'",
    "''",
    '"',
    '\\',
    '\u0000',
    '\ud800',
    '\u202e',
    '😀',
  ],
  ...[
    '2024-02-30',
    '0000-00-00',
    '99999-01-01',
    '2024-1-1',
    `2024-01-01 ${long}`,
    '24:00',
    '2024-01-01T00:00:00Z',
  ],
  ...[
    [],
    [[]],
    {},
    { a: 1 },
    { a: { b: [1, 'x', null] } },
    [1, 'a', { b: null }],
    ["'", '"'],
    Array(10_000).fill(1),
  ],
  ...[{ "a'b": "c'd" }, JSON.parse('{"__proto__": {"polluted": true}}'), [`${'['.repeat(90)}`]],
];

/** Types of columns, as the database prints them. */
export const columnTypes: readonly string[] = [
  ...['VARCHAR', 'INTEGER', 'UTINYINT', 'HUGEINT', 'DECIMAL(18,6)', 'DOUBLE', 'BOOLEAN', 'DATE'],
  ...['TIMESTAMP', 'TIMESTAMP WITH TIME ZONE', 'TIME', 'INTERVAL', 'BLOB', 'UUID', 'JSON', 'BIT'],
  ...[
    'INTEGER[]',
    'VARCHAR[][]',
    'INTEGER[3]',
    'STRUCT(a INTEGER, b VARCHAR[])',
    'MAP(VARCHAR, INTEGER)',
  ],
  ...["ENUM('a', 'b')", 'UNION(a INTEGER, b VARCHAR)'],
];

/** Rows as maps with odd names and many columns. */
export const hostileDicts: readonly (readonly JsonObject[])[] = [
  [JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}')],
  [{}, { a: 1 }, { b: 2 }, { A: 1, a: 2 }],
  [{ '': 1, ' ': 2, 'a"b': 3, "a'b": 4, 'a\nb': 5, '\u0000': 6, ['x'.repeat(100_000)]: 7 }],
  Array.from({ length: 10_001 }, (_, at) => ({ a: at })),
  Array.from({ length: 9_000 }, (_, at) => ({ a: at })),
  [Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`c${at}`, at]))],
  Array.from({ length: 1_000 }, (_, at) => ({ [`c${at}`]: at })),
];

/** Rows as CSV with quotes, ends and sizes that are wrong or odd. */
export const hostileCsv: readonly string[] = [
  ...['', '\n', '\r', ',', ',,\n,', 'a', 'a\n', 'a\r1\r2', 'a\r\n1\r\n', 'a\n\n\n1', '\ufeffa\n1'],
  ...[
    'a\n"',
    'a\n"1',
    'a\n"1"2',
    'a\n1"2"',
    'a\n""',
    'a\n"""',
    'a\n"a""b"',
    '"a\nb"\n1',
    '"',
    '""',
    '"""',
  ],
  ...[
    'a,b\n1',
    'a\n1,2',
    'a,a\n1,2',
    'a,A\n1,2',
    ',b\n1,2',
    'a, b\n1 , 2 ',
    'a\t\n1\t',
    'a;b\n1;2',
  ],
  `a\n${'"\n'.repeat(50_000)}`,
  `a\n${'"""\n'.repeat(50_000)}`,
  `a\n"${'""'.repeat(1_000_000)}"`,
  `a\n"${'""'.repeat(1_000_000)}x`,
  `a\n${','.repeat(200_000)}`,
  `${'a,'.repeat(50_000)}\n1`,
  `a\n${'1\n'.repeat(200_000)}`,
  `a\n${'x'.repeat(2_000_000)}`,
  `a\n${' '.repeat(2_000_000)}`,
];

import { describe, expect, test } from 'vitest';
import { LoadFixture } from './load-fixture.ts';

const fixture = LoadFixture.inThisFile();

/** Values that load: [declared type, text in the file, value in the table]. */
const goodValues: readonly (readonly [type: string, text: string, value: unknown])[] = [
  ['varchar', '0001', '0001'],
  ['varchar', ' a ', ' a '],
  ['varchar', '', null],
  ['varchar', '""', null],
  ['varchar', 'NULL', 'NULL'],
  ['varchar', '"a ""b"", c"', 'a "b", c'],
  ['integer', '7', 7],
  ['integer', '-007', -7],
  ['integer', '5.0', 5],
  ['bigint', '9223372036854775807', 9223372036854775807n],
  ['decimal(18,3)', '-1.5', '-1.500'],
  ['decimal(18,3)', '.5', '0.500'],
  ['decimal(18,1)', '1.500', '1.5'],
  ['decimal(9)', '3.', '3'],
  ['double', '1e3', 1000],
  ['date', '2024-02-29', '2024-02-29'],
  ['date', '2024-02-29 00:00:00', '2024-02-29'],
  ['boolean', 'TRUE', true],
  ['boolean', 'n', false],
  ['boolean', '1', true],
  ['timestamp', '2024-01-31', '2024-01-31 00:00:00'],
  ['timestamp', '2024-01-31T23:59', '2024-01-31 23:59:00'],
  ['timestamp', '2024-01-31 23:59:59.123456', '2024-01-31 23:59:59.123456'],
  ['timestamptz', '2024-01-31 23:59:59+02', '2024-01-31 21:59:59+00'],
  ['timestamp @Europe/Berlin', '2024-01-31', '2024-01-31 00:00:00'],
  ['timestamp @Europe/Berlin', '2024-01-31 23:59:59', '2024-01-31 23:59:59'],
  ['timestamp @Europe/Berlin', '2024-01-31 23:30:00Z', '2024-02-01 00:30:00'],
  ['timestamp @Europe/Berlin', '2024-07-31T23:30:00+00:00', '2024-08-01 01:30:00'],
  ['timestamp @Europe/Berlin', '2024-01-31 23:30:00.5 UTC', '2024-02-01 00:30:00.5'],
  ['timestamp @Asia/Tokyo', '2024-01-31T23:30:00-0500', '2024-02-01 13:30:00'],
  ['timestamp @UTC', '2024-01-31T23:30+02', '2024-01-31 21:30:00'],
  ['timestamp @UTC', '2024-01-31 23:30 +02:00', '2024-01-31 21:30:00'],
  ['timestamp @UTC', '2024-01-31 23:30:00UTC', '2024-01-31 23:30:00'],
];

test.each(goodValues)('%s takes %s', async (type, text, value) => {
  await fixture.write('a.csv', `id,x\n1,${text}\n`);
  const { rows } = await fixture.load(fixture.source('a.csv', ['id', `x ${type}`]));
  expect(rows).toEqual([['1', value]]);
});

/** Values that do not: [type, text, what is said of it, hint]. */
const badValues: readonly (readonly [type: string, text: string, said: string])[] = [
  ['integer', 'abc', '"abc" is not an integer'],
  ['integer', '1.5', '"1.5" is not an integer'],
  ['integer', '1e3', '"1e3" is not an integer → write it as 1000, without an exponent'],
  ['integer', ' 1', '" 1" is not an integer → take away the spaces around it'],
  ['integer', '  ', '"  " is not an integer → take away the spaces around it'],
  ['integer', 'NULL', '"NULL" is not an integer → leave the field empty for no value'],
  [
    'integer',
    '2147483648',
    '"2147483648" is out of the range of integer, -2147483648 to 2147483647',
  ],
  [
    'decimal(18,3)',
    '1.2345',
    '"1.2345" has more decimals than decimal(18,3) holds → ' +
      'round it to 3 decimals, or declare a type with more',
  ],
  [
    'decimal(18,3)',
    '"1,5"',
    '"1,5" is not a decimal(18,3) → write it as 1.5, with a decimal point',
  ],
  ['decimal(5,2)', '1000', '"1000" is out of the range of decimal(5,2)'],
  ['double', 'nan', '"nan" is not a double → leave the field empty for no value'],
  ['double', 'inf', '"inf" is not a double'],
  ['double', '1e999', '"1e999" is out of the range of double'],
  ['date', '2024-02-30', '"2024-02-30" is a day that the calendar does not have'],
  ['date', '2024-13-01', '"2024-13-01" is not a date → write it as 2024-01-31'],
  [
    'date',
    '01/02/2024',
    '"01/02/2024" is not a date → write it as 2024-01-31: year, month and day in this order',
  ],
  [
    'date',
    '2024-01-01 10:00',
    '"2024-01-01 10:00" is not a date → ' +
      'write the date alone, or declare the column as timestamp',
  ],
  ['boolean', 'ja', '"ja" is not a boolean → write true or false (or t/f, yes/no, y/n, 1/0)'],
  [
    'timestamp',
    '2024-01-01 10:00:00+02',
    '"2024-01-01 10:00:00+02" is not a timestamp → ' +
      "say which zone the column is in with 'meta: {time_zone: …}'",
  ],
  [
    'timestamp @UTC',
    '2023-02-29 10:00:00Z',
    '"2023-02-29 10:00:00Z" is a day that the calendar does not have',
  ],
  [
    'timestamp @UTC',
    '2024-01-01 24:00:00',
    '"2024-01-01 24:00:00" is not a timestamp → write it as 2024-01-31 or 2024-01-31 23:59:59',
  ],
  [
    'timestamptz',
    '2024-01-01 10:00:00',
    '"2024-01-01 10:00:00" is not a timestamptz → ' +
      'write it with its zone, as 2024-01-31 23:59:59+01:00',
  ],
];

test.each(badValues)('%s refuses %s', async (type, text, said) => {
  await fixture.write('a.csv', `id,x\n1,\n22,${text}\n`);
  expect(await fixture.mistakes(fixture.source('a.csv', ['id', `x ${type}`]))).toEqual([
    `bad-value a.csv:3:4 column 'x': ${said}`,
  ]);
});

/** Files that are wrong: [what, content, errors]; columns are id, n integer, name. */
const badFiles: readonly (readonly [string, string | Uint8Array, readonly string[]])[] = [
  [
    'a column is missing, a near one is there',
    'id,m,nam\n',
    [
      "missing-column a.csv:1:1 column 'n' is missing from the header → the header has id, m, nam",
      "missing-column a.csv:1:1 column 'name' is missing from the header → did you mean 'nam'?",
    ],
  ],
  [
    'a column is missing, none is near',
    'id,name,quantity\n',
    [
      "missing-column a.csv:1:1 column 'n' is missing from the header → " +
        'the header has id, name, quantity',
    ],
  ],
  [
    'a file of many megabytes has no line end',
    'a,'.repeat(8_500_000),
    [
      'ragged-line a.csv:1:1 the header is longer than 16 MB → ' +
        'look for line ends that are missing, or see whether it is a CSV file at all',
    ],
  ],
  [
    'a file without line ends has many columns and long names',
    Array.from({ length: 300 }, (_, n) => `${n}`.repeat(50)).join(','),
    ['id', 'n', 'name'].map(name =>
      expect.stringMatching(
        new RegExp(`^missing-column a.csv:1:1 column '${name}' is .{1,950} and 280 more$`),
      ),
    ),
  ],
  [
    'a column appears twice',
    'id,n,name,N\n1,2,a,3\n',
    [
      "duplicate-column a.csv:1:11 column 'N' appears twice in the header → " +
        'it is column 2 and column 4',
    ],
  ],
  [
    'lines are too short and too long',
    'id,n,name\n1,2\n1,2,a,b\n1\n',
    [
      'ragged-line a.csv:2:4 the line has 2 values, the header 3 (2 such lines; also 4:2)',
      'ragged-line a.csv:3:7 the line has 4 values, the header 3 → ' +
        'put a value that holds the delimiter in double quotes',
    ],
  ],
  [
    'blank lines, quoted line ends and CRLF count as lines',
    'id,n,name\r\n\r\n1,2,"a\r\nb\r\n"\r\n\r\n"é€😀",x,c\r\n',
    [`bad-value a.csv:7:8 column 'n': "x" is not an integer`],
  ],
  [
    'a value behind a line end inside quotes',
    'name,id,n\n"a\nb",1,x\n',
    [`bad-value a.csv:3:6 column 'n': "x" is not an integer`],
  ],
  [
    'all kinds at once, in the order in which the file has them first',
    'id,n,name\nx,x,x\n1,2\n1,y,""\n',
    [
      `bad-value a.csv:2:3 column 'n': "x" is not an integer (2 such values; also "y" at 4:3)`,
      'ragged-line a.csv:3:4 the line has 2 values, the header 3',
    ],
  ],
  [
    'a quote is never closed',
    'id,n,name\n1,2,a\n2,3,"b\n3,4,c\n',
    [
      'ragged-line a.csv:3:5 a quote is opened here and never closed → ' +
        'write a quote inside a quoted value twice, as ""',
    ],
  ],
  [
    'text follows a closing quote',
    'id,n,name\n1,2,"a"b\n',
    [
      'ragged-line a.csv:2:5 text follows the closing quote of this value → ' +
        'write a quote inside a quoted value twice, as ""',
    ],
  ],
  [
    'a line of delimiters alone is between others',
    'id,n,name\n,,\n1,2,a\n"",,\n,,,\n1,2,b\n,,\n',
    [
      'ragged-line a.csv:2:1 the line has delimiters and no value ' +
        '(3 such lines; also 4:1, 5:1) → ' +
        'delete it; such lines are skipped at the end of a file only',
    ],
  ],
  [
    'the last line holds a total that is not a value',
    'id,n,name\n1,2,a\nTotal,"1,234.00",\n,,\n',
    [
      'total-row a.csv:3:1 the last line looks like one of totals: it begins with "Total" → ' +
        'delete the line; only data may be below the header',
    ],
  ],
  [
    'the last line holds a total and its key is empty',
    'id,n,name\n1,2,a\n,1.5,\n',
    [
      'total-row a.csv:3:1 the last line looks like one of totals: its key is empty → ' +
        'delete the line; only data may be below the header',
    ],
  ],
  [
    'the last line holds a total that would load as data',
    'id,n,name\n1,2,a\n"Summe:",12,\n,,\n\n',
    [
      'total-row a.csv:3:1 the last line looks like one of totals: it begins with "Summe:" → ' +
        'delete the line; only data may be below the header',
    ],
  ],
  [
    'what looks like a total in the middle is a value',
    'id,n,name\nTotal,1.5,\n1,2,a\n',
    [`bad-value a.csv:2:7 column 'n': "1.5" is not an integer`],
  ],
  [
    'a quote is never closed in the next megabytes',
    `id,n,name\n1,2,"a\n${'3,4,c\n'.repeat(3_000_000)}`,
    [
      'ragged-line a.csv:2:5 a quote is opened here and never closed in the next 16 MB → ' +
        'write a quote inside a quoted value twice, as ""',
    ],
  ],
  [
    'a line has no end',
    `id,n,name\n1,2,${'a'.repeat(17_000_000)}\n`,
    ['ragged-line a.csv:2:1 the line is longer than 16 MB → look for line ends that are missing'],
  ],
  [
    'it is Latin-1',
    Buffer.from('id,n,name\n1,2,a\n1,x,caf\u00e9\n\u00e9\n', 'latin1'),
    [
      'file-encoding a.csv:3:8 the byte E9 here is not UTF-8 (2 such lines; also 4:1) → ' +
        'save the file as UTF-8; it looks like Windows-1252 or Latin-1',
      `bad-value a.csv:3:3 column 'n': "x" is not an integer`,
      'ragged-line a.csv:4:2 the line has 1 value, the header 3',
    ],
  ],
  [
    'it is Latin-1 behind a column that is not declared',
    Buffer.from('extra,id,n,name\n\u00e9,1,2,a\nx,1,2,caf\u00e9\n', 'latin1'),
    [
      'file-encoding a.csv:2:1 the byte E9 here is not UTF-8 (2 such lines; also 3:10) → ' +
        'save the file as UTF-8; it looks like Windows-1252 or Latin-1',
    ],
  ],
  [
    'a line has values of NUL bytes beyond the header',
    'id,n,name\n1,2,a,\0\n1,2,a,\0\0,"\0"\n',
    [
      'ragged-line a.csv:2:7 the line has 4 values, the header 3 (2 such lines; also 3:7) → ' +
        'put a value that holds the delimiter in double quotes',
    ],
  ],
  [
    'its header is Latin-1',
    Buffer.from('id,stra\u00dfe,name\n', 'latin1'),
    [
      'file-encoding a.csv:1:8 the byte DF here is not UTF-8 → ' +
        'save the file as UTF-8; it looks like Windows-1252 or Latin-1',
      "missing-column a.csv:1:1 column 'n' is missing from the header → " +
        'the header has id, stra\ufffde, name',
    ],
  ],
  [
    'it is UTF-16',
    Buffer.from('\ufeffid,n,name\n', 'utf16le'),
    [
      'file-encoding a.csv:1:1 a.csv is UTF-16, not UTF-8 → ' +
        'save the file as UTF-8 (in Excel: "CSV UTF-8")',
    ],
  ],
  [
    'it is empty',
    '',
    [
      'missing-column a.csv:1:1 a.csv is empty → ' +
        'the first line of a CSV file names its columns',
    ],
  ],
];

test.each(badFiles)('%s', async (_, content, mistakes) => {
  await fixture.write('a.csv', content);
  const request = fixture.source('a.csv', ['id', 'n integer', 'name']);
  expect(await fixture.mistakes(request)).toEqual(mistakes);
  // Some bytes broke the database down.
  expect((await fixture.connection.query('select 1')).rows).toEqual([[1]]);
});

describe('many errors', () => {
  test('each kind of a column is one error with its count and first places', async () => {
    const values = ['x', '1.5', ...Array.from({ length: 1500 }, (_, n) => `y${n}`), '€ 7', '"8,-"'];
    await fixture.write('a.csv', `id,n,m\n${values.map(v => `1,${v},z\n`).join('')}`);
    const request = fixture.source('a.csv', ['id', 'n integer', 'm integer']);
    expect(await fixture.mistakes(request)).toEqual([
      `bad-value a.csv:2:3 column 'n': "x" is not an integer (1,502 such values; ` +
        'also "1.5" at 3:3, "y0" at 4:3, …)',
      expect.stringContaining(`column 'm': "z" is not an integer (1,504 such values; also "z" at`),
      `bad-value a.csv:1504:3 column 'n': "€ 7" is not an integer (2 such values; ` +
        'also "8,-" at 1505:3) → write it as 7, without the currency',
    ]);
  });

  test('a failed load leaves no table', async () => {
    await fixture.connection.run('drop table if exists raw.loaded');
    await fixture.write('a.csv', 'n\nx\n');
    await fixture.mistakes(fixture.source('a.csv', ['n integer']));
    const { rows } = await fixture.connection.query('select table_name from duckdb_tables()');
    expect(rows).toEqual([]);
  });
});

describe('what loads', () => {
  test('exactly the declared columns, in their order, whatever the order of the file', async () => {
    await fixture.write('a.csv', '\ufeff"Name",extra,ID\n\n"a\nb",x,01\n,y,\n');
    const { columns, rows } = await fixture.load(
      fixture.source('a.csv', ['id', 'name', 'none? date', 'never?']),
    );
    expect(columns).toEqual([
      { name: 'id', type: 'VARCHAR' },
      { name: 'name', type: 'VARCHAR' },
      { name: 'none', type: 'DATE' },
      { name: 'never', type: 'VARCHAR' },
    ]);
    expect(rows).toEqual([
      ['01', 'a\nb', null, null],
      [null, null, null, null],
    ]);
  });

  test.each([';', '\t', '|'])('a header that %j splits into the declared names', async by => {
    await fixture.write('a.csv', ['id', 'n'].join(by).concat('\n', ['a,b', '2'].join(by), '\n'));
    const { rows } = await fixture.load(fixture.source('a.csv', ['id', 'n integer']));
    expect(rows).toEqual([['a,b', 2]]);
  });

  test.each(['\n', '\r\n', '\r'])('lines that end with %j', async end => {
    await fixture.write('a.csv', ['', 'id,n', '', '1,2', '3,4'].join(end));
    const { rows } = await fixture.load(fixture.source('a.csv', ['id', 'n integer']));
    expect(rows).toEqual([
      ['1', 2],
      ['3', 4],
    ]);
  });

  /** What is in a file whose lines end with LF and CRLF alike, or CR. */
  const mixed: readonly (readonly [what: string, text: string])[] = [
    ['a blank last line with LF below lines with CRLF', 'id,n\r\n1,2\r\n3,4\r\n\n'],
    ['a blank last line with CRLF below lines with LF', 'id,n\n1,2\n3,4\n\r\n'],
    ['blank lines of the other kind in the middle', 'id,n\r\n1,2\r\n\n\n3,4\r\n'],
    ['blank lines of the other kind at the start', '\n\r\nid,n\r\n\n1,2\r\n3,4\r\n'],
    ['a header with LF above lines with CRLF', 'id,n\n1,2\r\n3,4\r\n'],
    ['a header with CRLF above lines with LF', 'id,n\r\n1,2\n3,4\n'],
    ['a last line with CR', 'id,n\n1,2\n3,4\r'],
    ['lines with LF, CRLF and CR', 'id,n\r1,2\r\n3,4\n'],
    ['lines with CR CR LF', 'id,n\r\r\n1,2\r\r\n3,4\r\r\n'],
    ['lines of delimiters alone at the end', 'id,n\r\n1,2\r\n3,4\r\n,\r\n"",""\r\n,,,,\r\n,'],
  ];

  test.each(mixed)('%s', async (_, text) => {
    await fixture.write('a.csv', text);
    const { rows } = await fixture.load(fixture.source('a.csv', ['id', 'n integer']));
    expect(rows).toEqual([
      ['1', 2],
      ['3', 4],
    ]);
  });

  test('values keep the line ends that they hold, whatever ends the lines', async () => {
    await fixture.write('a.csv', 'id,n\r\n"a\nb\r\nc\rd",2\n"",\r\n"e\r\n",4\r\n\n,\n');
    // The line without a value is between others.
    expect(await fixture.mistakes(fixture.source('a.csv', ['id', 'n integer']))).toHaveLength(1);
    await fixture.write('a.csv', 'id,n\r\n"a\nb\r\nc\rd",2\n"e\r\n",4\r\n\n,\n');
    const { rows } = await fixture.load(fixture.source('a.csv', ['id', 'n integer']));
    expect(rows).toEqual([
      ['a\nb\r\nc\rd', 2],
      ['e\r\n', 4],
    ]);
  });

  test('spaces around quotes are left out, however many there are', async () => {
    await fixture.write('a.csv', 'id,n\n   "a,b"  ,2\n  "c" , "3"\n');
    const { rows } = await fixture.load(fixture.source('a.csv', ['id', 'n integer']));
    expect(rows).toEqual([
      ['a,b', 2],
      ['c', 3],
    ]);
  });

  test('a value of several megabytes', async () => {
    const long = 'é"😀\n'.repeat(500_000);
    await fixture.write('a.csv', `id,n\n"${long.replaceAll('"', '""')}",1\n2,3\n`);
    await fixture.load(fixture.source('a.csv', ['id', 'n integer']));
    const { rows } = await fixture.connection.query('select length(id), n from raw.loaded');
    expect(rows).toEqual([
      [2_000_000n, 1],
      [1n, 3],
    ]);
  });

  test('a row whose declared columns are empty and others are not', async () => {
    await fixture.write('a.csv', 'id,x,n\n,y,\n1,,2\n');
    const { rows } = await fixture.load(fixture.source('a.csv', ['id', 'n integer']));
    expect(rows).toEqual([
      [null, null],
      ['1', 2],
    ]);
  });

  test('a header alone is a table without rows', async () => {
    await fixture.write('a.csv', 'id,n');
    expect((await fixture.load(fixture.source('a.csv', ['id', 'n integer']))).rows).toEqual([]);
  });

  test('blank lines of a file with one column are not rows', async () => {
    await fixture.write('a.csv', 'id\n\n1\n\n2\n\n');
    expect((await fixture.load(fixture.source('a.csv', ['id']))).rows).toEqual([['1'], ['2']]);
  });

  test('an optional table that is absent is empty and typed', async () => {
    const request = fixture.source('none.csv', ['id', 'n decimal(9,2)'], { optional: true });
    const { columns, rows } = await fixture.load(request);
    expect(rows).toEqual([]);
    expect(columns[1]).toEqual({ name: 'n', type: 'DECIMAL(9,2)' });
    await fixture.write('elsewhere/others.csv', 'id');
    const beside = fixture.source('elsewhere/none.csv', ['id'], { optional: true });
    expect((await fixture.load(beside)).rows).toEqual([]);
  });

  test.each([
    ['in the other format', 'nps_responses.parquet'],
    ['in other letters', 'NPS_Responses.CSV'],
    ['with another sign between its words', 'nps-responses.csv'],
  ])('an optional table that is there %s is not left out without a word', async (how, name) => {
    const directory = how.replaceAll(' ', '-');
    await fixture.write(`${directory}/${name}`, 'id');
    const request = fixture.source(`${directory}/nps_responses.csv`, ['id'], { optional: true });
    const [mistake] = await fixture.probed(request);
    expect(mistake).toContain(`${directory}/nps_responses.csv does not exist`);
  });
});

describe('before any data is read', () => {
  test('a missing file says that the other format is there', async () => {
    await fixture.write('data/orders.parquet', '');
    expect(await fixture.probed(fixture.source('data/orders.csv', ['id']))).toEqual([
      'missing-file sources.yml:3:7 data/orders.csv does not exist → ' +
        'data/orders.parquet is there; set the format to parquet',
    ]);
  });

  test('a missing file says which name is near', async () => {
    await fixture.write('near/order.csv', 'id\n');
    expect(await fixture.probed(fixture.source('near/orders.csv', ['id']))).toEqual([
      "missing-file sources.yml:3:7 near/orders.csv does not exist → did you mean 'order.csv'?",
    ]);
    expect(await fixture.probed(fixture.source('nowhere/orders.csv', ['id']))).toEqual([
      'missing-file sources.yml:3:7 nowhere/orders.csv does not exist → ' +
        'there is no directory nowhere; create it, or say where the files are',
    ]);
  });

  test('declarations and header are reported together', async () => {
    await fixture.write('a.csv', 'id\n');
    const columns = ['id blob', 't timestamp @Europe/Berln', 'n'];
    expect(await fixture.probed(fixture.source('a.csv', columns))).toEqual([
      expect.stringMatching(/^invalid-value sources.yml:10:9 .* the type 'blob' → write varchar/),
      `invalid-value sources.yml:11:9 column 't': 'Europe/Berln' is not a time zone → ` +
        "did you mean 'Europe/Berlin'?",
      "missing-column a.csv:1:1 column 't' is missing from the header → the header has id",
      "missing-column a.csv:1:1 column 'n' is missing from the header → the header has id",
    ]);
  });

  test('a format that cannot be read and a directory in the place of a file', async () => {
    await fixture.write('directory.csv/x', '');
    expect(await fixture.probed(fixture.source('a.xlsx', ['id']))).toEqual([
      'invalid-value sources.yml:3:7 a.xlsx is neither a .csv nor a .parquet file → ' +
        'export it as CSV or Parquet',
    ]);
    expect(await fixture.probed(fixture.source('directory.csv', ['id']))).toEqual([
      'file-unreadable sources.yml:3:7 reading directory.csv failed: it is a directory → move the directory away, or choose another path',
    ]);
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { LoadFixture } from './load-fixture.ts';

const fixture = LoadFixture.inThisFile();

beforeAll(async () => {
  const { connection, directory } = fixture;
  await connection.run(`attach '${join(directory, 'shop.duckdb')}' as shop`);
  await connection.run('create schema shop.sales');
});

async function writeParquet(path: string, query: string): Promise<void> {
  await fixture.connection.run(`copy (${query}) to '${join(fixture.directory, path)}'`);
}

/** [SQL value in the file, declared type, value in the table]. */
const goodValues: readonly (readonly [sql: string, type: string, value: unknown])[] = [
  ["'0001'", 'varchar', '0001'],
  ["''", 'varchar', null],
  ['42::bigint', 'varchar', '42'],
  ["date '2024-01-31'", 'varchar', '2024-01-31'],
  ['42::bigint', 'integer', 42],
  ['42.0::double', 'integer', 42],
  ["'42'", 'integer', 42],
  ["''", 'integer', null],
  ['0.1::double', 'decimal(18,3)', '0.100'],
  ['1.25::float', 'decimal(18,3)', '1.250'],
  ['7::integer', 'decimal(18,3)', '7.000'],
  ['1.500::decimal(9,3)', 'decimal(18,1)', '1.5'],
  ['1::integer', 'boolean', true],
  ['true', 'boolean', true],
  ["timestamp '2024-01-31 00:00:00'", 'date', '2024-01-31'],
  ["date '2024-01-31'", 'timestamp', '2024-01-31 00:00:00'],
  ["timestamp_ns '2024-01-31 10:00:00.123456'", 'timestamp', '2024-01-31 10:00:00.123456'],
  ["timestamptz '2024-01-31 23:30:00Z'", 'timestamp @Europe/Berlin', '2024-02-01 00:30:00'],
  ["timestamp '2024-01-31 23:30:00'", 'timestamp @Europe/Berlin', '2024-01-31 23:30:00'],
  ["date '2024-01-31'", 'timestamp @Europe/Berlin', '2024-01-31 00:00:00'],
  ["'2024-01-31T23:30:00Z'", 'timestamp @Europe/Berlin', '2024-02-01 00:30:00'],
  ["timestamptz '2024-01-31 23:30:00Z'", 'timestamptz', '2024-01-31 23:30:00+00'],
  ['null::integer', 'decimal(9,2)', null],
];

test.each(goodValues)('%s is read as %s', async (sql, type, value) => {
  await writeParquet('a.parquet', `select ${sql} as X, 1 as extra`);
  const { rows } = await fixture.load(fixture.source('a.parquet', [`x ${type}`, 'y? date']));
  expect(rows).toEqual([[value, null]]);
});

/** [SQL value in row 2, declared type, what is said of it]. */
const badValues: readonly (readonly [sql: string, type: string, said: string])[] = [
  ['1.5::double', 'integer', '"1.5" does not fit integer without loss'],
  ['3000000000', 'integer', '"3000000000" does not fit integer without loss'],
  [
    '1.2345::double',
    'decimal(18,3)',
    '"1.2345" does not fit decimal(18,3) without loss → ' +
      'round it to 3 decimals, or declare a type with more digits',
  ],
  ["'nan'::double", 'decimal(18,3)', '"nan" is not decimal(18,3) → leave it NULL'],
  ["'inf'::double", 'double', '"inf" is not double → leave it NULL'],
  ["'infinity'::date", 'timestamp', '"infinity" is not timestamp → leave it NULL'],
  [
    "timestamp '2024-01-31 10:00:00'",
    'date',
    '"2024-01-31 10:00:00" has a time of day, which a date would lose → ' +
      'declare the column as timestamp',
  ],
  ["'2024-02-30'", 'date', '"2024-02-30" is a day that the calendar does not have'],
  ["'abc'", 'double', '"abc" is not a double'],
  ['2::integer', 'boolean', '"2" does not fit boolean without loss'],
];

test.each(badValues)('%s is no %s', async (sql, type, said) => {
  await writeParquet('a.parquet', `select null as x union all select ${sql}`);
  expect(await fixture.mistakes(fixture.source('a.parquet', [`x ${type}`]))).toEqual([
    `bad-value sources.yml:10:9 row 2 of a.parquet, column 'x': ${said}`,
  ]);
});

test('columns of the wrong type and missing ones are reported before any row is read', async () => {
  await writeParquet(
    'a.parquet',
    "select 1.0::double as id, timestamptz '2024-01-01' as t, true as d, [1] as l, 1 as quantity",
  );
  const columns = ['id', 't timestamp', 'd date', 'l integer', 'quantiy'];
  expect(await fixture.probed(fixture.source('a.parquet', columns))).toEqual([
    "bad-value sources.yml:10:9 column 'id' is double in a.parquet and cannot be read as varchar " +
      '→ an identifier would read 1234.0; export the column as text or integer',
    "bad-value sources.yml:11:9 column 't' is timestamp with time zone in a.parquet and cannot " +
      "be read as timestamp → say which zone the column is in with 'meta: {time_zone: …}'",
    "bad-value sources.yml:12:9 column 'd' is boolean in a.parquet and cannot be read as date → " +
      'declare it as boolean',
    "bad-value sources.yml:13:9 column 'l' is integer[] in a.parquet and cannot be read as " +
      'integer → export it as one of the plain types',
    "missing-column sources.yml:14:9 column 'quantiy' is missing from a.parquet → " +
      "did you mean 'quantity'?",
  ]);
});

test('each kind of a column is one error with its count and first rows', async () => {
  await writeParquet('a.parquet', 'select i + 0.5 as x, i + 0.5 as y from range(100) as t(i)');
  const mistakes = await fixture.mistakes(fixture.source('a.parquet', ['x integer', 'y integer']));
  expect(mistakes).toHaveLength(2);
  expect(mistakes[0]).toContain(
    `row 1 of a.parquet, column 'x': "0.5" does not fit integer without loss ` +
      '(100 such values; also "1.5" at row 2, "2.5" at row 3, …)',
  );
  expect(mistakes[1]).toContain("row 1 of a.parquet, column 'y'");
});

test('a Parquet file that is cut off within its data is not told in the words of the database', async () => {
  await writeParquet(
    'cut.parquet',
    'select i::varchar as id, hash(i) as h from range(20000) as t(i)',
  );
  const bytes = await readFile(join(fixture.directory, 'cut.parquet'));
  bytes.fill(0xff, 1000, bytes.length - 2000);
  await fixture.write('cut.parquet', bytes);
  expect(await fixture.mistakes(fixture.source('cut.parquet', ['id']))).toEqual([
    'file-unreadable sources.yml:10:9 cut.parquet cannot be read to its end → ' +
      'it may be damaged or cut off; write it again',
  ]);
});

test('a file that is not a Parquet file', async () => {
  await fixture.write('b.parquet', 'id,n\n1,2\n');
  const [mistake] = await fixture.probed(fixture.source('b.parquet', ['id']));
  expect(mistake).toMatch(/^file-unreadable sources.yml:3:7 b.parquet is not a Parquet file/);
});

describe('a table of an attached database', () => {
  const origin = (identifier: string) => ({
    origin: {
      kind: 'table' as const,
      database: 'shop',
      relation: { schema: 'sales', identifier },
    },
  });

  test('is read with its declared columns and types', async () => {
    await fixture.connection.run("create or replace table shop.sales.t as select 1 as n, 'a' as s");
    const { columns } = await fixture.load(
      fixture.source('t', ['s', 'n decimal(9,2)'], origin('t')),
    );
    expect(columns.map(({ type }) => type)).toEqual(['VARCHAR', 'DECIMAL(9,2)']);
  });

  test('says the row of a value that does not fit', async () => {
    await fixture.connection.run(
      "create or replace table shop.sales.t as select unnest(['1', '2', 'x']) as n",
    );
    expect(await fixture.mistakes(fixture.source('t', ['n integer'], origin('t')))).toEqual([
      `bad-value sources.yml:10:9 row 3 of shop.sales.t, column 'n': "x" is not an integer`,
    ]);
  });

  test('is missed with the nearest name', async () => {
    await fixture.connection.run('create or replace table shop.sales.orders as select 1 as n');
    const [mistake] = await fixture.probed(fixture.source('t', ['n'], origin('order_')));
    expect(mistake).toMatch(/^missing-file sources.yml:3:7 shop.sales.order_ does not exist/);
  });

  test('is empty and typed where it is optional and absent, as a Parquet file is', async () => {
    const columns = ['n decimal(9,2)'];
    for (const request of [
      fixture.source('t', columns, { ...origin('gone'), optional: true }),
      fixture.source('gone.parquet', columns, { optional: true }),
    ]) {
      const loaded = await fixture.load(request);
      expect(loaded.rows).toEqual([]);
      expect(loaded.columns).toEqual([{ name: 'n', type: 'DECIMAL(9,2)' }]);
    }
  });
});

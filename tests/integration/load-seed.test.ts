import { describe, expect, test } from 'vitest';
import { columnsOf, LoadFixture } from './load-fixture.ts';

const fixture = LoadFixture.inThisFile();

/** [values of a column, the type that they are given]. */
const inferred: readonly (readonly [values: readonly string[], type: string])[] = [
  [['1', '-2', ''], 'INTEGER'],
  [['1', '2147483648'], 'BIGINT'],
  [['1', '2.5', '-3'], 'DOUBLE'],
  [['1', '0.5', '0'], 'DOUBLE'],
  [['1.0', '0.5', '-2.25'], 'DOUBLE'],
  [['0.1', '0.30000000000000004'], 'DOUBLE'],
  [['1.50', '-2.25', '0.00'], 'DECIMAL(18,2)'],
  [['0.12345678901234567890', '0.12345678901234567891'], 'DECIMAL(38,20)'],
  // what a number would not give back
  [['1', '9223372036854775808'], 'VARCHAR'],
  [['12345678901234567890', '12345678901234567891'], 'VARCHAR'],
  [['9007199254740993', '1.5'], 'VARCHAR'],
  [['9007199254740993', '1'], 'BIGINT'],
  [['0.5', '0.1234567890123456789'], 'VARCHAR'],
  [['1', '2.5', '1e3'], 'VARCHAR'],
  [['0.5', '1e400'], 'VARCHAR'],
  [['1', '1.0', '2.5'], 'VARCHAR'],
  [['1.10', '1.1'], 'VARCHAR'],
  [['0.50', '-0.00'], 'VARCHAR'],
  [['1', '-0'], 'VARCHAR'],
  [['.5', '1.5'], 'VARCHAR'],
  [['1', '007'], 'VARCHAR'],
  [['0.5', '00.5'], 'VARCHAR'],
  [['+49', '1'], 'VARCHAR'],
  [['true', 'FALSE'], 'BOOLEAN'],
  [['true', '1'], 'VARCHAR'],
  [['yes', 'no'], 'VARCHAR'],
  [['2024-01-31', '2024-02-29'], 'DATE'],
  [['2024-01-31', '2024-02-30'], 'VARCHAR'],
  [['2024-01-31', '2024-01-31 10:00:00'], 'TIMESTAMP'],
  [['2024-01-31 00:00:00', '2024-01-31 10:00:00.5'], 'TIMESTAMP'],
  [['2024-01-31', '2024-01-31 00:00:00'], 'VARCHAR'],
  [['2024-01-31T10:00:00'], 'VARCHAR'],
  [['2024-01-31 10:00'], 'VARCHAR'],
  [['2024-1-5'], 'VARCHAR'],
  [['0000-01-01'], 'VARCHAR'],
  [['2024-01-31 10:00:00+02'], 'VARCHAR'],
  [['', ''], 'VARCHAR'],
  [['1', 'x'], 'VARCHAR'],
];

test.each(inferred)('undeclared values %j', async (values, type) => {
  await fixture.write('s.csv', `k,v\n${values.map(value => `k,${value}\n`).join('')}`);
  const { columns, rows } = await fixture.load(fixture.seed('s.csv'));
  expect(columns[1]).toEqual({ name: 'v', type });
  expect(rows).toHaveLength(values.length);
});

test('a value in the last line counts as much as one in the first', async () => {
  await fixture.write('s.csv', `v\n${'1\n'.repeat(50_000)}x\n`);
  const { columns } = await fixture.load(fixture.seed('s.csv'));
  expect(columns).toEqual([{ name: 'v', type: 'VARCHAR' }]);
});

test('all columns are retained; column_types win over data_type, which wins over the values', async () => {
  await fixture.write('s.csv', 'A,b,c,d\n1,2,3,4\n');
  const { columns } = await fixture.load(
    fixture.seed('s.csv', {
      columns: columnsOf(['a varchar', 'b varchar', 'c']),
      columnTypes: { B: 'decimal(9,2)' },
    }),
  );
  expect(columns).toEqual([
    { name: 'A', type: 'VARCHAR' },
    { name: 'b', type: 'DECIMAL(9,2)' },
    { name: 'c', type: 'INTEGER' },
    { name: 'd', type: 'INTEGER' },
  ]);
});

test('the delimiter is the declared one', async () => {
  await fixture.write('s.csv', 'a;b\n1,5;x\n');
  const { rows } = await fixture.load(fixture.seed('s.csv', { delimiter: ';' }));
  expect(rows).toEqual([['1,5', 'x']]);
});

describe('errors', () => {
  test('a value that does not fit', async () => {
    await fixture.write('s.csv', 'a,b\n1,2024-01-01\n\n2,soon\n');
    const request = fixture.seed('s.csv', { columnTypes: { b: 'date' } });
    expect(await fixture.mistakes(request)).toEqual([
      `bad-value s.csv:4:3 column 'b': "soon" is not a date → write it as 2024-01-31`,
    ]);
  });

  test('a ragged line of a seed without declared types', async () => {
    await fixture.write('s.csv', 'a,b\n1\n');
    expect(await fixture.mistakes(fixture.seed('s.csv'))).toEqual([
      'ragged-line s.csv:2:2 the line has 1 value, the header 2',
    ]);
  });

  test('missing, doubled and nameless columns and unknown types come together', async () => {
    await fixture.write('s.csv', 'a,limit,A,\n1,2,3,4\n');
    const request = fixture.seed('s.csv', {
      columns: columnsOf(['limt integer']),
      columnTypes: { a: 'money' },
    });
    expect(await fixture.probed(request)).toEqual([
      "missing-column sources.yml:10:9 column 'limt' is declared but missing from s.csv → " +
        "did you mean 'limit'?",
      expect.stringContaining("invalid-value s.csv:1:1 column 'a': a file cannot be read into"),
      'missing-column s.csv:1:11 column 4 has no name in the header',
      "duplicate-column s.csv:1:9 column 'A' appears twice in the header → " +
        'it is column 1 and column 3',
    ]);
  });

  test('a seed that is gone', async () => {
    expect(await fixture.probed(fixture.seed('gone/s.csv'))).toEqual([
      'missing-file gone/s.csv:1:1 gone/s.csv does not exist → there is no directory gone; create it, or say where the files are',
    ]);
  });
});

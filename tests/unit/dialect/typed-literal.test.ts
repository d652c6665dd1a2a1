import { expect, test } from 'vitest';
import type { Json } from '../../../src/base/text/json.ts';
import { typedLiteral } from '../../../src/dialect/types/typed-literal.ts';

test.each<readonly [Json, string, string]>([
  [null, 'DATE', 'cast(null as DATE)'],
  [1, 'INTEGER', "cast('1' as INTEGER)"],
  ['-5', 'BIGINT', "cast('-5' as BIGINT)"],
  [
    '170141183460469231731687303715884105727',
    'HUGEINT',
    "cast('170141183460469231731687303715884105727' as HUGEINT)",
  ],
  [0.4, 'DECIMAL(18,6)', "cast('0.4' as DECIMAL(18,6))"],
  ['12.500', 'DECIMAL(3,1)', "cast('12.500' as DECIMAL(3,1))"],
  ['1e-3', 'DOUBLE', "cast('1e-3' as DOUBLE)"],
  ['0.10', 'FLOAT', "cast('0.10' as FLOAT)"],
  ['12345678901234567000', 'DOUBLE', "cast('12345678901234567000' as DOUBLE)"],
  ["it's", 'VARCHAR', "cast('it''s' as VARCHAR)"],
  ['0001', 'VARCHAR', "cast('0001' as VARCHAR)"],
  [true, 'BOOLEAN', "cast('true' as BOOLEAN)"],
  ['2024-02-29', 'DATE', "cast('2024-02-29' as DATE)"],
  ['2026-04-30 23:59:59.5', 'TIMESTAMP', "cast('2026-04-30 23:59:59.5' as TIMESTAMP)"],
  ['2026-04-30T23:59', 'TIMESTAMP', "cast('2026-04-30T23:59' as TIMESTAMP)"],
  ['2026-04-30', 'TIMESTAMP', "cast('2026-04-30' as TIMESTAMP)"],
  [
    '2026-04-30 23:59:59+02',
    'TIMESTAMP WITH TIME ZONE',
    "cast('2026-04-30 23:59:59+02' as TIMESTAMP WITH TIME ZONE)",
  ],
  [[1, 2], 'INTEGER[]', "cast(cast('[1,2]' as json) as INTEGER[])"],
  ['12:30', 'TIME', "cast('12:30' as TIME)"],
])('%j as %s', (value, type, sql) => {
  expect(typedLiteral(value, type)).toEqual({ sql });
});

test.each<readonly [Json, string, string | undefined]>([
  [1.5, 'INTEGER', undefined],
  [true, 'INTEGER', undefined],
  ['x', 'INTEGER', undefined],
  [2147483648, 'INTEGER', 'it goes from -2147483648 to 2147483647'],
  [-1, 'UTINYINT', 'it goes from 0 to 255'],
  [2 ** 53 + 2, 'BIGINT', 'put a number of this size in quotes, it lost digits'],
  [0.0005, 'DECIMAL(18,3)', 'it has more than 3 decimals'],
  ['100', 'DECIMAL(3,1)', 'it has more than 2 whole digits'],
  ['.', 'DECIMAL(3,1)', undefined],
  ['', 'DECIMAL(3,1)', undefined],
  ['1,5', 'DOUBLE', undefined],
  ['9007199254740993', 'DOUBLE', 'the nearest double is 9007199254740992; write that'],
  ['0.1234567890123456789', 'DOUBLE', 'the nearest double is 0.12345678901234568; write that'],
  ['0.123456789', 'FLOAT', 'the nearest float is 0.12345679; write that'],
  ['1e400', 'DOUBLE', 'it is out of the range of double'],
  ['2026-04-30 23:59:59.1234567', 'TIMESTAMP', 'it has more than 6 decimals'],
  ['2026-04-30 23:59:59.1234', 'TIMESTAMP_MS', 'it has more than 3 decimals'],
  [1, 'VARCHAR', 'put text in quotes'],
  [1, 'BOOLEAN', undefined],
  ['2026-02-30', 'DATE', 'write it as 2026-04-30'],
  [20260430, 'DATE', 'write it as 2026-04-30'],
  ['2026-04-30 12:00', 'DATE', 'write it as 2026-04-30'],
  ['2026-04-30 24:00:00', 'TIMESTAMP', 'write it as 2026-04-30 23:59:59'],
  ['2026-04-30 12:00:00Z', 'TIMESTAMP', 'it takes no time zone'],
  [[1], 'INTEGER', undefined],
  [{ a: 1 }, 'VARCHAR', undefined],
])('%j is no %s', (value, type, hint) => {
  const literal = typedLiteral(value, type);
  expect(literal).toHaveProperty('problem');
  expect('hint' in literal ? literal.hint : undefined).toBe(hint);
});

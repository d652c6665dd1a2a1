import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine } from '../../src/engine/engine.ts';

let engine: Engine;
let connection: Connection;

beforeAll(async () => {
  engine = await openEngine({ settings: {} });
  connection = await engine.connect();
});
afterAll(() => {
  connection.close();
  engine.close();
});

it.each([
  ['[1, 2]', '[1, 2]'],
  ['[1.5::decimal(9,2), null]', '[1.50, null]'],
  ['[[1], []]', '[[1], []]'],
  ['array[1, 2]::integer[2]', '[1, 2]'],
  [`{'b': 1, 'a': 'x"y'}`, '{"b": 1, "a": "x\\"y"}'],
  [`{'2': 1, '1': 'NULL'}`, '{"2": 1, "1": "NULL"}'],
  ['row(1, 2)', '"(1, 2)"'],
  [`map {'k': 1.5}`, '{"k": 1.5}'],
  [`map {1: 'x'}`, '[{"key": 1, "value": "x"}]'],
  [`map {date '2026-01-01': true}`, '[{"key": "2026-01-01", "value": true}]'],
  ['union_value(num := 2)', '{"num": 2}'],
  [`'\\xAA\\x00b'::blob`, '"\\\\xAA\\\\x00b"'],
  ['12345678901234567.10::decimal(38,2)', '12345678901234567.10'],
  ['170141183460469231731687303715884105727::hugeint', '170141183460469231731687303715884105727'],
  ['[9007199254740993]', '[9007199254740993]'],
  ['interval 3 days', '"3 days"'],
  [`timestamp '2026-01-01 10:00:00.5'`, '"2026-01-01 10:00:00.5"'],
  [`[date 'infinity', date '2026-01-01']`, '["infinity", "2026-01-01"]'],
  [`['nan'::double, 'infinity'::double, 0.1]`, '["NaN", "Infinity", 0.1]'],
  ['[0.1::float]', '[0.1]'],
  [`'{"a": [1]}'::json`, '{"a": [1]}'],
  [`'0001'`, '"0001"'],
  [`'x'::enum('x', 'y')`, '"x"'],
  ['null', 'null'],
  ['[]', '[]'],
  ['true', 'true'],
])('%s as JSON is %s', async (sql, json) => {
  const { rows } = await connection.queryJson(`select ${sql} as v`);
  expect(rows).toEqual([[json]]);
  JSON.parse(json);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrmError } from '../../src/base/errors/crm-error.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine } from '../../src/engine/engine.ts';

let engine: Engine;
let connection: Connection;

beforeAll(async () => {
  engine = await openEngine({ settings: { memory_limit: '100MB', threads: 1 }, tempDirectory: '' });
  connection = await engine.connect();
  await connection.run('create table t (i integer primary key, name varchar)');
});

afterAll(() => {
  connection.close();
  engine.close();
});

async function failureOf(action: Promise<unknown>): Promise<CrmError> {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CrmError)) throw new Error(`expected a CrmError, got ${error}`);
  return error;
}

/** What is wrong is between « and », which are taken out; without them there is no offset. */
const cases: [sql: string, code: string, message: string, hint?: string][] = [
  ['/* é€😀 */ «selec» 1', 'sql-parser', "syntax error at or near 'selec'"],
  ["select '😀' as a, «,» 2", 'sql-parser', "syntax error at or near ','"],
  ["select '😀", 'sql-parser', 'unterminated quoted string at or near "\'😀"'],
  ["select '😀', substring('a' from«»", 'sql-parser', 'syntax error at end of input'],
  [
    "/* é€😀 */ select «nam» from t where name <> '€'",
    'sql-binder',
    "referenced column 'nam' not found in FROM clause",
    "did you mean 'name'?",
  ],
  [
    "select '€', a from «tt»",
    'sql-catalog',
    'table with name tt does not exist',
    "did you mean 't'?",
  ],
  ['select * from «zzzzzzzz»', 'sql-catalog', 'table with name zzzzzzzz does not exist'],
  [
    "select 'é', «foor»(1)",
    'sql-catalog',
    'scalar function with name foor does not exist',
    "did you mean 'floor'?",
  ],
  [
    "select 'é', «repeat»(1, 2, 3)",
    'sql-binder',
    "no function matches the given name and argument types 'repeat(INTEGER_LITERAL, " +
      "INTEGER_LITERAL, INTEGER_LITERAL)'",
    'it takes repeat(VARCHAR, BIGINT) -> VARCHAR; repeat(BLOB, BIGINT) -> BLOB; ' +
      'repeat(T[], BIGINT) -> T[]',
  ],
  ["select '€', «cast»('x' as integer)", 'sql-conversion', "could not convert string 'x' to INT32"],
  [
    'select «cast»(300 as tinyint)',
    'sql-conversion',
    "type INT32 with value 300 can't be cast because the value is out of range for the " +
      'destination type INT8',
  ],
  ["select date '2024-02-30'", 'sql-conversion', 'date field value out of range: "2024-02-30"'],
  [
    'insert into t values (1, null), (1, null)',
    'sql-constraint',
    'PRIMARY KEY or UNIQUE constraint violation: duplicate key "1"',
  ],
  ['insert into t values (null, null)', 'sql-constraint', 'NOT NULL constraint failed: t.i'],
  [
    'select sum(x) from (select 170141183460469231731687303715884105727::hugeint x from range(3))',
    'sql-out-of-range',
    'overflow in HUGEINT multiplication: 170141183460469231731687303715884105727 * 3',
  ],
  ["select error('no — this')", 'sql-error', 'no — this'],
  [
    "select * from «read_csv»('/nowhere/none.csv')",
    'file-unreadable',
    'no files found that match the pattern "/nowhere/none.csv"',
  ],
  ['', 'sql-parser', 'there is no SQL statement', 'write a select'],
  [
    'select 1; select 2',
    'sql-parser',
    'there is more than one SQL statement',
    'write one statement',
  ],
];

test.each(cases)('%s', async (marked, code, message, hint) => {
  const sql = marked.replace(/[«»]/g, '');
  const error = await failureOf(connection.run(sql));
  expect({ code: error.code, message: error.message }).toEqual({ code, message });
  if (hint !== undefined || code !== 'sql-parser') expect(error.hint).toBe(hint);
  if (marked.includes('«')) expect(error.sqlOffset).toBe(marked.indexOf('«'));
});

/** SQL with a name that does not exist, and the hint that is given, if any. */
const hinted: readonly (readonly [string, string | undefined])[] = [
  ['select * from crm.order_s', "did you mean 'orders'?"],
  ['select * from order_s', "did you mean 'crm.orders'?"],
  ['select unitz from crm.orders', "did you mean 'units'?"],
  ['select o.unitz from crm.orders o', "did you mean 'units'?"],
  ['select p.units from crm.orders o', "did you mean 'o'?"],
  ['select medien(units) from crm.orders', "did you mean 'median'?"],
  ['select 1::intt', "did you mean 'int'?"],
  ['select * from duckdb_tablez', "did you mean 'duckdb_tables'?"],
  // what is near, but not in scope
  ['select * from tables', undefined],
  ['select * from tabless', undefined],
  ['select * from kept_s', undefined],
  ['select x from (select 1 as __key)', undefined],
  // what is in scope, but not near
  ['select medien2xyz(1)', undefined],
  ['select 1::order_statuz', undefined],
  ['select * from nothing_of_the_kind', undefined],
];

test.each(hinted)('a name that does not exist is hinted at, in %s', async (sql, hint) => {
  await connection.run("attach if not exists ':memory:' as __before");
  await connection.run('create table if not exists __before.kept(i integer)');
  await connection.run('create schema if not exists crm');
  await connection.run('create table if not exists crm.orders(order_id integer, units integer)');
  expect((await failureOf(connection.run(sql))).hint).toBe(hint);
});

test('describe gives offsets in the query that was asked for', async () => {
  const error = await failureOf(connection.describe("select '€', nam from t"));
  expect(error).toMatchObject({ code: 'sql-binder', sqlOffset: 12 });
});

test('describe refuses what is not a query', async () => {
  const error = await failureOf(connection.describe('create table u (i integer)'));
  expect(error).toMatchObject({ code: 'sql-binder', message: 'this statement is not a query' });
});

test('a nested result that fails while it runs keeps its offset', async () => {
  const error = await failureOf(
    connection.query("select [cast(x as integer)] from (values ('€'), ('b')) as v(x)"),
  );
  expect(error).toMatchObject({ code: 'sql-conversion', sqlOffset: 8 });
});

test('a reached memory limit says so in one line, with what can be done', async () => {
  const error = await failureOf(
    connection.run('create table big as select random()::varchar s from range(20000000)'),
  );
  expect(error.code).toBe('out-of-memory');
  expect(error.message).not.toContain('\n');
  expect(error.hint).toContain('memory_limit');
});

test('an interrupted statement throws and the connection goes on', async () => {
  const failure = failureOf(
    connection.run(
      'select count(*) from range(10000000) a, range(1000000) b where a.range + b.range < 0',
    ),
  );
  // Given again and again: one that comes before the statement has begun to run is lost.
  const interrupting = setInterval(() => connection.interrupt(), 200);
  try {
    expect(await failure).toMatchObject({
      code: 'interrupted',
      message: 'the statement was interrupted',
    });
  } finally {
    clearInterval(interrupting);
  }
  expect((await connection.query('select 1')).rows).toEqual([[1]]);
});

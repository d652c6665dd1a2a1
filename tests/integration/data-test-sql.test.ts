import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { materializationOf } from '../../src/dialect/materializations/materializations.ts';
import { createAs } from '../../src/dialect/statements/create-relation.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import type { TestNode } from '../../src/nodes/node.ts';
import { verdictSql } from '../../src/plan/tests/data-test-sql.ts';
import { dataTest } from '../support/node-fixtures.ts';

let engine: Engine;
let connection: Connection;
beforeAll(async () => {
  engine = await openEngine({ settings: { threads: 1 } });
  connection = await engine.connect();
});
afterAll(() => {
  connection.close();
  engine.close();
});

const select = (text: string) => ({ text, segments: [] });
const rowsOf = async (sql: string) => (await connection.query(sql)).rows;

describe('the verdict of a data test', () => {
  test('its text', () => {
    const node = dataTest('t', { limit: 10, warnIf: '> 0', errorIf: '> 5' });
    expect(verdictSql(node, select('select 1 -- one')).text).toBe(`select
    cast(failures as bigint) as failures,
    failures > 0 as should_warn,
    failures > 5 as should_error
from (
select count(*) as failures
from (
select *
from (
select 1 -- one
) as all_rows
limit 10
) as failing_rows
) as verdict`);
  });

  test.each<
    readonly [
      string,
      Partial<Omit<TestNode, 'refs' | 'sources' | 'testMetadata'>>,
      string,
      readonly unknown[],
    ]
  >([
    ['counts rows', {}, 'select * from range(3) -- comment', [3n, true, true]],
    ['is fine without rows', {}, 'select * from range(0)', [0n, false, false]],
    ['warns first', { errorIf: '> 5', warnIf: '> 2' }, 'from range(3)', [3n, true, false]],
    ['stops at the limit', { limit: 2 }, 'from range(9)', [2n, true, true]],
    ['sums', { failCalc: 'sum(n)' }, 'select 4 as n union all select 5', [9n, true, true]],
    ['sums no rows to 0', { failCalc: 'sum(n)' }, 'select 4 as n where false', [0n, false, false]],
    ['keeps NULL', { failCalc: 'sum(n)' }, 'select null::int as n', [null, null, null]],
    ['judges before it rounds', { failCalc: 'max(n)' }, 'select 0.4 as n', [0n, true, true]],
    ['takes between', { errorIf: 'between 2 and 4' }, 'from range(3)', [3n, true, true]],
    ['starts with a CTE', {}, 'with x as (select 1) select * from x', [1n, true, true]],
  ])('%s', async (_, options, text, verdict) => {
    const statement = verdictSql(dataTest('t', options), select(text));
    const { rows, columns } = await connection.query(statement.text);
    const plain = rows[0]?.map((cell, index) =>
      index === 0 && cell !== null ? BigInt(String(cell)) : cell,
    );
    expect(plain).toEqual(verdict);
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'failures BIGINT',
      'should_warn BOOLEAN',
      'should_error BOOLEAN',
    ]);
  });
});

describe('the statement of a materialization', () => {
  test.each([
    ['table', 'create table main."Odd name" as (\nselect 1 as a -- end\n)', 'table'],
    ['view', 'create view main."Odd name" as (\nselect 1 as a -- end\n)', 'view'],
  ] as const)('%s', async (materialized, text, kind) => {
    const relation = { schema: 'main', identifier: 'Odd name' };
    const sql = select('select 1 as a -- end');
    const { statements } = materializationOf(materialized);
    const [{ text: sent } = { text: '' }] = statements({
      relation,
      select: sql,
      columns: undefined,
    });
    expect(sent).toBe(text);
    await connection.run(sent);
    expect(await rowsOf('from main."Odd name"')).toEqual([[1]]);
    await connection.run(`drop ${kind} main."Odd name"`);
  });

  test('a contract lists the columns and casts nothing', async () => {
    const { text } = createAs('table', {
      relation: { schema: 'main', identifier: 'kpis' },
      select: select('select 1 as id, 2::decimal(18,6) as units'),
      columns: ['id', 'Units'],
    });
    expect(text).toBe(`create table main.kpis as (
select
    id as id,
    "Units" as "Units"
from (
select 1 as id, 2::decimal(18,6) as units
) as contracted
)`);
    await connection.run(text);
    expect(await connection.describe('from main.kpis')).toMatchObject([
      { name: 'id', type: 'INTEGER' },
      { name: 'Units', type: 'DECIMAL(18,6)' },
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CrmErrors } from '../../src/base/errors/crm-error.ts';
import type { JsonObject } from '../../src/base/text/json.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { buildManifest } from '../../src/graph/manifest.ts';
import { createPlan } from '../../src/plan/create-plan.ts';
import { diffUnitTest, formatUnitTestDiff } from '../../src/plan/tests/diff-unit-test.ts';
import { type UnitTestTypes, unitTestSql } from '../../src/plan/tests/unit-test-sql.ts';
import type { UnitTestRows } from '../../src/project/project.ts';
import { model, rows, source, unitTest } from '../support/node-fixtures.ts';
import { textCompiler } from '../support/text-compiler.ts';

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

const orders = [
  { name: 'customer_id', type: 'VARCHAR' },
  { name: 'day', type: 'DATE' },
  { name: 'units', type: 'DECIMAL(18,6)' },
  { name: 'order', type: 'INTEGER' },
];
const customers = [{ name: 'customer_id', type: 'VARCHAR' }];
const totals = [
  { name: 'customer_id', type: 'VARCHAR' },
  { name: 'units', type: 'DECIMAL(18,6)' },
  { name: 'last_day', type: 'DATE' },
];

// The CTE has the name of the model that it reads, as import CTEs do.
const totalsSql = `with orders as (select * from {orders})
select customer_id, cast(sum(units) as decimal(18,6)) as units, max(day) as last_day
from orders
inner join {raw.customers} using (customer_id)
where units > {var:least}
group by customer_id -- end`;

interface Case {
  readonly orders: UnitTestRows;
  readonly expect: UnitTestRows;
  readonly customers?: UnitTestRows;
  readonly vars?: JsonObject;
}

function queries(given: Case, expectTypes?: UnitTestTypes['expect']) {
  const { manifest } = buildManifest(
    'crm',
    [
      source('raw.customers'),
      model('orders', { rawCode: 'select 1' }),
      model('totals', { refs: ['orders'], sources: ['raw.customers'], rawCode: totalsSql }),
      unitTest('sums', 'totals', {
        given: {
          orders: given.orders,
          'raw.customers': given.customers ?? rows([{ customer_id: 'a' }, { customer_id: 'b' }]),
        },
        expect: given.expect,
        vars: given.vars ?? { least: 0 },
      }),
    ],
    [],
  );
  const { plan, errors } = createPlan({
    root: '/p',
    manifest,
    compiler: textCompiler(() => manifest),
    scope: 'test',
    selected: new Set(manifest.nodes.keys()),
  });
  expect(errors).toEqual([]);
  const [step] = plan.steps;
  if (step?.kind !== 'unit_test') throw new Error('expected a unit test');
  return unitTestSql(step, {
    inputs: new Map([
      ['model.crm.orders', orders],
      ['source.crm.raw.customers', customers],
    ]),
    model: totals,
    ...(expectTypes && { expect: expectTypes }),
  });
}

async function diffOf(given: Case) {
  const expectTypes =
    given.expect.format === 'sql'
      ? await connection.describe(String(given.expect.rows))
      : undefined;
  const { actual, expected, columns } = queries(given, expectTypes);
  const diff = diffUnitTest(
    columns,
    (await connection.query(expected.text)).rows,
    (await connection.query(actual.text)).rows,
  );
  return diff === undefined ? 'same' : formatUnitTestDiff(diff);
}

const given = rows([
  { customer_id: 'a', units: 0.1, day: '2026-04-01' },
  { customer_id: 'a', units: '0.2', day: '2026-04-30' },
  { customer_id: 'b', units: 5, DAY: '2026-03-31' },
  { customer_id: 'b' },
  { customer_id: 'c', units: 9 },
]);

describe('rows that are as expected', () => {
  test.each<readonly [string, Case]>([
    [
      'as maps, in any order, exact decimals',
      {
        orders: given,
        expect: rows([
          { customer_id: 'b', units: 5, last_day: '2026-03-31' },
          { customer_id: 'a', units: 0.3, last_day: '2026-04-30' },
        ]),
      },
    ],
    ['only the named columns', { orders: given, expect: rows([{ units: 5 }, { units: 0.3 }]) }],
    [
      'with other vars',
      { orders: given, expect: rows([{ customer_id: 'b' }]), vars: { least: 1 } },
    ],
    [
      'as CSV, where an empty value is NULL and a quoted one is not',
      {
        orders: rows(
          'customer_id,units,day\n a , 1 ,\n"",2,\n,3,\n"b,""x""",4,2026-01-01\n',
          'csv',
        ),
        customers: rows([{ customer_id: 'a' }, { customer_id: '' }, { customer_id: 'b,"x"' }]),
        expect: rows('customer_id,units,last_day\na,1,\n"",2,\n"b,""x""",4,2026-01-01', 'csv'),
      },
    ],
    [
      'as SQL',
      {
        orders: rows("select 'a' as customer_id, 1.5 as units, date '2026-01-31' as day", 'sql'),
        expect: rows("select 1.5 as units, 'a' as customer_id", 'sql'),
      },
    ],
    ['no rows at all', { orders: rows([]), expect: rows([]) }],
  ])('%s', async (_, one) => {
    expect(await diffOf(one)).toBe('same');
  });
});

describe('rows that differ', () => {
  test('a wrong cell is shown next to the row that it should be in', async () => {
    expect(
      await diffOf({
        orders: given,
        expect: rows([
          { customer_id: 'b', units: 5, last_day: '2026-03-30' },
          { customer_id: 'a', units: 0.3, last_day: '2026-04-30' },
          { customer_id: 'z', units: 1, last_day: null },
        ]),
      }),
    ).toEqual([
      '  customer_id  units     last_day',
      '- b            5.000000  *2026-03-30',
      '+ b            5.000000  *2026-03-31',
      '- z            1.000000  NULL',
      '  1 row as expected',
    ]);
  });

  test('rows that nobody expected', async () => {
    expect(await diffOf({ orders: given, expect: rows([]), vars: { least: 1 } })).toEqual([
      '  customer_id  units     last_day',
      '+ b            5.000000  2026-03-31',
      '  0 rows as expected',
    ]);
  });

  test('expected SQL is not rounded to the type of the model', async () => {
    await expect(
      diffOf({ orders: given, expect: rows('select 0.30000001 as units', 'sql') }),
    ).rejects.toThrow(
      "column 'units' of expect has a value that is not a valid DECIMAL(18,6): 0.30000001",
    );
  });
});

test('the text of the queries', () => {
  const { actual, expected } = queries({
    orders: rows([{ customer_id: 'a', order: 1 }]),
    customers: rows("select 'a' as customer_id", 'sql'),
    expect: rows([{ units: null }]),
  });
  expect(actual.text).toBe(`with __given__1__orders as (
select cast(null as VARCHAR) as customer_id, cast(null as DATE) as day, cast(null as DECIMAL(18,6)) as units, cast(null as INTEGER) as "order" where false
union all select * from (values
(cast('a' as VARCHAR), cast(null as DATE), cast(null as DECIMAL(18,6)), cast('1' as INTEGER)))
),
__given__2__customers as (
select 'a' as customer_id
)
select units
from (
with orders as (select * from __given__1__orders)
select customer_id, cast(sum(units) as decimal(18,6)) as units, max(day) as last_day
from orders
inner join __given__2__customers using (customer_id)
where units > 0
group by customer_id -- end
) as actual`);
  expect(actual.segments[0]?.location.file).toBe('models/totals.sql');
  expect(expected.text).toBe(`select cast(null as DECIMAL(18,6)) as units where false
union all select * from (values
(cast(null as DECIMAL(18,6))))`);
});

test('a column that a row names twice in two spellings is an error', () => {
  const doubled = { orders: rows([{ day: null, DAY: null }]), expect: rows([]) };
  expect(() => queries(doubled)).toThrow("names the column 'DAY' twice");
});

test('all errors in the rows come at once, each at its rows', () => {
  const location = (line: number) => `models/_unit.yml:${line}`;
  try {
    queries({
      orders: rows([{ custmer_id: 'a' }, { units: 'many', customer_id: 7 }], 'dict', 20),
      customers: rows('customer_id\n1,2', 'csv', 30),
      expect: rows([{ unit: 1 }, { units: 0.0000001 }], 'dict', 40),
    });
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof CrmErrors)) throw error;
    expect(
      error.errors.map(({ code, message, hint, location: at }) => [
        code,
        `${at?.file}:${at?.line}`,
        message,
        hint,
      ]),
    ).toEqual([
      [
        'unknown-column',
        location(20),
        "ref('orders') in unit test 'sums' names the column 'custmer_id', which ref('orders') does not have",
        "did you mean 'customer_id'?",
      ],
      [
        'bad-value',
        location(20),
        "row 2 of ref('orders') in unit test 'sums', column 'customer_id': 7 is not a valid varchar",
        'put text in quotes',
      ],
      [
        'bad-value',
        location(20),
        `row 2 of ref('orders') in unit test 'sums', column 'units': "many" is not a valid decimal(18,6)`,
        undefined,
      ],
      [
        'ragged-line',
        location(30),
        "source('raw', 'customers') in unit test 'sums': row 1 has 2 values, the header has 1 columns",
        undefined,
      ],
      [
        'unknown-column',
        location(40),
        "expect in unit test 'sums' names the column 'unit', which model 'totals' does not have",
        "did you mean 'units'?",
      ],
      [
        'missing-column',
        location(40),
        "row 1 of expect in unit test 'sums' lacks the column 'units' of another row",
        "write 'units: null' if that is meant",
      ],
      [
        'missing-column',
        location(40),
        "row 2 of expect in unit test 'sums' lacks the column 'unit' of another row",
        "write 'unit: null' if that is meant",
      ],
      [
        'bad-value',
        location(40),
        "row 2 of expect in unit test 'sums', column 'units': 1e-7 is not a valid decimal(18,6)",
        undefined,
      ],
    ]);
  }
});

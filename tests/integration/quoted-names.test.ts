import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quoteIdentifier } from '../../src/dialect/names/relation.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import { type BuiltProject, buildProject } from '../support/build-project.ts';
import { writeSmallProject } from '../support/small-project.ts';

const root = mkdtempSync(join(tmpdir(), 'quoted-names-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Names that SQL does not take bare, or that the SQL of the tests itself uses. */
const columns = [
  ...[
    'order',
    'Group',
    'two words',
    'a"b',
    "it's",
    'ünï',
    '1st',
    'a-b',
    'left',
    'values',
    'is null',
  ],
  ...['n_records', 'unique_field', 'value_field', 'from_field', 'child', 'parent', 'plain'],
];
const relation = "two words, it's";

/** Each test on a column that holds 1, 2, 2 and NULL, and the number of rows that it finds. */
const tests = {
  not_null: { found: 1, foundOfTwos: 0, args: () => ({}) },
  unique: { found: 1, foundOfTwos: 1, args: () => ({}) },
  accepted_values: { found: 1, foundOfTwos: 1, args: () => ({ values: [1] }) },
  relationships: {
    found: 2,
    foundOfTwos: 2,
    args: (column: string) => ({ to: `ref("${relation} 1")`, field: column }),
  },
  'dbt_utils.unique_combination_of_columns': {
    found: 1,
    foundOfTwos: 1,
    args: (column: string) => ({ combination_of_columns: [column, 'plain'] }),
  },
};

interface Config {
  readonly config: object | ((column: string) => object);
  readonly expected: (counts: { found: number; foundOfTwos: number }) => [string, number];
}

const judged = (count: number): [string, number] => [count > 0 ? 'fail' : 'pass', count];

/** Each config of a data test, and the status and failures that it makes of what a test finds. */
const configs: Readonly<Record<string, Config>> = {
  nothing: { config: {}, expected: ({ found }) => judged(found) },
  where: {
    config: column => ({ where: `${quoteIdentifier(column)} = 2` }),
    expected: ({ foundOfTwos }) => judged(foundOfTwos),
  },
  comment: { config: { where: 'true -- all' }, expected: ({ found }) => judged(found) },
  limit: { config: { limit: 1 }, expected: () => ['fail', 1] },
  severity: { config: { severity: 'warn' }, expected: ({ found }) => ['warn', found] },
  warn_if: {
    config: { severity: 'warn', warn_if: '> 5' },
    expected: ({ found }) => ['pass', found],
  },
  error_if: {
    config: { error_if: '> 1' },
    expected: ({ found }) => [found > 1 ? 'fail' : 'warn', found],
  },
  fail_calc: {
    config: { fail_calc: '10 * count(*)' },
    expected: ({ found }) => judged(10 * found),
  },
  labels: {
    config: { tags: ['t'], meta: { owner: 'me' } },
    expected: ({ found }) => judged(found),
  },
};

const cases = columns.flatMap((column, at) =>
  Object.entries(tests).flatMap(([test, { found, foundOfTwos, args }]) =>
    Object.entries(configs)
      .filter(([config]) => at < 4 || config === 'nothing' || config === 'where')
      .map(([label, { config, expected }]) => ({
        name: `${test.replace('.', '_')} ${label} ${at}`,
        column,
        test,
        label,
        args: args(column),
        config: typeof config === 'function' ? config(column) : config,
        expected: expected({ found, foundOfTwos }),
      })),
  ),
);

/** Tests on the whole relation have no column of their own. */
const isOnRelation = ({ test }: (typeof cases)[number]) => test.startsWith('dbt_utils.');
const entry = ({ test, name, args, config }: (typeof cases)[number]) => ({
  [test]: { name, arguments: args, config },
});

let built: BuiltProject;
beforeAll(async () => {
  const items = columns.map(column => `v as ${quoteIdentifier(column)}`).join(', ');
  const select = (values: string) => `select ${items} from (values ${values}) as t(v)\n`;
  const properties = {
    models: [
      {
        name: relation,
        data_tests: cases.filter(isOnRelation).map(entry),
        columns: columns.map(name => ({
          name,
          data_tests: cases.filter(each => each.column === name && !isOnRelation(each)).map(entry),
        })),
      },
      { name: `${relation} 1`, columns: columns.map(name => ({ name })) },
    ],
  };
  await writeSmallProject(root, {
    [`models/${relation}.sql`]: select('(1), (2), (2), (null)'),
    [`models/${relation} 1.sql`]: `{{ config(schema="end", alias='Table "1"') }}${select('(1)')}`,
    'models/properties.yml': JSON.stringify(properties),
  });
  built = await buildProject(root);
}, 60_000);

it('a project with such names has no errors', () => {
  expect(built.errors.filter(({ code }) => code !== 'data-test-failed')).toEqual([]);
});

describe.each(Object.keys(tests))('the data test %s finds what it should', test => {
  it.each(Object.keys(configs))('with the config %s', label => {
    const chosen = cases.filter(each => each.test === test && each.label === label);
    const found = chosen.map(({ name, column }) => {
      const result = built.results.get(name);
      return [column, result?.status, result?.failures];
    });
    expect(found).toEqual(chosen.map(({ column, expected }) => [column, ...expected]));
  });
});

describe('a column name', () => {
  /** What YAML says of a model with the columns Group and ok, and the SQL that its test becomes. */
  const written: readonly (readonly [string, object, string])[] = [
    [
      'quote: true is always quoted',
      { columns: [{ name: 'ok', quote: true, data_tests: ['not_null'] }] },
      '"ok" is null',
    ],
    [
      'quote: true under config counts too',
      { columns: [{ name: 'ok', config: { quote: true }, data_tests: ['not_null'] }] },
      '"ok" is null',
    ],
    [
      'quote: false leaves an expression alone',
      { columns: [{ name: 'ok + 1', quote: false, data_tests: ['not_null'] }] },
      'ok + 1 is null',
    ],
    [
      'in quotes of its own stays',
      { columns: [{ name: '"Group"', data_tests: ['not_null'] }] },
      'where "Group" is null',
    ],
    [
      'that is an argument is quoted',
      { data_tests: [{ not_null: { column_name: 'Group' } }] },
      'where "Group" is null',
    ],
    [
      'that is an argument may be an expression',
      { data_tests: [{ unique: { column_name: "ok || '-' || ok" } }] },
      "group by ok || '-' || ok",
    ],
    [
      'in a combination may be an expression',
      {
        data_tests: [
          { unique_combination_of_columns: { combination_of_columns: ['Group', 'ok % 10'] } },
        ],
      },
      'group by "Group", ok % 10',
    ],
    [
      'that is declared is not an expression',
      { columns: [{ name: 'a-b' }], data_tests: [{ not_null: { column_name: 'a-b' } }] },
      'where "a-b" is null',
    ],
    [
      'reaches the tests of a project quoted',
      { columns: [{ name: 'Group', data_tests: ['own'] }] },
      'select "Group" from',
    ],
    [
      'that is quoted is not quoted again',
      { columns: [{ name: 'Group', data_tests: ['quoting'] }] },
      'select "Group" from',
    ],
  ];

  it.each(written)('%s', async (_, properties, expected) => {
    const directory = mkdtempSync(join(root, 'names-'));
    await writeSmallProject(directory, {
      'models/kw.sql': 'select 1 as "Group", 2 as ok, 3 as "a-b"\n',
      'models/kw.yml': JSON.stringify({ models: [{ name: 'kw', ...properties }] }),
      'tests/generic/own.sql':
        '{% test own(model, column_name) %}select {{ column_name }} from {{ model }} where false{% endtest %}' +
        '{% test quoting(model, column_name) %}' +
        'select {{ adapter.quote(column_name) }} from {{ model }} where false{% endtest %}',
    });
    const { errors, compiled } = await buildProject(directory);
    expect(errors).toEqual([]);
    expect(compiled.join('\n')).toContain(expected);
  });
});

it('names of sources, seeds, contracts and unit tests are quoted as well', async () => {
  const directory = mkdtempSync(join(root, 'places-'));
  const types = { 'two words': 'integer', order: 'varchar', 'a"b': 'date' };
  const items = Object.entries(types).map(([name, data_type]) => ({ name, data_type }));
  const header = 'two words,order,"a""b"\n1,x,2026-01-31\n';
  const row = { 'two words': 1, order: 'x', 'a"b': '2026-01-31' };
  await writeSmallProject(directory, {
    'seeds/my seed.csv': header,
    'data/my orders.csv': header,
    'models/contracted.sql': `{{ config(schema='select', alias='a "b" c') }}
select * from {{ source('my source', "my orders") }} union all from {{ ref('my seed') }}\n`,
    'models/places.yml': JSON.stringify({
      sources: [
        {
          name: 'my source',
          meta: { external_location: 'data/{name}.csv' },
          tables: [{ name: 'my orders', columns: items }],
        },
      ],
      seeds: [{ name: 'my seed', config: { column_types: types, schema: 'group' } }],
      models: [{ name: 'contracted', config: { contract: { enforced: true } }, columns: items }],
      unit_tests: [
        {
          name: 'adds up',
          model: 'contracted',
          given: [
            { input: "source('my source', 'my orders')", rows: [row] },
            { input: "ref('my seed')", format: 'csv', rows: header },
          ],
          expect: { rows: [row, row] },
        },
      ],
      exposures: [
        { name: 'board', type: 'dashboard', owner: { name: 'me' }, depends_on: ["ref('my seed')"] },
      ],
    }),
  });
  const { errors, query } = await buildProject(directory);
  expect(errors).toEqual([]);
  const sql = `select "two words", "order", "a""b"::varchar from "select"."a ""b"" c"`;
  expect(await query(sql)).toEqual([
    [1, 'x', '2026-01-31'],
    [1, 'x', '2026-01-31'],
  ]);
});

it('every keyword of the database is a column that can be named', async () => {
  const engine = await openEngine({ settings: {} });
  const connection = await engine.connect();
  try {
    const { rows } = await connection.query('select keyword_name from duckdb_keywords()');
    for (const [keyword] of rows) {
      const name = quoteIdentifier(String(keyword));
      await connection.run(`create or replace table named (${name} integer)`);
      await connection.prepare(`select ${name} as x from named where ${name} > 0 group by ${name}`);
      await connection.prepare(`with ${name} as (select 1 as ${name}) select ${name} from ${name}`);
    }
  } finally {
    connection.close();
    engine.close();
  }
});

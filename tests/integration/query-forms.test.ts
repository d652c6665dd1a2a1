import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatLocation } from '../../src/base/errors/source-location.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import { type BuiltProject, buildProject } from '../support/build-project.ts';
import { type Files, writeSmallProject } from '../support/small-project.ts';

const root = mkdtempSync(join(tmpdir(), 'query-forms-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const base = `select * from (values (1, 10, 'a'), (1, 5, 'b'), (2, 7, 'a')) as t(x, y, z)\n`;

async function build(files: Files): Promise<BuiltProject> {
  const directory = mkdtempSync(join(root, 'project-'));
  await writeSmallProject(directory, { 'models/base.sql': base, ...files });
  return buildProject(directory);
}

const told = ({ errors }: BuiltProject) =>
  errors.map(
    ({ location, code, message }) =>
      `${location === undefined ? '?' : formatLocation(location)} ${code}: ${message}`,
  );

const inList = "pivot {{ ref('base') }} on z in ('a', 'b') using sum(y) order by x";
const inferred = "pivot {{ ref('base') }} on z using sum(y) order by x";
const pivoted = [
  [1, 10n, 5n],
  [2, 7n, null],
];

/** A model's SQL, what it may be, and the rows of `select * from it`. */
const forms: readonly (readonly [string, string, readonly string[], readonly unknown[]])[] = [
  ['pivot with a list', inList, ['table', 'view', 'ephemeral'], pivoted],
  ['pivot without a list', inferred, ['table', 'ephemeral'], pivoted],
  ['pivot in brackets', `(${inferred})`, ['table', 'ephemeral'], pivoted],
  [
    'pivot behind with',
    "with b as (from {{ ref('base') }}) pivot b on z using sum(y) order by x",
    ['table', 'ephemeral'],
    pivoted,
  ],
  [
    'pivot inside of a select',
    `select x, a from (${inferred})`,
    ['table'],
    [
      [1, 10n],
      [2, 7n],
    ],
  ],
  [
    'unpivot',
    "unpivot (select x, y from {{ ref('base') }} where x = 2) on x, y",
    ['table', 'view', 'ephemeral'],
    [
      ['x', 2],
      ['y', 7],
    ],
  ],
  ['summarize', 'summarize select 1 as n', ['table', 'view', 'ephemeral'], [['n', 'INTEGER']]],
  [
    'describe',
    "describe {{ ref('base') }}",
    ['table', 'view'],
    [
      ['x', 'INTEGER'],
      ['y', 'INTEGER'],
      ['z', 'VARCHAR'],
    ],
  ],
  [
    'from first',
    "from {{ ref('base') }}",
    ['table', 'view', 'ephemeral'],
    [
      [1, 10, 'a'],
      [1, 5, 'b'],
      [2, 7, 'a'],
    ],
  ],
  [
    'values',
    'values (1, 2), (3, 4)',
    ['table', 'view', 'ephemeral'],
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [
    'table',
    "table {{ ref('base') }}",
    ['table', 'view'],
    [
      [1, 10, 'a'],
      [1, 5, 'b'],
      [2, 7, 'a'],
    ],
  ],
  ['brackets', '(select 1 as a)', ['table', 'view', 'ephemeral'], [[1]]],
  ['a final semicolon', 'select 1 as a;', ['table', 'view', 'ephemeral'], [[1]]],
  [
    'semicolons and comments at the end',
    "select ';' as a; ; -- it's done;",
    ['table', 'view', 'ephemeral'],
    [[';']],
  ],
  [
    'a block comment at the end',
    'select 1 as a /* a; /* b; */ c */',
    ['table', 'view', 'ephemeral'],
    [[1]],
  ],
];

describe('a query may be written as', () => {
  const cases = forms.flatMap(([name, sql, kinds, rows], at) =>
    kinds.map(kind => ({ name, kind, sql, rows, id: `form_${at}_${kind}` })),
  );
  let built: BuiltProject;
  beforeAll(async () => {
    const models = cases.flatMap(({ id, kind, sql }) => [
      [`models/${id}.sql`, `{{ config(materialized='${kind}') }}\n${sql}`] as const,
      [`models/read_${id}.sql`, `select * from {{ ref('${id}') }}`] as const,
    ]);
    const tests = forms.map(
      ([, sql], at) => [`tests/test_${at}.sql`, `{{ config(severity='warn') }}${sql}`] as const,
    );
    built = await build(Object.fromEntries([...models, ...tests]));
  }, 60_000);

  it.each(cases)('$name, in a model materialized as $kind', async ({ id, rows }) => {
    expect(told(built)).toEqual([]);
    const found = await built.query(`from main.read_${id}`);
    expect(found.map(row => row.slice(0, (rows[0] as unknown[]).length))).toEqual(rows);
  });

  it.each(forms.map(([name], at) => [name, at] as const))('%s, in a data test', (_, at) => {
    expect(built.results.get(`test_${at}`)?.status).toBe('warn');
  });
});

describe('a pivot whose values come from rows', () => {
  const models = { 'models/form.sql': inferred };
  const contract = (columns: object) =>
    JSON.stringify({
      models: [{ name: 'form', config: { contract: { enforced: true } }, columns }],
    });
  const columns = [
    { name: 'x', data_type: 'integer' },
    { name: 'a', data_type: 'hugeint' },
    { name: 'b', data_type: 'hugeint' },
  ];

  it('is read by models and tests that name its columns', async () => {
    const built = await build({
      ...models,
      'models/reader.sql': "select a + 1 as a from {{ ref('form') }}",
      'tests/none.sql': "select b from {{ ref('form') }} where b > 100",
      'models/form.yml': 'models: [{name: form, columns: [{name: a, data_tests: [not_null]}]}]\n',
    });
    expect(told(built)).toEqual([]);
    expect(await built.query('from main.reader')).toEqual([[11n], [8n]]);
  });

  it('is refused in a view, with what to do', async () => {
    const built = await build({
      'models/form.sql': `{{ config(materialized='view') }}\n  ${inferred}`,
    });
    expect(told(built)).toEqual([
      "models/form.sql:2:3 sql-binder: view 'form' takes its columns from rows, which a view cannot",
    ]);
    expect(built.errors[0]?.hint).toContain("config(materialized='table')");
  });

  it('is compared with a contract, which stands for it until there are rows', async () => {
    const wrongReader = { 'models/reader.sql': "select c from {{ ref('form') }}" };
    const fine = await build({ ...models, 'models/form.yml': contract(columns) });
    expect(told(fine)).toEqual([]);
    const early = await build({ ...models, ...wrongReader, 'models/form.yml': contract(columns) });
    expect(told(early)[0]).toContain("models/reader.sql:1:8 sql-binder: referenced column 'c'");
    const other = [...columns.slice(0, 2), { name: 'c', data_type: 'hugeint' }];
    const late = await build({ ...models, 'models/form.yml': contract(other) });
    expect(told(late).map(line => line.slice(0, 62))).toEqual([
      "models/form.sql:1:1 contract-violated: model 'form' breaks its",
      "models/form.yml:1:156 contract-violated: model 'form' breaks i",
    ]);
  });

  it('takes unit tests of its own, and gives rows to others only with a contract', async () => {
    const test = (name: string, model: string, input: string, row: object, expected: object) => ({
      name,
      model,
      given: [{ input, rows: [row] }],
      expect: { rows: [expected] },
    });
    const files = (properties: object) => ({
      ...models,
      'models/reader.sql': "select a + 1 as a from {{ ref('form') }}",
      'models/tests.yml': JSON.stringify(properties),
    });
    const own = test('own', 'form', "ref('base')", { x: 1, y: 2, z: 'a' }, { x: 1, a: 2 });
    const reader = test('reads', 'reader', "ref('form')", { a: 4 }, { a: 5 });
    const unknown = await build(files({ unit_tests: [own, reader] }));
    expect(unknown.errors.map(({ message }) => message)).toEqual([
      "the columns of 'form' come from rows, so unit test 'reads' cannot give any",
    ]);
    const known = await build({
      ...files({ unit_tests: [own, reader] }),
      'models/form.yml': contract([...columns]),
    });
    expect(told(known)).toEqual([]);
  });
});

describe('SQL that is not one query is refused at its place', () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      "select 1 as a;\n-- more;\nselect ';' as b",
      "3:1 sql-parser: there are 2 SQL statements where one query belongs; the second, 'select …', begins here",
    ],
    [
      'select 1; ; (select 2); drop table x;',
      "1:13 sql-parser: there are 3 SQL statements where one query belongs; the second, 'select …', begins here",
    ],
    ['insert into t values (1)', "1:1 sql-parser: 'insert' is not a query: it returns no rows"],
    [
      '-- x\n create table t (a integer)',
      "2:2 sql-parser: 'create' is not a query: it returns no rows",
    ],
    ['pragma table_info(1)', "1:1 sql-parser: 'pragma' is not a query: it returns no rows"],
  ];
  it('also in a hook, which may be any one statement', async () => {
    const hooks = 'on-run-start: ["create table a (i int);", "select 1; select 2"]\n';
    const directory = mkdtempSync(join(root, 'project-'));
    await writeSmallProject(directory, { 'models/base.sql': base });
    const file = join(directory, 'crm_project.yml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}${hooks}`);
    expect(told(await buildProject(directory))).toEqual([
      "crm_project.yml:7:43 sql-parser: there are 2 SQL statements where one statement belongs; the second, 'select …', begins here",
    ]);
  });

  it.each(cases)('%j', async (sql, expected) => {
    const built = await build({ 'models/wrong.sql': sql, 'tests/wrong_too.sql': sql });
    expect(told(built)).toEqual([
      `models/wrong.sql:${expected}`,
      `tests/wrong_too.sql:${expected}`,
    ]);
  });
});

it('views are published and carried over however the database spells them', async () => {
  const views = [
    'select cast(x as decimal(38, 6)) as a, x::hugeint as b, x::timestamptz as c from base where false',
    'select base.x from base cross join base as other',
    'unpivot (select x, y from base) on x, y',
    "pivot base on z in ('a', 'b') using sum(y)",
    "select 'it''s' as \"a \"\" b\", x in (1, 2), interval 1 day, [1, 2][1], {'k': x}.k from base",
    'summarize select 1 as n',
    'select x from base qualify row_number() over (partition by z order by y) = 1',
    'from base select * exclude (z) order by all limit 1 offset 1',
  ];
  const directory = mkdtempSync(join(root, 'project-'));
  const models = views.map((sql, at) => {
    const text = sql.replaceAll(/\bbase\b(?!\.)/g, "{{ ref('base') }}").replaceAll('base.', 'b.');
    const named = text.replace("{{ ref('base') }} cross", "{{ ref('base') }} as b cross");
    return [`models/v${at}.sql`, `{{ config(materialized='view') }}\n${named}\n`] as const;
  });
  await writeSmallProject(directory, { 'models/base.sql': base, ...Object.fromEntries(models) });
  expect(told(await buildProject(directory))).toEqual([]);
  const path = join(directory, 'warehouse/shop.duckdb');
  const engine = await openEngine({ settings: {}, path });
  const connection = await engine.connect();
  for (const [at, sql] of views.entries()) {
    await connection.run(
      `create view theirs_${at} as (${sql.replaceAll(/\bbase\b/g, 'main.base')})`,
    );
  }
  connection.close();
  engine.close();
  const again = await buildProject(directory);
  expect(told(again)).toEqual([]);
  const third = await buildProject(directory);
  expect(told(third)).toEqual([]);
  for (const at of views.keys()) {
    const count = (name: string) => third.query(`select count(*) from ${name}`);
    expect(await count(`theirs_${at}`)).toEqual(await count(`v${at}`));
  }
});

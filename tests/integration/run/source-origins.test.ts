import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEngine } from '../../../src/engine/duckdb/open-engine.ts';
import type { ColumnInfo } from '../../../src/nodes/node.ts';
import { source } from '../../support/node-fixtures.ts';
import { RunFixture } from '../../support/run-fixture.ts';

let fixture: RunFixture;
beforeEach(() => {
  fixture = new RunFixture();
  fixture.write('old/customers.csv', 'id\n1\n');
  fixture.write('new/customers.csv', 'id\n2\n');
  readFrom('old');
  fixture
    .model('stg', { sql: 'select id from {raw.customers}', materialized: 'view' })
    .model('counted', { sql: 'select id from {stg}' })
    .model('beyond', { sql: 'select id from {counted}' })
    .test('known', { sql: 'select id from {stg} where id is null' });
});
afterEach(() => fixture.cleanUp());

const column: ColumnInfo = {
  name: 'id',
  dataType: 'varchar',
  description: '',
  meta: {},
  tags: [],
  location: { file: 'models/_sources.yml', line: 9, column: 9 },
};

function readFrom(directory: string, name = 'customers', absolute = false, optional = false): void {
  const path = `${directory}/${name}.csv`;
  const file = `${fixture.root}/${path}`;
  fixture.add(
    source(`raw.${name}`, {
      optional,
      origin: { kind: 'file', path: absolute ? file : path, file },
      columns: [{ ...column, optional: false, timeZone: undefined }],
    }),
  );
}

it('the file says where the rows of a source come from', async () => {
  await fixture.run();
  const origins = 'select relation_name, origin from crm_run.relations where origin is not null';
  expect(await fixture.query(origins)).toEqual([['customers', 'old/customers.csv']]);
});

it.each([
  ['a table that reads it through a view which is retained', ['counted']],
  ['a test that does', ['known']],
])('is not read any more by %s when the project has it elsewhere', async (_, select) => {
  await fixture.run();
  readFrom('new');
  const { published, errors, results } = await fixture.run({ select });
  expect(published).toBe(false);
  expect(results).toEqual([]);
  expect(errors.map(({ code, message, hint }) => [code, message, hint])).toEqual([
    [
      'source-moved',
      "the published build loaded source 'raw.customers' from old/customers.csv, and it is new/customers.csv now",
      'give the vars of that build, or load everything from here: crm-run build --replace-sources, with the same vars',
    ],
  ]);
  expect(await fixture.query('select id from crm.counted')).toEqual([['1']]);
});

it.each([
  ['it is loaded too', ['customers', 'stg', 'counted', 'beyond', 'known'], '2'],
  ['only tables above it are read', ['beyond'], '1'],
])('and everything goes on where %s', async (_, select, id) => {
  await fixture.run();
  readFrom('new');
  const { published, errors } = await fixture.run({ select, replaceSources: true });
  expect(errors).toEqual([]);
  expect(published).toBe(true);
  expect(await fixture.query('select id from crm.beyond')).toEqual([[id]]);
});

it('retained tables are not mixed with what is loaded from the new place', async () => {
  fixture.write('old/orders.csv', 'id\n1\n');
  fixture.write('new/orders.csv', 'id\n2\n');
  readFrom('old', 'orders');
  fixture
    .model('stg_orders', { sql: 'select id from {raw.orders}', materialized: 'view' })
    .model('both', { sql: 'select id from {counted} union all select id from {stg_orders}' });
  await fixture.run();
  readFrom('new');
  readFrom('new', 'orders');
  const { errors } = await fixture.run({
    select: ['orders', 'stg_orders', 'both'],
    replaceSources: true,
  });
  expect(errors.map(({ code, message }) => [code, message])).toEqual([
    [
      'source-moved',
      "the published build loaded sources 'raw.customers', 'raw.orders' from old/{name}.csv, and they are new/{name}.csv now",
    ],
  ]);
});

it('an absolute place is the same wherever the project is', async () => {
  readFrom('old', 'customers', true);
  await fixture.run();
  const origins = 'select origin from crm_run.relations where origin is not null';
  expect(await fixture.query(origins)).toEqual([[`${fixture.root}/old/customers.csv`]]);
});

it('another file under the alias of an attached database is another place', async () => {
  const attach = async (name: string) => {
    const path = `${fixture.root}/${name}.duckdb`;
    const engine = await openEngine({ path, settings: {} });
    const connection = await engine.connect();
    await connection.run('create or replace table customers as select 1::varchar as id');
    connection.close();
    engine.close();
    fixture.target = { ...fixture.target, attach: [{ alias: 'erp', path }] };
  };
  const relation = { schema: 'main', identifier: 'customers' };
  fixture.add(
    source('raw.customers', {
      origin: { kind: 'table', database: 'erp', relation },
      columns: [{ ...column, optional: false, timeZone: undefined }],
    }),
  );
  await attach('one');
  await fixture.run();
  expect((await fixture.run({ select: ['counted'] })).published).toBe(true);
  await attach('two');
  const { errors } = await fixture.run({ select: ['counted'] });
  expect(errors.map(({ message }) => message)).toEqual([
    "the published build loaded source 'raw.customers' from main.customers of one.duckdb, and it is main.customers of two.duckdb now",
  ]);
});

it('a part is built from the same place as before, also after its file has changed', async () => {
  await fixture.run();
  fixture.write('old/customers.csv', 'id\n3\n');
  const { published } = await fixture.run({ select: ['counted'] });
  expect(published).toBe(true);
  expect(await fixture.query('select id from crm.counted')).toEqual([['1']]);
});

describe('a build of everything', () => {
  const moved =
    "the published build loaded source 'raw.customers' from old/customers.csv, and it is new/customers.csv now";

  it.each(['build', 'run'] as const)(
    'does not replace the rows of one place by those of another without a word: %s',
    async scope => {
      await fixture.run();
      readFrom('new');
      const { published, errors, results } = await fixture.run({ scope });
      expect([published, results]).toEqual([false, []]);
      expect(errors.map(({ code, message, hint }) => [code, message, hint])).toEqual([
        [
          'source-moved',
          moved,
          'give the vars of that build; to publish these rows in place of those, add --replace-sources; to keep both, build into a target with another path',
        ],
      ]);
      expect(await fixture.query('select id from crm.counted')).toEqual([['1']]);
    },
  );

  it('tells all sources that moved in one error, those of one directory together', async () => {
    for (const name of ['orders', 'products']) {
      fixture.write(`old/${name}.csv`, 'id\n1\n');
      fixture.write(`new/${name}.csv`, 'id\n2\n');
      readFrom('old', name);
    }
    await fixture.run();
    fixture.write('other/products.csv', 'id\n2\n');
    for (const name of ['customers', 'orders']) readFrom('new', name);
    readFrom('other', 'products');
    const { errors } = await fixture.run();
    expect(errors.map(({ message }) => message)).toEqual([
      "the published build loaded sources 'raw.customers', 'raw.orders' from old/{name}.csv, and they are new/{name}.csv now; " +
        "source 'raw.products' from old/products.csv, and it is other/products.csv now",
    ]);
  });

  it.each<[string, () => unknown, { replaceSources?: boolean }]>([
    ['a person says so', () => readFrom('new'), { replaceSources: true }],
    [
      'the target says that its path changes',
      () => {
        readFrom('new');
        fixture.target = { ...fixture.target, rawPathChanges: true };
      },
      {},
    ],
  ])('replaces them where %s', async (_, move, options) => {
    await fixture.run();
    move();
    expect(await fixture.run(options)).toMatchObject({ published: true, errors: [] });
    expect(await fixture.query('select id from crm.counted')).toEqual([['2']]);
    expect((await fixture.run()).published).toBe(true);
  });

  it.each<[string, () => unknown, boolean]>([
    ['the same file by its absolute path', () => readFrom('old', 'customers', true), true],
    ['the same file by another way', () => readFrom('new/../old'), true],
    [
      'an optional file that is absent in both places',
      () => readFrom('gone', 'answers', false, true),
      true,
    ],
    [
      'an optional file that is there now',
      () => {
        fixture.write('gone/answers.csv', 'id\n1\n');
        readFrom('gone', 'answers', false, true);
      },
      false,
    ],
  ])('has not moved, or has: %s', async (_, move, published) => {
    readFrom('nowhere', 'answers', false, true);
    await fixture.run();
    move();
    expect((await fixture.run()).published).toBe(published);
  });

  it('has moved where an optional file was and is not any more', async () => {
    readFrom('old', 'customers', false, true);
    await fixture.run();
    readFrom('gone', 'customers', false, true);
    expect((await fixture.run()).errors.map(({ code }) => code)).toEqual(['source-moved']);
  });

  it('has nothing to compare with the first time, and after the file was deleted', async () => {
    await fixture.run();
    rmSync(fixture.target.path);
    readFrom('new');
    expect((await fixture.run()).published).toBe(true);
  });
});

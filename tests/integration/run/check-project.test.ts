import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CrmError } from '../../../src/base/errors/crm-error.ts';
import { formatLocation } from '../../../src/base/errors/source-location.ts';
import { source } from '../../support/node-fixtures.ts';
import { RunFixture } from '../../support/run-fixture.ts';

let fixture: RunFixture;
beforeEach(() => {
  fixture = new RunFixture();
});
afterEach(() => fixture.cleanUp());

const told = (error: CrmError) =>
  `${error.location === undefined ? '?' : formatLocation(error.location)} ${error.code}`;

it('reports all errors of a project together, before any data is touched', async () => {
  fixture
    .model('parser', { sql: 'select 1 as n\nfrom where' })
    .model('binder', { sql: 'select\n  nope\nfrom (select 1 as n)' })
    .model('catalog', { sql: 'select * from nowhere.at_all' })
    .model('doubled', { sql: 'select 1 as n, 2 as N' })
    .model('contract', { sql: 'select 1 as n', contract: { enforced: true } })
    .model('fine', { sql: 'select 1 as n' })
    .test('wrong_column', { sql: 'select m from {fine}' });
  const { errors, results, events } = await fixture.run();
  expect(errors.map(told).sort()).toEqual([
    'models/binder.sql:2:3 sql-binder',
    'models/catalog.sql:1:15 sql-catalog',
    'models/contract.sql:1:1 contract-violated',
    'models/doubled.sql:1:1 duplicate-column',
    'models/parser.sql:2:6 sql-parser',
    'tests/data/wrong_column.sql:1:8 sql-binder',
  ]);
  expect(results).toEqual([]);
  expect(events.map(event => event.type)).toEqual(['run-started', 'not-published', 'run-finished']);
});

it('does not report a node again whose ancestor failed', async () => {
  fixture
    .model('a', { sql: 'select nope' })
    .model('b', { sql: 'select * from {a}' })
    .test('t', { sql: 'select x from {b}' });
  const { errors } = await fixture.run();
  expect(errors.map(told)).toEqual(['models/a.sql:1:8 sql-binder']);
});

it('checks the whole project when only a part is built', async () => {
  fixture.model('a', { sql: 'select 1 as n' }).model('b', { sql: 'select nope from {a}' });
  const { errors } = await fixture.run({ select: ['a'] });
  expect(errors.map(told)).toEqual(['models/b.sql:1:8 sql-binder']);
});

it('prepares the data tests that run, and no others', async () => {
  fixture
    .model('a', { sql: 'select 1 as x' })
    .model('b', { sql: 'select 2 as x' })
    .test('broken', { sql: 'select y from {b}' });
  expect((await fixture.run({ select: ['a'] })).errors).toEqual([]);
  const { errors } = await fixture.run();
  expect(errors.map(error => error.code)).toEqual(['sql-binder']);
});

it('reports missing raw files next to the SQL errors of their readers', async () => {
  const location = { file: 'models/staging/_sources.yml', line: 9, column: 9 };
  const column = { description: '', dataType: 'integer', meta: {}, tags: [], location };
  fixture
    .add(
      source('raw.customers', {
        origin: { kind: 'file', path: 'raw/customers.csv', file: `${fixture.root}/customers.csv` },
        columns: [{ ...column, name: 'id', optional: false, timeZone: undefined }],
      }),
    )
    .model('reads_it', { sql: 'select id, idd from {raw.customers}' });
  const { errors } = await fixture.run();
  expect(errors.map(error => error.code).sort()).toEqual(['missing-file', 'sql-binder']);
});

it('does not care for the raw files of what is not built', async () => {
  const file = fixture.write('customers.csv', 'id\n1\n');
  const location = { file: 'models/staging/_sources.yml', line: 9, column: 9 };
  const column = { description: '', dataType: 'integer', meta: {}, tags: [], location };
  fixture
    .add(
      source('raw.customers', {
        origin: { kind: 'file', path: 'customers.csv', file },
        columns: [{ ...column, name: 'id', optional: false, timeZone: undefined }],
      }),
    )
    .model('reads_it', { sql: 'select id from {raw.customers}' })
    .model('a', { sql: 'select 1 as n' });
  expect((await fixture.run()).errors).toEqual([]);
  rmSync(file);
  expect((await fixture.run({ select: ['a'] })).errors).toEqual([]);
  expect((await fixture.run()).errors).toMatchObject([{ code: 'missing-file' }]);
});

it('takes a seed with its types', async () => {
  fixture
    .seed('rates', 'day,rate\n2026-01-31,0.25\n', {
      columnTypes: { day: 'date', rate: 'decimal(9,4)' },
    })
    .model('m', { sql: 'select day + 1 as next_day, rate from {rates}' });
  const { errors, results } = await fixture.run();
  expect(errors).toEqual([]);
  expect(results.map(result => result.rows)).toEqual([1, 1]);
  expect(await fixture.query('select * from crm.m')).toEqual([['2026-02-01', '0.2500']]);
});

it('refuses views that call a function of the runner, at the place of the call', async () => {
  fixture
    .model('view', {
      sql: "select\n  'ü' as u,\n  Chi_Square_Tail(1, 2) as p -- chi_square_tail()",
      materialized: 'view',
    })
    .model('ephemeral', { sql: 'select chi_square_tail(1, 3) as p', materialized: 'ephemeral' })
    .model('mention', { sql: "select 'chi_square_tail(1)' as name", materialized: 'view' })
    .model('table', { sql: 'select chi_square_tail(1, 2) as p', materialized: 'table' });
  const { errors } = await fixture.run();
  expect(errors.map(told)).toEqual(['models/view.sql:3:3 function-in-view']);
  expect(errors[0]?.message).toBe(
    "view 'view' calls chi_square_tail(), which other readers of the published file do not have",
  );
});

it('lets tables and data tests call functions of the runner', async () => {
  fixture
    .model('tails', { sql: 'select chi_square_tail(0, 2) as p' })
    .test('tails_are_one', { sql: 'select p from {tails} where p <> chi_square_tail(0, 5)' });
  const { errors, published } = await fixture.run();
  expect({ errors, published }).toEqual({ errors: [], published: true });
  expect(await fixture.query('select p, chi_square_tail(0, 4) from crm.tails')).toEqual([[1, 1]]);
});

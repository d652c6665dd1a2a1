import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onFile } from '../../support/foreign-objects.ts';
import { RunFixture } from '../../support/run-fixture.ts';

let fixture: RunFixture;
beforeEach(async () => {
  fixture = new RunFixture()
    .model('a', { sql: 'select 1 as n' })
    .model('b', { sql: 'select n from {a}' })
    .test('b_is_one', { sql: 'select n from {b} where n <> 1' });
  await fixture.run();
});
afterEach(() => fixture.cleanUp());

describe('a hook that would leave the file is refused before anything runs:', () => {
  it.each([
    ['use memory', /cannot change the database in use/],
    ['USE temp', /cannot change the database in use/],
    ["set schema = 'memory.main'", /cannot change the schema in use/],
    ["set search_path = 'crm'", /cannot change the schema in use/],
    ['detach __previous', /cannot detach '__previous'/],
    ["attach ':memory:' as __published", /cannot attach anything as '__published'/],
    ['begin transaction', /cannot begin or end a transaction/],
  ])('%s', async (sql, message) => {
    const { published, errors, results } = await fixture.hook('on-run-start', sql).run();
    expect([published, results]).toEqual([false, []]);
    expect(errors.map(error => error.code)).toEqual(['hook-refused']);
    expect(errors[0]?.message).toMatch(message);
    expect(await fixture.query('select n from crm.b')).toEqual([[1]]);
  });
});

it('a hook cannot attach the warehouse, not even before it is there', async () => {
  const fresh = new RunFixture().model('a', { sql: 'select 1 as n' });
  fresh.hook('on-run-start', `attach if not exists '${fresh.target.path}' as w`);
  const { published, errors, events } = await fresh.run();
  expect([published, errors.map(({ code }) => code)]).toEqual([false, ['hook-refused']]);
  expect(events.find(({ type }) => type === 'not-published')).toMatchObject({ hasPrevious: false });
  fresh.cleanUp();
});

it('a word in a literal or a comment is not what a hook does', async () => {
  const sql = "/* use memory */ create table crm.log as select 'use memory; detach __next' as t";
  expect((await fixture.hook('on-run-start', sql).run()).published).toBe(true);
});

it('a hook may attach a file of its own and read it', async () => {
  const other = `${fixture.root}/other.duckdb`;
  await onFile(other, 'create table t as select 7 as n');
  fixture.hook('on-run-start', `attach '${other}' as other (read_only)`);
  fixture.hook('on-run-end', 'create table crm.log as select n from other.t');
  expect((await fixture.run()).published).toBe(true);
  expect(await fixture.query('select n from crm.log')).toEqual([[7]]);
});

describe('what a hook at the start declares is known to models from the check on:', () => {
  it.each([
    ['a macro', 'create macro if not exists twice(x) as 2 * x', 'select twice(1) as n'],
    ['a table macro', 'create or replace function ones() as table select 1 as n', 'from ones()'],
    ['a type', "create type if not exists mood as enum ('dull', 'gay')", "select 'gay'::mood as n"],
    ['a sequence', 'create sequence if not exists s', "select nextval('s') as n"],
    ['an extension', 'load icu', "select timezone('UTC', timestamptz '2024-01-01') as n"],
  ])('%s', async (_, sql, select) => {
    fixture.hook('on-run-start', sql).model('d', { sql: select });
    for (const options of [{}, { select: ['a'] }]) {
      const { published, errors } = await fixture.run(options);
      expect([published, errors]).toEqual([true, []]);
    }
  });

  it('and one that fails is reported where it runs', async () => {
    const { published, results } = await fixture.hook('on-run-start', 'create macro m() as').run();
    expect(published).toBe(false);
    expect(results[0]?.errors.map(({ code }) => code)).toEqual(['sql-parser']);
  });
});

describe('what a hook at the end changes is not tested any more, and so is not published:', () => {
  it.each([
    'update crm.b set n = 2',
    'insert into crm.b values (3)',
    'delete from crm.a',
    'drop table crm.b',
    'alter table crm.b rename column n to m',
    'create or replace table crm.b as select 5 as n',
    'drop schema crm cascade',
    'with x as (select 1) insert into crm.b select 9',
    'explain analyze delete from crm.b',
  ])('%s', async sql => {
    const { published, results } = await fixture.hook('on-run-end', sql).run();
    expect(published).toBe(false);
    const errors = results.flatMap(result => result.errors);
    expect(errors.map(error => error.code)).toEqual(['hook-refused']);
    expect(errors[0]?.message).toMatch(
      /^the hook changes model '[ab]', which is not tested after it$/,
    );
    expect(await fixture.query('select n from crm.b')).toEqual([[1]]);
  });

  it.each([
    'create table crm.log as select count(*) as n from crm.b',
    'comment on table crm.b is $$checked$$',
    'checkpoint',
  ])('but not: %s', async sql => {
    const { published, errors } = await fixture.hook('on-run-end', sql).run();
    expect([published, errors]).toEqual([true, []]);
  });
});

describe('a hook whose text does not show what it changes is compared with all that the file holds:', () => {
  it('a prepared statement', async () => {
    fixture.hook('on-run-end', 'prepare p as delete from crm.b');
    const { published, results } = await fixture.hook('on-run-end', 'execute p').run();
    const errors = results.flatMap(result => result.errors);
    expect([published, errors.map(({ code }) => code)]).toEqual([false, ['hook-refused']]);
  });

  it('files with statements', async () => {
    mkdirSync(join(fixture.root, 'in'));
    writeFileSync(join(fixture.root, 'in', 'schema.sql'), 'delete from crm.wxyz;');
    writeFileSync(join(fixture.root, 'in', 'load.sql'), '');
    fixture.model('wxyz', { sql: 'select 1 as n' });
    fixture.hook('on-run-end', `import database '${fixture.root}/in'`);
    const { published, results } = await fixture.run();
    expect(published).toBe(false);
    expect(results.flatMap(({ errors }) => errors).map(({ message }) => message)).toEqual([
      "the hook changes model 'wxyz', which is not tested after it",
    ]);
  });
});

it('a change is seen in each column, also next to one with a common name', async () => {
  fixture.model('c', { sql: 'select 1 as one, 2 as "row", 3 as c, 4 as n' });
  const { published } = await fixture.hook('on-run-end', 'update crm.c set n = 5').run();
  expect(published).toBe(false);
});

it('a hook at the start may not change what a partial build keeps', async () => {
  fixture.hook('on-run-start', 'update crm.a set n = 4');
  const { published, results } = await fixture.run({ select: ['b'] });
  expect(published).toBe(false);
  expect(results[0]?.errors[0]?.message).toBe(
    "the hook changes model 'a', which is not tested after it",
  );
});

it('a hook may write to a table of others, which then has more rows', async () => {
  await onFile(fixture.target.path, 'create table runs (day varchar)');
  fixture.hook('on-run-end', "insert into runs values ('today')");
  expect((await fixture.run()).published).toBe(true);
  expect((await fixture.run()).published).toBe(true);
  expect(await fixture.query('select count(*) from main.runs')).toEqual([[2n]]);
});

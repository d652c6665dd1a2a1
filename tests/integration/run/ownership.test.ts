import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foreignObjects, onFile, rowsOf } from '../../support/foreign-objects.ts';
import { RunFixture, type RunFixtureOptions } from '../../support/run-fixture.ts';

let fixture: RunFixture;
beforeEach(() => {
  fixture = project(new RunFixture());
});
afterEach(() => fixture.cleanUp());

function project(into: RunFixture): RunFixture {
  return into
    .model('a', { sql: 'select range as x from range(3)' })
    .model('b', { sql: 'select x from {a}' })
    .model('over_b', { sql: 'select x from {b}', materialized: 'view' })
    .seed('rules', 'rule\none\n');
}

const file = () => fixture.target.path;
const objects = foreignObjects('crm.a');

const builds: readonly (readonly [string, RunFixtureOptions])[] = [
  ['build', {}],
  ['run', { scope: 'run' }],
  ['seed', { scope: 'seed', select: ['rules'] }],
  ['build of one model', { select: ['a'] }],
];

describe('what others put into the warehouse file is there after', () => {
  it.each(builds)('a %s', async (_, options) => {
    await fixture.run();
    await onFile(file(), ...objects.flatMap(({ make }) => make));
    const sees = objects.map(({ see }) => see);
    const before = await rowsOf(file(), sees);
    const { published, errors } = await fixture.run(options);
    expect([published, errors]).toEqual([true, []]);
    const after = await rowsOf(file(), sees);
    for (const [at, { kind }] of objects.entries()) {
      expect([kind, after[at]]).toEqual([kind, before[at]]);
    }
    expect(await fixture.query('select count(*) from crm.over_b')).toEqual([[3n]]);
  });
});

it('what is carried over is reported, and who made what is in the file', async () => {
  await fixture.run();
  await onFile(file(), 'create table precious as select 1 as id');
  const { events } = await fixture.run();
  const claimed = events.find(event => event.type === 'claimed');
  expect(claimed?.carried.map(({ kind, name }) => [kind, name])).toEqual([['table', 'precious']]);
  const listed =
    "select kind, relation_name, unique_id from crm_run.relations where kind <> 'schema' order by all";
  expect(await onFile(file(), listed)).toEqual([
    ['table', 'a', 'model.crm.a'],
    ['table', 'b', 'model.crm.b'],
    ['table', 'rules', 'seed.crm.rules'],
    ['view', 'over_b', 'model.crm.over_b'],
  ]);
});

describe('a file that crm-run did not make', () => {
  beforeEach(async () => {
    await fixture.run();
    rmSync(file());
    await onFile(file(), 'create table sales as select 1 as id', 'create view v as from sales');
  });

  it('is refused before anything runs, and stays as it was', async () => {
    const { published, errors, results } = await fixture.run();
    expect([published, results]).toEqual([false, []]);
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      [
        'warehouse-foreign',
        `${file()} was not made by crm-run; it holds 1 table and 1 view (main.sales, main.v)`,
      ],
    ]);
    expect(await onFile(file(), 'from v')).toEqual([[1]]);
  });

  it('is taken over with --adopt, and then belongs to both', async () => {
    expect((await fixture.run({ adopt: true })).published).toBe(true);
    expect((await fixture.run()).published).toBe(true);
    expect(await onFile(file(), 'from v')).toEqual([[1]]);
    expect(await fixture.query('select count(*) from crm.b')).toEqual([[3n]]);
  });
});

it('an empty database file is taken without a question', async () => {
  await fixture.run();
  rmSync(file());
  await onFile(file(), 'select 1');
  expect((await fixture.run()).published).toBe(true);
});

it.each([
  ['a table', 'create table crm.c as select 9 as x'],
  ['a view in another letter case', 'create view crm."C" as select 9 as x'],
])('%s of others keeps its name from a relation of the project', async (_, sql) => {
  await fixture.run();
  await onFile(file(), sql);
  const { published, errors } = await fixture.model('c', { sql: 'select 1 as x' }).run();
  expect(published).toBe(false);
  expect(errors.map(({ code }) => code)).toEqual(['name-taken']);
  expect(errors[0]?.message).toMatch(
    /^model 'c' would be crm\."?[cC]"?, and w\.duckdb has a (table|view) of that name which crm-run did not make$/,
  );
  expect(await onFile(file(), 'from crm.c')).toEqual([[9]]);
});

it('a relation that the project no longer has is dropped and reported', async () => {
  await fixture.run();
  for (const options of [{ select: ['a'] }, {}]) {
    fixture.model('short', { sql: 'select 1 as x' });
    await fixture.run();
    const { events } = await fixture.remove('short').run(options);
    const claimed = events.find(event => event.type === 'claimed');
    expect(claimed?.gone.map(({ name }) => name)).toEqual(['short']);
    await expect(fixture.query('from crm.short')).rejects.toThrow(/short/);
  }
});

it('two projects in one file keep each other, and neither takes a name of the other', async () => {
  await fixture.run();
  const other = new RunFixture(`${fixture.root}/other`).model('theirs', { sql: 'select 7 as y' });
  other.name = 'other';
  other.target = { ...other.target, path: file() };
  expect((await other.run()).published).toBe(true);
  expect((await fixture.run()).published).toBe(true);
  expect(await fixture.query('select y, count(x) from crm.theirs, crm.b group by y')).toEqual([
    [7, 3n],
  ]);
  expect(await onFile(file(), 'select project from crm_run.projects order by 1')).toEqual([
    ['crm'],
    ['other'],
  ]);
  const { errors } = await other.model('b', { sql: 'select 1 as x' }).run();
  expect(errors[0]?.message).toMatch(/which the project 'crm' made$/);
});

it.each([
  ['a cast to a type of many names', 'select cast(cast(1 as hugeint) as double) as y'],
  ['a cast to a decimal', 'select cast(1.5 as decimal(38, 6)) as y'],
  ['an unpivot', 'unpivot (select 1 as p, 2 as q) on p, q into name n value v'],
])('a view with %s, whose text the database rewrites, is published', async (_, sql) => {
  fixture.model('rewritten', { sql, materialized: 'view' });
  const { published, errors } = await fixture.run();
  expect([published, errors]).toEqual([true, []]);
});

describe('a relation is reported from what else has its name:', () => {
  it('its own schema', async () => {
    const relation = { schema: 'both', identifier: 'both' };
    const { published, errors } = await fixture
      .model('both', { sql: 'select 1 as x', relation })
      .run();
    expect([published, errors]).toEqual([true, []]);
  });

  it.each([
    'create macro crm.a(x) as x + 1',
    'create macro crm.a(x) as table select x',
    "create type crm.a as enum ('one')",
    'create index a on crm.b (x)',
  ])('%s', async sql => {
    await fixture.run();
    await onFile(file(), sql);
    const { published, errors } = await fixture.run();
    expect([published, errors]).toEqual([true, []]);
  });
});

it('what a hook makes is made anew by each build, and is the project’s own', async () => {
  fixture.hook('on-run-start', 'create table crm.audit as select 1 as n');
  for (const options of [{}, {}, { select: ['a'] }]) {
    const { published, errors, events } = await fixture.run(options);
    expect([published, errors]).toEqual([true, []]);
    expect(events.find(event => event.type === 'claimed')?.carried).toEqual([]);
  }
});

it('a hook that drops what others made is not published', async () => {
  await fixture.run();
  await onFile(file(), 'create table precious as select 1 as id');
  fixture.hook('on-run-end', 'drop table precious');
  const { published, errors } = await fixture.run();
  expect(published).toBe(false);
  expect(errors.map(({ code, message }) => [code, message])).toEqual([
    [
      'publish-failed',
      'the new file is not what was built: the table main.precious was to be carried over and is missing',
    ],
  ]);
  expect(await onFile(file(), 'from precious')).toEqual([[1]]);
});

it('an index of others that no longer fits its table keeps the build from being published', async () => {
  await fixture.run();
  await onFile(file(), 'create index by_x on crm.a (x)');
  const { published, errors } = await fixture
    .model('a', { sql: 'select 1 as z' })
    .model('b', { sql: 'select z from {a}' })
    .model('over_b', { sql: 'select z from {b}', materialized: 'view' })
    .run();
  expect(published).toBe(false);
  expect(errors[0]?.code).toBe('warehouse-foreign');
  expect(errors[0]?.message).toMatch(
    /^the index crm\.by_x on crm\.a is not the project's and cannot be retained: /,
  );
});

it('random things of others survive random builds, rows and definitions alike', async () => {
  const picks = fc.subarray([...objects], { minLength: 1 });
  const runs = fc.array(fc.constantFrom(...builds), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(picks, runs, async (things, sequence) => {
      const own = project(new RunFixture());
      try {
        await own.run();
        await onFile(own.target.path, ...things.flatMap(({ make }) => make));
        const sees = things.map(({ see }) => see);
        const look = () => rowsOf(own.target.path, sees);
        const before = await look();
        for (const [, options] of sequence) expect((await own.run(options)).published).toBe(true);
        expect(await look()).toEqual(before);
      } finally {
        own.cleanUp();
      }
    }),
    { numRuns: 2 },
  );
});

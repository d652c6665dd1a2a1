import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rows, unitTest } from '../../support/node-fixtures.ts';
import { RunFixture } from '../../support/run-fixture.ts';

/**
 * core → value → clv    (group value)
 *      ↘ late           (group late), reads clv
 *      ↘ basket         (group basket)
 */
let fixture: RunFixture;
beforeEach(() => {
  fixture = new RunFixture()
    .group('value')
    .group('late')
    .group('basket')
    .group('plain', false)
    .model('core', { sql: 'select 1 as n' })
    .model('value', { sql: 'select n from {core}', group: 'value' })
    .model('clv', { sql: 'select n from {value}', group: 'value', materialized: 'view' })
    .model('late', { sql: 'select n from {clv}', group: 'late' })
    .model('basket', { sql: 'select n from {core}', group: 'basket' });
});
afterEach(() => fixture.cleanUp());

const relations = async () => {
  const found = await fixture.query(
    "select table_name from information_schema.tables where table_schema = 'crm' order by all",
  );
  return found.map(([name]) => name);
};
const listed = () =>
  fixture.query(
    'select project, group_name, unique_id, schema_name, relation_name, reason from crm_run.withheld order by relation_name',
  );

const broken = "select error('no') as n from {core}";
const missing = 'select nothing from {core}';

describe('a failure in a group that may be withheld', () => {
  it.each<[string, () => unknown, string]>([
    [
      'of a model as it runs',
      () => fixture.model('value', { sql: broken, group: 'value' }),
      "model 'value' failed",
    ],
    [
      'of a model as it is checked',
      () => fixture.model('value', { sql: missing, group: 'value' }),
      "model 'value' failed",
    ],
    [
      'of a data test on one of its models',
      () => fixture.test('t', { sql: 'select n from {clv}' }),
      "test 't' failed",
    ],
    [
      'of a data test whose SQL is wrong',
      () => fixture.test('t', { sql: 'select x from {clv}' }),
      "test 't' failed",
    ],
    [
      'of a data test that also reads the core',
      () =>
        fixture.test('t', {
          sql: 'select 1 as n from {core}, {value}',
        }),
      "test 't' failed",
    ],
    [
      'of a data test that its config puts there',
      () => fixture.test('t', { sql: 'select n from {core}', group: 'value' }),
      "test 't' failed",
    ],
    [
      'of a unit test',
      () =>
        fixture.add(
          unitTest('u', 'value', { given: { core: rows([{ n: 1 }]) }, expect: rows([{ n: 2 }]) }),
        ),
      "unit test 'u' failed",
    ],
  ])(
    '%s leaves out the group and what depends on it, and publishes the rest',
    async (_, spoil, why) => {
      spoil();
      const { published, errors, withheld, events } = await fixture.run();
      expect(errors).toEqual([]);
      expect(published).toBe(true);
      expect(await relations()).toEqual(['basket', 'core']);
      expect(await listed()).toEqual([
        ['crm', 'value', 'model.crm.clv', 'crm', 'clv', why],
        ['crm', 'value', 'model.crm.late', 'crm', 'late', `it reads model 'clv', and ${why}`],
        ['crm', 'value', 'model.crm.value', 'crm', 'value', why],
      ]);
      expect(withheld.map(({ uniqueId }) => uniqueId).sort()).toEqual([
        'model.crm.clv',
        'model.crm.late',
        'model.crm.value',
      ]);
      expect(events.find(({ type }) => type === 'published')).toMatchObject({ withheld });
    },
  );

  it('of two groups withholds both, and names for what depends on both one of them', async () => {
    fixture
      .test('t', { sql: 'select n from {value}' })
      .test('s', { sql: 'select n from {basket}' });
    await fixture.run();
    expect(await relations()).toEqual(['core']);
    expect((await listed()).map(([, group, , , name]) => [name, group])).toEqual([
      ['basket', 'basket'],
      ['clv', 'value'],
      ['late', 'value'],
      ['value', 'value'],
    ]);
  });

  it('withholds a group that only fails below it alone', async () => {
    fixture.test('t', { sql: 'select n from {late}' });
    await fixture.run();
    expect(await relations()).toEqual(['basket', 'clv', 'core', 'value']);
  });

  it('of a test of severity warn withholds nothing', async () => {
    fixture.test('t', { sql: 'select n from {value}', severity: 'warn' });
    const { withheld, published } = await fixture.run();
    expect([withheld, published]).toEqual([[], true]);
    expect(await listed()).toEqual([]);
  });

  it('does not hold back the core by a test that the group has on it', async () => {
    fixture
      .test('t', { sql: 'select n from {core}', group: 'value' })
      .model('later', { sql: 'select n from {core}' });
    await fixture.run();
    expect(await relations()).toEqual(['basket', 'core', 'later']);
  });
});

describe('nothing is published', () => {
  it.each<[string, () => unknown, string]>([
    [
      'when something fails that nobody marked',
      () => fixture.test('t', { sql: 'select n from {core}' }),
      '1 failed, 4 skipped',
    ],
    [
      'when a group fails that is not marked',
      () => fixture.model('other', { sql: broken, group: 'plain' }),
      '1 failed',
    ],
    [
      'when a test of an unmarked group fails on a marked one',
      () => fixture.test('t', { sql: 'select n from {value}', group: 'plain' }),
      '1 failed, 2 skipped',
    ],
    [
      'when a model that nobody marked reads what is withheld',
      () =>
        fixture
          .model('value', { sql: broken, group: 'value' })
          .model('report', { sql: 'select n from {clv}' }),
      "model 'report' is in no group that may be withheld and needs model 'clv', and something failed in group 'value'",
    ],
    [
      'when a test that nobody marked reads what is withheld',
      () =>
        fixture.test('bad', { sql: 'select n from {value}' }).test('related', {
          sql: 'select c.n from {core} c, {clv} v where c.n <> v.n',
          attachedNode: 'model.crm.core',
        }),
      "test 'related' is in no group that may be withheld and needs model 'clv', and something failed in group 'value'",
    ],
  ])('%s', async (_, spoil, reason) => {
    spoil();
    const { published, events } = await fixture.run();
    expect(published).toBe(false);
    expect(events.find(({ type }) => type === 'not-published')).toMatchObject({ reason });
  });

  it('when the first failure ends the run by --fail-fast', async () => {
    fixture.test('t', { sql: 'select n from {late}' });
    expect((await fixture.run({ failFast: true })).published).toBe(false);
  });

  it('when an unmarked model cannot do without one whose SQL is wrong, and no step runs', async () => {
    fixture
      .model('value', { sql: missing, group: 'value' })
      .model('report', { sql: 'select n from {clv}' });
    const { results, errors } = await fixture.run();
    expect(results).toEqual([]);
    expect(errors.map(({ code }) => code)).toEqual(['sql-binder']);
  });
});

describe('a build of a part', () => {
  it('that withholds a group drops what it kept of it and of what depends on it', async () => {
    await fixture.run();
    fixture.model('core', { sql: 'select 2 as n' }).model('value', { sql: broken, group: 'value' });
    const { published, withheld } = await fixture.run({ select: ['core', 'value'] });
    expect(published).toBe(true);
    expect(withheld).toHaveLength(3);
    expect(await relations()).toEqual(['basket', 'core']);
  });

  it('is not held back by the SQL of a group that it keeps, and warns of it', async () => {
    await fixture.run();
    fixture.model('value', { sql: missing, group: 'value' });
    const { published, events, withheld } = await fixture.run({ select: ['core'] });
    expect([published, withheld]).toEqual([true, []]);
    expect(events.find(({ type }) => type === 'published')).toMatchObject({
      warnings: [{ code: 'sql-binder', location: { file: 'models/value.sql' } }],
    });
    expect(await relations()).toEqual(['basket', 'clv', 'core', 'late', 'value']);
    fixture.model('value', { sql: missing, group: 'plain' });
    expect((await fixture.run({ select: ['core'] })).published).toBe(false);
  });

  it('withholds a group of which it keeps a view that can no longer be read', async () => {
    fixture.model('shown', { sql: 'select n from {core}', group: 'value', materialized: 'view' });
    await fixture.run();
    fixture.model('core', { sql: 'select 2 as m' });
    const { published, results } = await fixture.run({ select: ['core'] });
    expect(published).toBe(true);
    expect(results.at(-1)).toMatchObject({ uniqueId: 'model.crm.shown', status: 'error' });
    expect(await relations()).toEqual(['basket', 'core']);
    fixture.model('over', { sql: 'select m from {core}', materialized: 'view' });
    await fixture.run({ select: ['over'] });
    fixture.model('core', { sql: 'select 3 as other' });
    expect((await fixture.run({ select: ['core'] })).published).toBe(false);
  });

  it('of which nothing would be left is not published, and the group stays as it was', async () => {
    await fixture.run();
    fixture.model('value', { sql: broken, group: 'value' });
    const { published, withheld } = await fixture.run({ select: ['value', 'clv', 'late'] });
    expect([published, withheld]).toEqual([false, []]);
    expect(await relations()).toEqual(['basket', 'clv', 'core', 'late', 'value']);
  });

  it('that leaves a withheld group alone brings nothing back, and keeps the list', async () => {
    fixture.test('t', { sql: 'select n from {clv}' });
    await fixture.run();
    const before = await listed();
    expect((await fixture.run({ select: ['core', 'basket'] })).withheld).toEqual([]);
    expect(await relations()).toEqual(['basket', 'core']);
    expect(await listed()).toEqual(before);
  });

  it('of a withheld group brings it back and takes it from the list', async () => {
    fixture.test('t', { sql: 'select n from {clv}' });
    await fixture.run();
    fixture.remove('t');
    expect((await fixture.run({ select: ['value', 'clv', 'late'] })).published).toBe(true);
    expect(await relations()).toEqual(['basket', 'clv', 'core', 'late', 'value']);
    expect(await listed()).toEqual([]);
  });

  it.each<['build' | 'test', string]>([
    ['build', "model 'late' reads crm.clv"],
    ['test', "test 't' reads crm.clv"],
  ])('that reads what was withheld is refused and says why: %s', async (scope, what) => {
    fixture.test('t', { sql: 'select n from {clv}' });
    await fixture.run();
    const { errors } = await fixture.run({ scope, select: scope === 'test' ? ['t'] : ['late'] });
    expect(errors.map(({ code, message, hint }) => [code, message, hint])).toEqual([
      [
        'relation-withheld',
        `${what}, which was withheld with group 'value': test 't' failed`,
        'put that right, then run crm-run build --select group:value+',
      ],
    ]);
  });
});

it('an interrupted build publishes nothing, whatever could be left out', async () => {
  await fixture.run();
  fixture.model('value', { sql: broken, group: 'value' });
  const controller = new AbortController();
  const { published } = await fixture.run({
    signal: controller.signal,
    onEvent: event => {
      if (event.type === 'node-finished' && event.result.status === 'error') controller.abort();
    },
  });
  expect(published).toBe(false);
  expect(await relations()).toEqual(['basket', 'clv', 'core', 'late', 'value']);
});

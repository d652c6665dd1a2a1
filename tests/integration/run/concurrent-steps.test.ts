import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/run/run-event.ts';
import { hook, rows, source, unitTest } from '../../support/node-fixtures.ts';
import { RunFixture } from '../../support/run-fixture.ts';

let fixture: RunFixture;
beforeEach(() => {
  fixture = new RunFixture();
  withThreads(2);
});
afterEach(() => fixture.cleanUp());

function withThreads(threads: number): void {
  fixture.target = { ...fixture.target, settings: { threads } };
}

const slow = 'select sum(range) as n from range(60000000)';

/** The names of what had begun but was not told to have ended, after each beginning. */
function atOnce(events: readonly RunEvent[]): string[][] {
  const running = new Set<string>();
  const seen: string[][] = [];
  for (const event of events) {
    if (event.type === 'node-started') {
      running.add(event.uniqueId.split('.').at(-1) ?? '');
      seen.push([...running]);
    }
    if (event.type === 'node-finished') {
      running.delete(event.result.uniqueId.split('.').at(-1) ?? '');
    }
  }
  return seen;
}

const finished = (events: readonly RunEvent[]) =>
  events.flatMap(event => (event.type === 'node-finished' ? [event] : []));

describe('steps of small tables', () => {
  it('run concurrently, as many as the database has threads, each after what it reads', async () => {
    fixture
      .model('a', { sql: slow })
      .model('b', { sql: slow })
      .model('c', { sql: 'select n from {a}' });
    const { events, results, published } = await fixture.run();
    expect(published).toBe(true);
    expect(results.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
    const [a, b, c] = results;
    expect(atOnce(events)[1]).toEqual(['a', 'b']);
    expect(b?.startedAt.getTime()).toBeLessThanOrEqual(a?.completedAt.getTime() ?? 0);
    expect(c?.startedAt.getTime()).toBeGreaterThanOrEqual(a?.completedAt.getTime() ?? Infinity);
  });

  it('are reported to have ended in the order of the plan, whichever ended first', async () => {
    fixture.model('a', { sql: slow }).model('b', { sql: 'select 1 as n' });
    const { events, results } = await fixture.run();
    const [a, b] = results;
    expect(b?.completedAt.getTime()).toBeLessThanOrEqual(a?.completedAt.getTime() ?? 0);
    expect(finished(events).map(({ result, index }) => [result.uniqueId, index])).toEqual([
      ['model.crm.a', 1],
      ['model.crm.b', 2],
    ]);
  });

  it('are all in the results of a run that was interrupted, in the order of the plan', async () => {
    const controller = new AbortController();
    fixture
      .model('a', { sql: 'select count(*) as n from range(1000000) x, range(1000000) y' })
      .test('never_begun', { sql: 'select n from {a} where n < 0' })
      .model('b', { sql: 'select 1 as n' })
      .model('c', { sql: 'select n from {b}' })
      .model('d', { sql: 'select n from {c}' });
    const { results, events, published } = await fixture.run({
      signal: controller.signal,
      onEvent: event => {
        if (event.type === 'node-started' && event.uniqueId === 'model.crm.d') controller.abort();
      },
    });
    expect(published).toBe(false);
    const told = finished(events).map(({ result }) => result);
    expect(told).toEqual(results);
    expect(results.map(({ uniqueId }) => uniqueId.at(-1))).toEqual(['a', 'b', 'c', 'd']);
    expect(results.map(({ status }) => status).slice(0, 3)).toEqual([
      'interrupted',
      'success',
      'success',
    ]);
  });

  it('keep failing rows apart that are counted at the same time', async () => {
    fixture
      .model('many', { sql: 'select range as n from range(2000)' })
      .model('few', { sql: 'select range as n from range(3)' });
    for (const [table, severity] of [
      ['many', 'warn'],
      ['few', 'warn'],
    ] as const) {
      fixture.test(`no_${table}`, { sql: `select n from {${table}}`, severity });
    }
    const { results } = await fixture.run();
    const tests = results.filter(({ resourceType }) => resourceType === 'test');
    const [one, other] = tests;
    expect(other?.startedAt.getTime()).toBeLessThanOrEqual(one?.completedAt.getTime() ?? 0);
    expect(tests.map(({ failures, sample }) => [failures, sample?.rows.length]).sort()).toEqual([
      [2000, 5],
      [3, 3],
    ]);
  });

  it('run one at a time where the database has one thread', async () => {
    withThreads(1);
    fixture.model('a', { sql: slow }).model('b', { sql: 'select 1 as n' });
    expect(atOnce((await fixture.run()).events)).toEqual([['a'], ['b']]);
  });
});

describe('a full disk', () => {
  const full = "select error('No space left on device') as n from range(3)";

  it('is reported once, also where several that ran met it', async () => {
    fixture
      .model('a', { sql: full })
      .model('b', { sql: full })
      .model('c', { sql: 'select 1 as n' });
    const { results, published } = await fixture.run();
    expect(published).toBe(false);
    expect(results.map(({ status }) => status).sort()).toEqual(['error', 'skipped', 'skipped']);
    expect(results.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['disk-full']);
  });

  it('is reported also where another node had failed before and nothing more was to begin', async () => {
    fixture.model('a', { sql: "select error('no') as n from range(3)" }).model('b', {
      sql: `select case when sum(range) > 0 then error('No space left on device') end as n
          from range(60000000)`,
    });
    const { results, events } = await fixture.run({ failFast: true });
    expect(atOnce(events)[1]).toEqual(['a', 'b']);
    expect(results.map(({ errors }) => errors[0]?.code)).toEqual(['sql-error', 'disk-full']);
  });
});

describe('Ctrl-C during the check', () => {
  it('ends it, and nothing runs', async () => {
    const controller = new AbortController();
    fixture.model('never_checked', { sql: 'select nope' });
    const { results, errors, events } = await fixture.run({
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'run-started') controller.abort();
      },
    });
    expect(results).toEqual([]);
    expect(errors.map(({ code }) => code)).toEqual(['interrupted']);
    expect(events.map(({ type }) => type)).toEqual([
      'run-started',
      'not-published',
      'run-finished',
    ]);
  });
});

describe('steps run one after the other', () => {
  it('while a raw file is loaded, however large that turns out to be', async () => {
    for (const name of ['x', 'y']) {
      const file = fixture.write(`${name}.csv`, 'id\n1\n');
      const location = { file: 'models/_sources.yml', line: 9, column: 9 };
      const about = { description: '', meta: {}, tags: [], location };
      fixture.add(
        source(`raw.${name}`, {
          origin: { kind: 'file', path: `${name}.csv`, file },
          columns: [
            { ...about, name: 'id', dataType: 'varchar', optional: false, timeZone: undefined },
          ],
        }),
      );
    }
    fixture.model('a', { sql: 'select 1 as n' }).model('b', { sql: 'select id from {raw.x}' });
    const { events, published } = await fixture.run();
    expect(published).toBe(true);
    expect(atOnce(events).slice(0, 2)).toEqual([['x'], ['y']]);
  });

  it('once a table has more than a million rows', async () => {
    fixture
      .model('large', { sql: 'select range as n from range(1000001)' })
      .model('x', { sql: 'select count(*) as n from {large}' })
      .model('y', { sql: 'select count(*) as n from {large}' });
    expect(atOnce((await fixture.run()).events)).toEqual([['large'], ['x'], ['y']]);
    // also where the table is of an earlier build
    const { events } = await fixture.run({ select: ['x', 'y'] });
    expect(atOnce(events)).toEqual([['x'], ['y']]);
  });

  it('where there are hooks, so that what a hook sets holds for all of them', async () => {
    fixture
      .add({ ...hook('on-run-start'), rawCode: 'set variable answer = 42' })
      .model('a', { sql: `${slow} union all select getvariable('answer')` })
      .model('b', { sql: "select getvariable('answer') as n" });
    const { events, published } = await fixture.run();
    expect(published).toBe(true);
    expect(atOnce(events)).toEqual([['on-run-start-0'], ['a'], ['b']]);
    expect(await fixture.query('select n from crm.b')).toEqual([[42]]);
  });
});

it('unit tests run next to models, on the rows that they were given', async () => {
  fixture.model('a', { sql: slow }).model('b', { sql: 'select n + 1 as m from {a}' });
  for (const n of [1, 2, 3]) {
    const given = { a: rows([{ n }]) };
    fixture.add(unitTest(`adds_one_to_${n}`, 'b', { given, expect: rows([{ m: n + 1 }]) }));
  }
  const { results, published } = await fixture.run();
  expect(published).toBe(true);
  const built = results.find(({ uniqueId }) => uniqueId === 'model.crm.a');
  const passed = results.filter(({ status }) => status === 'pass');
  expect(passed).toHaveLength(3);
  for (const { startedAt } of passed) {
    expect(startedAt.getTime()).toBeLessThanOrEqual(built?.completedAt.getTime() ?? 0);
  }
});

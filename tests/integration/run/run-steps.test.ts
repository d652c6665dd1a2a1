import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatLocation } from '../../../src/base/errors/source-location.ts';
import type { RunResult } from '../../../src/run/run-event.ts';
import { hook, rows, unitTest } from '../../support/node-fixtures.ts';
import { RunFixture } from '../../support/run-fixture.ts';

let fixture: RunFixture;
beforeEach(() => {
  fixture = new RunFixture();
});
afterEach(() => fixture.cleanUp());

const statuses = ({ results }: RunResult) =>
  Object.fromEntries(
    results.map(({ uniqueId, status }) => [uniqueId.split('.').at(-1) ?? '', status]),
  );

const failing = "select cast('x' || n as integer) as n";

describe('independence', () => {
  beforeEach(() => {
    fixture
      .model('a', { sql: 'select 1 as n' })
      .model('broken', { sql: `${failing} from {a}` })
      .model('child', { sql: 'select n from {broken}' })
      .model('grandchild', { sql: 'select n from {child}' })
      .model('other', { sql: 'select n from {a}' });
  });

  it('skips what depends on a failed node, says why, and goes on with the rest', async () => {
    const result = await fixture.run();
    expect(statuses(result)).toEqual({
      a: 'success',
      broken: 'error',
      child: 'skipped',
      grandchild: 'skipped',
      other: 'success',
    });
    const reasons = result.results.flatMap(({ status, message }) =>
      status === 'skipped' ? [message] : [],
    );
    expect(reasons).toEqual([
      "skipped because model 'broken' failed",
      "skipped because model 'broken' failed",
    ]);
  });

  it('stops at the first failure with failFast', async () => {
    fixture.target = { ...fixture.target, settings: { threads: 1 } };
    expect(statuses(await fixture.run({ failFast: true })).other).toBe('skipped');
  });

  it('waits with failFast for what ran next to the failure, and begins nothing more', async () => {
    fixture.target = { ...fixture.target, settings: { threads: 2 } };
    fixture
      .model('slow', { sql: 'select sum(range) as n from range(100000000)' })
      .model('after_slow', { sql: 'select n from {slow}' });
    const { broken, slow, after_slow } = statuses(await fixture.run({ failFast: true }));
    expect({ broken, slow, after_slow }).toEqual({
      broken: 'error',
      slow: 'success',
      after_slow: 'skipped',
    });
  });
});

describe('data tests', () => {
  beforeEach(() => {
    fixture.model('many', { sql: 'select range as n from range(2500)' });
  });

  it('keeps the failing rows outside of the database and shows the first five', async () => {
    fixture.test('none_above', { sql: 'select n from {many} where n >= 100' });
    const { results } = await fixture.run();
    const result = results.find(({ resourceType }) => resourceType === 'test');
    expect(result).toMatchObject({
      status: 'fail',
      failures: 2400,
      failuresPath: 'target/failures/none_above.csv',
      message: 'got 2,400 results, configured to fail if != 0, 1,000 of 2,400 rows retained',
    });
    expect(result?.sample?.rows).toEqual([[100n], [101n], [102n], [103n], [104n]]);
    const kept = readFileSync(join(fixture.root, 'target/failures/none_above.csv'), 'utf8');
    expect(kept.trimEnd().split('\n')).toHaveLength(1001);
  });

  it('reports every failing test, and skips what hangs on the model that they refuse', async () => {
    fixture
      .test('first', { sql: 'select n from {many} where n = 1' })
      .test('second', { sql: 'select n from {many} where n = 2' })
      .model('child', { sql: 'select n from {many}' });
    expect(statuses(await fixture.run())).toEqual({
      many: 'success',
      first: 'fail',
      second: 'fail',
      child: 'skipped',
    });
  });

  it('publishes in spite of warnings', async () => {
    fixture.test('odd', { sql: 'select n from {many} where n = 1', severity: 'warn' });
    const result = await fixture.run();
    expect(statuses(result).odd).toBe('warn');
    expect(result.published).toBe(true);
  });

  it.each([
    ['all', {}, 2400, 1000, ', 1,000 of 2,400 rows retained'],
    ['up to a limit', { limit: 1500 }, 1500, 1000, ', 1,000 of 1,500 rows retained'],
    [
      'by a sum',
      { failCalc: 'sum(n)' },
      2_998_800 + 120_000,
      1000,
      ', 1,000 of 2,400 rows retained',
    ],
    ['by a sum up to a limit', { failCalc: 'min(n) + 5', limit: 7 }, 105, 7, ''],
  ] as const)(
    'counts and keeps the same rows for a warning as for an error: %s',
    async (_, options, failures, kept, told) => {
      const sql = 'select n from {many} where n >= 100 order by n';
      for (const severity of ['warn', 'error'] as const) {
        fixture.remove('t').test('t', { sql, severity, ...options });
        const { results } = await fixture.run();
        const status = severity === 'warn' ? 'warn' : 'fail';
        const message = `got ${failures.toLocaleString('en')} results, configured to ${status} if != 0${told}`;
        expect(results.at(-1)).toMatchObject({ status, failures, message });
        const file = readFileSync(join(fixture.root, 'target/failures/t.csv'), 'utf8');
        expect(file.trimEnd().split('\n').slice(0, 2)).toEqual(['n', '100']);
        expect(file.trimEnd().split('\n')).toHaveLength(kept + 1);
      }
    },
  );

  it('tells where the query of a warning fails', async () => {
    fixture.test('t', {
      sql: "select n\nfrom {many}\nwhere cast('x' || n as integer) = 1",
      severity: 'warn',
    });
    const { results } = await fixture.run();
    expect(results.at(-1)).toMatchObject({
      status: 'error',
      errors: [{ code: 'sql-conversion', location: { line: 3 } }],
    });
  });

  it('an error below its threshold is a warning', async () => {
    fixture.test('few', { sql: 'select n from {many} where n < 3', errorIf: '> 10' });
    expect(statuses(await fixture.run()).few).toBe('warn');
  });

  it('takes away the rows of an earlier failure once the test passes', async () => {
    fixture.test('t', { sql: 'select n from {many}' });
    await fixture.run();
    fixture.remove('t').test('t', { sql: 'select n from {many} where false' });
    await fixture.run();
    expect(() => readFileSync(join(fixture.root, 'target/failures/t.csv'))).toThrow(/ENOENT/);
  });

  it('tests the published build and changes nothing', async () => {
    await fixture.run();
    fixture.test('t', { sql: 'select n from {many} where n = 7' });
    const result = await fixture.run({ scope: 'test' });
    expect(statuses(result)).toEqual({ t: 'fail' });
    expect(result.events.map(({ type }) => type)).not.toContain('not-published');
  });

  it('cannot test what was never built', async () => {
    fixture.test('t', { sql: 'select n from {many}' });
    await expect(fixture.run({ scope: 'test' })).rejects.toMatchObject({
      code: 'warehouse-missing',
    });
  });
});

describe('unit tests', () => {
  const given = { a: rows([{ n: 1 }, { n: 2 }]) };
  beforeEach(() => {
    fixture
      .model('a', { sql: 'select 1 as n, true as other' })
      .model('doubled', { sql: 'select n * 2 as n from {a}' });
  });

  it('pass on the rows that they expect, in any order', async () => {
    const expect_ = rows([{ n: 4 }, { n: 2 }]);
    fixture.add(unitTest('doubles', 'doubled', { given, expect: expect_ }));
    const result = await fixture.run();
    expect(result.errors).toEqual([]);
    expect(statuses(result).doubles).toBe('pass');
  });

  it('that fail show the rows, and their model is not run', async () => {
    fixture.add(unitTest('doubles', 'doubled', { given, expect: rows([{ n: 4 }, { n: 3 }]) }));
    const result = await fixture.run();
    expect(statuses(result)).toEqual({ a: 'success', doubles: 'fail', doubled: 'skipped' });
    const failed = result.results.find(({ status }) => status === 'fail');
    expect(failed?.errors[0]?.code).toBe('unit-test-failed');
    expect(failed?.errors[0]?.message).toContain('- 3');
    expect(failed?.sample?.rows).toEqual([
      ['-', '3'],
      ['+', '2'],
    ]);
  });

  it('with a wrong column are reported before any data is touched', async () => {
    const wrong = { a: rows([{ nn: 1 }]) };
    fixture.add(unitTest('doubles', 'doubled', { given: wrong, expect: rows([{ m: 1 }]) }));
    const { errors, results } = await fixture.run();
    expect(errors.map(({ code }) => code)).toEqual(['unknown-column', 'unknown-column']);
    expect(results).toEqual([]);
  });
});

describe('run-time errors', () => {
  it('of a table point into its own template', async () => {
    fixture.model('a', {
      sql: "select v,\n  cast(v as integer) as n\nfrom (values ('1'), ('x')) t(v)",
    });
    const { results } = await fixture.run();
    const [error] = results[0]?.errors ?? [];
    expect(error?.code).toBe('sql-conversion');
    expect(error?.location && formatLocation(error.location)).toBe('models/a.sql:2:3');
  });

  it('of a table that is built anew by itself point into its own template too', async () => {
    fixture.model('a', { sql: 'select 1 as n' }).model('b', { sql: 'select 1 as n' });
    expect((await fixture.run()).published).toBe(true);
    fixture.model('a', {
      sql: "select v,\n  cast(v as integer) as n\nfrom (values ('1'), ('x')) t(v)",
    });
    const { results } = await fixture.run({ select: ['a'] });
    const [error] = results[0]?.errors ?? [];
    expect(error?.code).toBe('sql-conversion');
    expect(error?.location && formatLocation(error.location)).toBe('models/a.sql:2:3');
  });

  it('of an upstream view are reported there, with the model that read it', async () => {
    fixture
      .model('raw', { sql: "select * from (values ('1'), ('x')) t(v)" })
      .model('typed', {
        sql: 'select v,\n\n    cast(v as integer) as n from {raw}',
        materialized: 'view',
      })
      .model('passes_on', { sql: 'select n as n from {typed}', materialized: 'view' })
      .model('total', { sql: 'select sum(n) as n from {passes_on}' });
    const { results } = await fixture.run();
    expect(results.map(({ status }) => status)).toEqual(['success', 'success', 'success', 'error']);
    const [error] = results[3]?.errors ?? [];
    expect(error?.location && formatLocation(error.location)).toBe('models/typed.sql:3:5');
    expect(error?.trace.map(({ what }) => what)).toEqual(["read by model 'total'"]);
  });

  it('without a position point at the file', async () => {
    fixture.model('a', { sql: "select error('no ' || range) as n from range(3)" });
    const { results } = await fixture.run();
    const [error] = results[0]?.errors ?? [];
    expect(error?.location && formatLocation(error.location)).toBe('models/a.sql:1:1');
  });
});

describe('hooks', () => {
  it('run in the build, before the first node and before publishing', async () => {
    fixture
      .add({ ...hook('on-run-start'), rawCode: 'create schema audit' })
      .model('a', { sql: 'select 1 as n' })
      .add({ ...hook('on-run-end'), rawCode: 'create table audit.runs as select * from crm.a' });
    const { errors, published } = await fixture.run();
    expect(errors).toEqual([]);
    expect(published).toBe(true);
    expect(await fixture.query('from audit.runs')).toEqual([[1]]);
  });

  it('keep a build from being published when they fail', async () => {
    fixture
      .model('a', { sql: 'select 1 as n' })
      .add({ ...hook('on-run-end'), rawCode: 'insert into crm.nowhere values (1)' });
    expect((await fixture.run()).published).toBe(false);
  });
});

it('says how far a long statement is, from its first second on', async () => {
  fixture.model('long', {
    sql: 'select sum(x * y) as n from range(1000000) a(x), range(1000000) b(y)',
  });
  const abort = new AbortController();
  const { events } = await fixture.run({
    signal: abort.signal,
    onEvent: event => {
      if (event.type === 'node-progress') abort.abort();
    },
  });
  const shown = events.find(event => event.type === 'node-progress');
  expect(shown).toMatchObject({ uniqueId: 'model.crm.long', index: 1, total: 1 });
  expect(shown?.type === 'node-progress' && shown.seconds).toBeGreaterThanOrEqual(1);
});

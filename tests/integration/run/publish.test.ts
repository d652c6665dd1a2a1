import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEngine } from '../../../src/engine/duckdb/open-engine.ts';
import { RunFixture } from '../../support/run-fixture.ts';

let fixture: RunFixture;
beforeEach(() => {
  fixture = new RunFixture();
  fixture.model('a', { sql: 'select 1 as n' }).model('b', {
    sql: 'select n + 1 as n from {a}',
    materialized: 'view',
  });
});
afterEach(() => fixture.cleanUp());

const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const beside = () => readdirSync(join(fixture.root, 'warehouse')).sort();

/** Writes to the published file as a program that dies before its log is merged into the file. */
async function leaveLog(statement: string): Promise<void> {
  const engine = await openEngine({ settings: {} });
  const connection = await engine.connect();
  await connection.run(`attach '${fixture.target.path}' as other (type duckdb)`);
  await connection.run('use other');
  await connection.run('pragma disable_checkpoint_on_shutdown');
  await connection.run(statement);
  connection.close();
  engine.close();
  expect(statSync(`${fixture.target.path}.wal`).size).toBeGreaterThan(0);
}

describe('a build that goes well', () => {
  it('makes the directory and publishes tables and views, with nothing left next to them', async () => {
    const { published, errors } = await fixture.run();
    expect(errors).toEqual([]);
    expect(published).toBe(true);
    expect(await fixture.query('select n from crm.b')).toEqual([[2]]);
    expect(beside()).toEqual(['w.duckdb', 'w.duckdb.lock']);
  });

  it('says what happens, in order', async () => {
    const { events } = await fixture.run();
    expect(events.map(event => event.type)).toEqual([
      'run-started',
      'checked',
      'claimed',
      'node-started',
      'node-finished',
      'node-started',
      'node-finished',
      'published',
      'run-finished',
    ]);
  });

  it('leaves no relation behind of a model that is gone', async () => {
    await fixture.run();
    fixture.remove('b').model('c', { sql: 'select 3 as n' });
    await fixture.run();
    const rows = await fixture.query(
      "select table_name from information_schema.tables where table_schema = 'crm' order by all",
    );
    expect(rows).toEqual([['a'], ['c']]);
  });

  it('keeps the permissions of the published file', async () => {
    await fixture.run();
    chmodSync(fixture.target.path, 0o640);
    await fixture.run();
    expect(statSync(fixture.target.path).mode & 0o777).toBe(0o640);
  });

  it('carries over what is in a log that another program left, and removes the log', async () => {
    await fixture.run();
    await leaveLog('create table crm.theirs as select 1 as n');
    expect((await fixture.run()).published).toBe(true);
    expect(beside()).toEqual(['w.duckdb', 'w.duckdb.lock']);
    expect(await fixture.query('select n from crm.theirs')).toEqual([[1]]);
  });

  it('leaves such a log where it is when nothing is published: it belongs to the old file', async () => {
    await fixture.run();
    await leaveLog('update crm.a set n = 7');
    fixture.model('z', { sql: "select error('no') as n" });
    expect((await fixture.run()).published).toBe(false);
    expect(await fixture.query('select n from crm.a')).toEqual([[7]]);
    fixture.remove('z');
  });

  it('follows a symbolic link and leaves it a link', async () => {
    mkdirSync(join(fixture.root, 'elsewhere'));
    mkdirSync(join(fixture.root, 'warehouse'));
    symlinkSync('../elsewhere/real.duckdb', fixture.target.path);
    expect((await fixture.run()).published).toBe(true);
    expect((await fixture.run()).published).toBe(true);
    expect(beside()).toEqual(['w.duckdb']);
    expect(readdirSync(join(fixture.root, 'elsewhere')).sort()).toEqual([
      'real.duckdb',
      'real.duckdb.lock',
    ]);
    expect(await fixture.query('select n from crm.a')).toEqual([[1]]);
  });

  it('clears what a killed build left behind', async () => {
    await fixture.run();
    writeFileSync(`${fixture.target.path}.next`, 'half a build');
    writeFileSync(`${fixture.target.path}.next.wal`, 'half a log');
    mkdirSync(`${fixture.target.path}.tmp`);
    writeFileSync(join(`${fixture.target.path}.tmp`, 'spilled'), 'rows');
    expect((await fixture.run()).published).toBe(true);
    expect(beside()).toEqual(['w.duckdb', 'w.duckdb.lock']);
  });
});

describe('a partial build', () => {
  it('keeps what it does not build', async () => {
    await fixture.run();
    fixture.model('a', { sql: 'select 10 as n' });
    expect((await fixture.run({ select: ['a'] })).published).toBe(true);
    expect(await fixture.query('select n from crm.b')).toEqual([[11]]);
  });

  it('over and over does not make the file grow: it takes the room of what it replaces', async () => {
    const sql = 'select range as n, hash(range) as h from range(200000)';
    fixture.model('big', { sql }).model('kept', { sql });
    await fixture.run();
    const full = statSync(fixture.target.path).size;
    const sizes: number[] = [];
    for (let save = 0; save < 6; save += 1) {
      await fixture.run({ select: ['big'] });
      sizes.push(statSync(fixture.target.path).size);
    }
    // what is retained, what is replaced, and what replaces it
    expect(Math.max(...sizes)).toBeLessThan(full * 1.6);
    await fixture.run();
    expect(statSync(fixture.target.path).size).toBeLessThanOrEqual(full);
  });

  it('turns a table into a view and back', async () => {
    await fixture.run();
    fixture.model('a', { sql: 'select 5 as n', materialized: 'view' });
    expect((await fixture.run({ select: ['a'] })).published).toBe(true);
    fixture.model('a', { sql: 'select 6 as n' });
    expect((await fixture.run({ select: ['a'] })).published).toBe(true);
    expect(await fixture.query('select n from crm.b')).toEqual([[7]]);
  });

  it('drops what no node declares any more', async () => {
    await fixture.run();
    fixture.remove('b');
    expect((await fixture.run({ select: ['a'] })).published).toBe(true);
    await expect(fixture.query('select * from crm.b')).rejects.toThrow(/b does not exist/);
  });

  it('refuses to publish a retained view that no longer works', async () => {
    fixture.model('b', { sql: 'select n from {a}', materialized: 'view' });
    await fixture.run();
    fixture.model('a', { sql: 'select 1 as n, 2 as m' }).model('b', {
      sql: 'select m from {a}',
      materialized: 'view',
    });
    fixture.model('a', { sql: 'select 2 as m' });
    const { published, errors } = await fixture.run({ select: ['a'] });
    expect(published).toBe(false);
    expect(errors.map(error => error.message)).toEqual([
      expect.stringContaining('the retained view crm.b no longer works'),
    ]);
  });

  it('names a relation that it needs and that was never built', async () => {
    fixture.model('c', { sql: 'select 3 as n' });
    await fixture.run({ select: ['c'] });
    const { errors } = await fixture.run({ select: ['b'] });
    expect(errors.map(error => error.code)).toEqual(['relation-missing']);
  });
});

describe('the published file stays as it is, byte for byte', () => {
  const cases: readonly [string, () => void, string][] = [
    ['a failing test', () => fixture.test('t', { sql: 'select * from {b}' }), 'fail'],
    [
      'a run-time error in the last model',
      () => fixture.model('z', { sql: "select cast('x' || n as integer) as n from {b}" }),
      'error',
    ],
  ];
  it.each(cases)('after %s', async (_, breakIt, status) => {
    await fixture.run();
    const before = hash(fixture.target.path);
    breakIt();
    const { published, results, events } = await fixture.run();
    expect(published).toBe(false);
    expect(results.at(-1)?.status).toBe(status);
    expect(events.at(-2)).toMatchObject({ type: 'not-published' });
    expect(hash(fixture.target.path)).toBe(before);
    expect(beside()).toEqual(['w.duckdb', 'w.duckdb.lock']);
    fixture.remove('t').remove('z');
    expect((await fixture.run()).published).toBe(true);
  });

  it('after an interrupt in the middle of a long statement, which ends at once', async () => {
    await fixture.run();
    const before = hash(fixture.target.path);
    fixture.model('z', {
      sql: 'select sum(x * y) as n from range(1000000) a(x), range(1000000) b(y)',
    });
    const abort = new AbortController();
    const started = performance.now();
    const { published, results, errors } = await fixture.run({
      signal: abort.signal,
      onEvent: event => {
        if (event.type === 'node-started' && event.index === 3) setTimeout(() => abort.abort(), 50);
      },
    });
    expect(performance.now() - started).toBeLessThan(5000);
    expect(published).toBe(false);
    expect(errors.map(error => error.code)).toEqual(['interrupted']);
    expect(results.map(result => result.status)).toEqual(['success', 'success', 'interrupted']);
    expect(hash(fixture.target.path)).toBe(before);
    expect(beside()).toEqual(['w.duckdb', 'w.duckdb.lock']);
  });
});

describe('warehouses that cannot be built in', () => {
  it('a file that is not a DuckDB file is not replaced', async () => {
    mkdirSync(join(fixture.root, 'warehouse'));
    writeFileSync(fixture.target.path, 'my precious notes\n'.repeat(1000));
    const { errors, published } = await fixture.run();
    expect(published).toBe(false);
    expect(errors).toMatchObject([{ code: 'warehouse-invalid' }]);
    expect(readFileSync(fixture.target.path, 'utf8')).toContain('precious');
  });

  it('a directory in place of the file', async () => {
    mkdirSync(fixture.target.path, { recursive: true });
    expect((await fixture.run()).errors).toMatchObject([{ code: 'warehouse-invalid' }]);
  });

  it('a file in place of the directory', async () => {
    writeFileSync(join(fixture.root, 'warehouse'), '');
    expect((await fixture.run()).errors).toMatchObject([{ code: 'file-unwritable' }]);
  });

  it('a write-protected file', async () => {
    await fixture.run();
    chmodSync(fixture.target.path, 0o444);
    const { errors } = await fixture.run();
    expect(errors).toMatchObject([
      { code: 'file-unwritable', hint: expect.stringMatching(/chmod/) },
    ]);
  });

  it('a file with the name of a schema, which nobody could read', async () => {
    fixture.target = { ...fixture.target, path: join(fixture.root, 'warehouse', 'crm.duckdb') };
    const { errors } = await fixture.run();
    expect(errors).toMatchObject([{ code: 'invalid-value' }]);
    expect(errors[0]?.message).toContain("has the name of its schema 'crm'");
    expect(existsSync(fixture.target.path)).toBe(false);
  });

  it('no published build to read', async () => {
    await expect(fixture.query('select 1')).rejects.toMatchObject({
      code: 'warehouse-missing',
      hint: expect.stringContaining('crm-run build'),
    });
  });
});

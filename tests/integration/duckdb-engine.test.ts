import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CrmError, CrmErrors } from '../../src/base/errors/crm-error.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine } from '../../src/engine/engine.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'engine-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function withConnection<T>(
  action: (connection: Connection, engine: Engine) => Promise<T>,
  options: Partial<Parameters<typeof openEngine>[0]> = {},
): Promise<T> {
  const engine = await openEngine({ settings: {}, ...options });
  const connection = await engine.connect();
  try {
    return await action(connection, engine);
  } finally {
    connection.close();
    engine.close();
  }
}

async function codeOf(action: Promise<unknown>): Promise<string> {
  return action.then(
    () => 'none',
    error => (error instanceof CrmError ? error.code : `bug: ${error}`),
  );
}

/** [SQL value, what a result holds, its type]. */
const values: readonly (readonly [sql: string, value: unknown, type: string])[] = [
  ['null::integer', null, 'INTEGER'],
  ['true', true, 'BOOLEAN'],
  ['1::tinyint', 1, 'TINYINT'],
  ['4294967295::uinteger', 4294967295, 'UINTEGER'],
  ['1::bigint', 1n, 'BIGINT'],
  ['170141183460469231731687303715884105727::hugeint', 2n ** 127n - 1n, 'HUGEINT'],
  ['1.5::decimal(18,6)', '1.500000', 'DECIMAL(18,6)'],
  ['-0.05::decimal(4,2)', '-0.05', 'DECIMAL(4,2)'],
  ['0.1::double', 0.1, 'DOUBLE'],
  ['0.1::float', 0.1, 'FLOAT'],
  ["'NaN'::double", Number.NaN, 'DOUBLE'],
  ["'a'", 'a', 'VARCHAR'],
  ["date '2024-02-29'", '2024-02-29', 'DATE'],
  ["'infinity'::date", 'infinity', 'DATE'],
  ["timestamp '2024-02-29 10:00:00.5'", '2024-02-29 10:00:00.5', 'TIMESTAMP'],
  ["timestamptz '2024-02-29 10:00:00+02'", '2024-02-29 08:00:00+00', 'TIMESTAMP WITH TIME ZONE'],
  ["time '10:00'", '10:00:00', 'TIME'],
  ["interval '1 month 2 days'", '1 month 2 days', 'INTERVAL'],
  ["'x'::enum('x', 'y')", 'x', "ENUM('x', 'y')"],
  ["['a b', 'c''d', null]", String.raw`[a b, 'c\'d', NULL]`, 'VARCHAR[]'],
  ["{'a': 1.50::decimal(4,2), 'B c': [1e15]}", "{'a': 1.50, 'B c': [1000000000000000.0]}", ''],
  ["map {'k': 1}", '{k=1}', 'MAP(VARCHAR, INTEGER)'],
];

test.each(values)('%s comes as it prints', async (sql, value, type) => {
  await withConnection(async connection => {
    const result = await connection.query(`select ${sql} as v -- the value`);
    expect(result.rows).toEqual([[value]]);
    expect(result.columns[0]?.name).toBe('v');
    const described = await connection.describe(`select ${sql} as v -- the value`);
    expect(result.columns).toEqual(described);
    if (type !== '') expect(result.columns[0]?.type).toBe(type);
  });
});

test('run says the rows that a statement wrote', async () => {
  await withConnection(async connection => {
    expect(await connection.run('create table t as select * from range(5)')).toBe(5);
    expect(await connection.run('insert into t select * from range(3)')).toBe(3);
    expect(await connection.run('delete from t where range = 0')).toBe(2);
    expect(await connection.run('create view v as select * from t')).toBeUndefined();
    expect(await connection.run('select count(*) as "Count" from t')).toBeUndefined();
  });
});

test('prepare binds but does not run', async () => {
  await withConnection(async connection => {
    await connection.prepare('create table t as select 1 as a');
    expect(await codeOf(connection.query('select * from t'))).toBe('sql-catalog');
  });
});

test('sessions are in UTC, keep the order of rows and never install extensions', async () => {
  await withConnection(
    async connection => {
      const { rows } = await connection.query(
        `select name, value from duckdb_settings() where name in ('TimeZone', 'Calendar',
       'autoinstall_known_extensions', 'preserve_insertion_order', 'threads') order by all`,
      );
      expect(rows).toEqual([
        ['Calendar', 'gregorian'],
        ['TimeZone', 'UTC'],
        ['autoinstall_known_extensions', 'false'],
        ['preserve_insertion_order', 'true'],
        ['threads', '2'],
      ]);
    },
    { settings: { threads: 2 } },
  );
});

test('progress grows while a statement runs', async () => {
  await withConnection(
    async connection => {
      await connection.run('create table t as select range as i from range(3000000)');
      const seen = new Set<number>();
      const timer = setInterval(() => seen.add(connection.progress() ?? -1), 5);
      await connection.run('create table u as select hash(i::varchar || i) as h from t order by h');
      clearInterval(timer);
      expect([...seen].every(share => share === -1 || (share >= 0 && share <= 1))).toBe(true);
    },
    { settings: { threads: 1 } },
  );
});

describe('settings', () => {
  test('every setting that is unknown or refused is reported before anything runs', async () => {
    const opening = openEngine({
      settings: { memory_limit: 'lots', thread: 2, threads: 0, TimeZone: 'Asia/Tokyo' },
      settingsKey: 'targets.dev.settings',
    });
    const error = await opening.catch((thrown: unknown) => thrown);
    if (!(error instanceof CrmErrors)) throw new Error(`expected CrmErrors, got ${error}`);
    expect(error.errors.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'invalid-value targets.dev.settings.memory_limit cannot be "lots": ' +
        'memory must have a number (e.g. 1GB)',
      "unknown-key targets.dev.settings.thread: DuckDB has no setting 'thread'",
      'invalid-value targets.dev.settings.threads has to be a whole number from 1 to 1024, not 0',
      'invalid-value targets.dev.settings.TimeZone cannot be set: ' +
        'sessions run in UTC so that a build is the same on every machine',
    ]);
    expect(error.errors[1]?.hint).toContain('threads');
  });
});

describe('files', () => {
  test('a file can be opened again in the same process once it is closed', async () => {
    const path = join(directory, 'a.duckdb');
    await withConnection(c => c.run('create table t as select 1 as a'), { path });
    const result = await withConnection(c => c.query('from t'), { path, readOnly: true });
    expect(result.rows).toEqual([[1]]);
  });

  test('a file that another process holds is locked', async () => {
    const path = join(directory, 'a.duckdb');
    const holder = execFile('node', [
      '-e',
      `import('@duckdb/node-api').then(async ({ DuckDBInstance }) => {
        globalThis.held = await DuckDBInstance.create(process.argv[1]);
        console.log('open');
        setInterval(() => {}, 1000);
      })`,
      path,
    ]);
    try {
      await new Promise(resolve => holder.stdout?.once('data', resolve));
      const error = await openEngine({ path, settings: {} }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'warehouse-locked' });
      expect(String(error)).toContain(`PID ${holder.pid}`);
      expect(String(error)).not.toContain('https:');
    } finally {
      holder.kill();
    }
  });

  test('a file that is not a DuckDB file is invalid, opened or attached', async () => {
    const path = join(directory, 'a.duckdb');
    await writeFile(path, 'this is plain text and longer than the header that DuckDB looks at');
    expect(await codeOf(openEngine({ path, settings: {} }))).toBe('warehouse-invalid');
    expect(await codeOf(withConnection(c => c.run(`attach '${path}' as a`)))).toBe(
      'warehouse-invalid',
    );
  });

  test('a file of a newer DuckDB is reported from a broken one', async () => {
    const path = join(directory, 'a.duckdb');
    await withConnection(c => c.run('create table t as select 1 as a'), { path });
    const bytes = await readFile(path);
    bytes.writeBigUInt64LE(9999n, 12);
    bytes.writeBigUInt64LE(headerChecksum(bytes.subarray(8, 4096)), 0);
    await writeFile(path, bytes);
    expect(await codeOf(openEngine({ path, settings: {} }))).toBe('warehouse-newer');
    bytes[20] = 1;
    await writeFile(path, bytes);
    expect(await codeOf(openEngine({ path, settings: {} }))).toBe('warehouse-invalid');
  });

  test('a directory that does not exist cannot be opened', async () => {
    const path = join(directory, 'none', 'a.duckdb');
    expect(await codeOf(openEngine({ path, settings: {} }))).toBe('file-unreadable');
  });
});

/** The checksum that DuckDB keeps of a block whose length is a multiple of eight. */
function headerChecksum(block: Buffer): bigint {
  let sum = 5381n;
  for (let at = 0; at < block.length; at += 8) {
    sum ^= BigInt.asUintN(64, block.readBigUInt64LE(at) * 0xbf58476d1ce4e5b9n);
  }
  return sum;
}

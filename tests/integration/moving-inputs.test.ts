import {
  appendFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection } from '../../src/engine/engine.ts';
import { type LoadRequest, loadTable } from '../../src/load/load-table.ts';
import { resolveWarehouse } from '../../src/warehouse/duckdb-file/lock/warehouse-paths.ts';
import { withWarehouseLock } from '../../src/warehouse/duckdb-file/lock/with-warehouse-lock.ts';
import { source } from '../support/node-fixtures.ts';
import { RunFixture } from '../support/run-fixture.ts';
import { columnsOf, LoadFixture } from './load-fixture.ts';

const fixture = LoadFixture.inThisFile();
const text = 'id,units\nI1,1\nI2,2\n';

/** What another program does to a file, and what is said of it. */
const changes: readonly (readonly [string, (file: string) => void, RegExp])[] = [
  ['is appended to', file => appendFileSync(file, 'I3,3\n'), /it grew from 19 to 24 bytes$/],
  ['is truncated', file => truncateSync(file, 14), /it shrank from 19 to 14 bytes$/],
  ['is emptied', file => truncateSync(file, 0), /it shrank from 19 to 0 bytes$/],
  ['is deleted', file => rmSync(file), /it is gone$/],
  [
    'is replaced by one with the same content',
    file => {
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
    },
    /another file took its place$/,
  ],
  [
    'is saved again with the same content',
    file => {
      writeFileSync(file, text);
      utimesSync(file, new Date(), new Date('2026-02-01T10:00:00Z'));
    },
    /it was saved at 2026-02-01T10:00:00\.000Z with as many bytes as before$/,
  ],
];

/** The connection of the fixture, which has `change` happen next to the statement that reads the file. */
function whileReading(moment: 'before' | 'after', change: () => void): Connection {
  const { connection } = fixture;
  return new Proxy(connection, {
    get: (target, name: keyof Connection) => {
      if (name !== 'run') return target[name].bind(target);
      return async (sql: string) => {
        const isLoad = sql.startsWith('create or replace table');
        if (isLoad && moment === 'before') change();
        const rows = await target.run(sql);
        if (isLoad && moment === 'after') change();
        return rows;
      };
    },
  });
}

async function loadWhile(
  request: LoadRequest,
  moment: 'before' | 'after',
  change: () => void,
): Promise<readonly string[]> {
  const connection = whileReading(moment, change);
  try {
    await loadTable(connection, request);
    return [];
  } catch (error) {
    const { errors } = error as { errors: { code: string; message: string }[] };
    return errors.map(({ code, message }) => `${code}: ${message}`);
  }
}

describe('a file that', () => {
  describe.each(changes)('%s', (_, change, message) => {
    it.each([
      ['between its header and its last row', 'before'],
      ['just after its last row was read', 'after'],
    ] as const)('%s is loaded in no part', async (_, moment) => {
      for (const kind of ['source', 'seed'] as const) {
        await fixture.write('moving/orders.csv', text);
        const file = join(fixture.directory, 'moving/orders.csv');
        const request =
          kind === 'seed'
            ? fixture.seed('moving/orders.csv')
            : fixture.source('moving/orders.csv', ['id', 'units integer']);
        const found = await loadWhile(request, moment, () => change(file));
        expect(found).toEqual([
          expect.stringMatching(/^input-changed: moving\/orders\.csv changed while it was read: /),
        ]);
        expect(found[0]).toMatch(message);
        const { rows } = await fixture.connection.query(
          "select count(*) from duckdb_tables() where table_name = 'loaded' and temporary = false",
        );
        expect(rows, kind).toEqual([[0n]]);
      }
    });
  });

  it('is a Parquet file and is replaced while it is read is loaded in no part', async () => {
    const file = join(fixture.directory, 'orders.parquet');
    const write = () =>
      fixture.connection.run(`copy (select 'I1' as id) to '${file}' (format parquet)`);
    await write();
    const request = fixture.source('orders.parquet', ['id']);
    const found = await loadWhile(request, 'before', () => appendFileSync(file, 'more'));
    expect(found).toEqual([expect.stringMatching(/^input-changed: orders\.parquet /)]);
  });

  it('changes and holds errors too is reported to have changed, and nothing else', async () => {
    await fixture.write('moving/orders.csv', 'id,units\nI1,x\n');
    const file = join(fixture.directory, 'moving/orders.csv');
    const request = fixture.source('moving/orders.csv', ['id', 'units integer']);
    const found = await loadWhile(request, 'before', () => appendFileSync(file, 'I2,y\n'));
    expect(found).toEqual([expect.stringMatching(/^input-changed: /)]);
  });

  it('may be absent and comes into being while nothing is read for it is an error', async () => {
    const request = fixture.source('moving/late.csv', ['id'], { optional: true });
    const file = join(fixture.directory, 'moving/late.csv');
    const found = await loadWhile(request, 'before', () => writeFileSync(file, 'id\n1\n'));
    expect(found).toEqual([expect.stringMatching(/it was not there before$/)]);
  });
});

describe('a CSV file whose last line has no line end', () => {
  it.each([
    ['id\n1\n2', true],
    ['id\r\n1\r\n2', true],
    ['id\n1\n2\n', false],
    ['id\r\n1\r\n', false],
    ['id\r1\r', false],
    ['id\n"2\n"', true],
  ])('%j is loaded with a warning: %s', async (content, warned) => {
    await fixture.write('last.csv', content);
    const source = await loadTable(fixture.connection, fixture.source('last.csv', ['id']));
    expect(source.warnings.map(({ code, message }) => [code, message])).toEqual(
      warned ? [['file-cut-off', 'the last line has no line end: the file may be cut off']] : [],
    );
    // Seeds are maintained by hand, in editors that leave it out.
    const seed = await loadTable(fixture.connection, fixture.seed('last.csv'));
    expect(seed.warnings).toEqual([]);
  });

  it('is published, and the warning is that of its node', async () => {
    const project = new RunFixture();
    const file = project.write('raw/orders.csv', 'id\n1\n22');
    project.add(
      source('raw.orders', {
        origin: { kind: 'file', path: 'raw/orders.csv', file },
        columns: columnsOf(['id integer']),
      }),
    );
    try {
      const { published, results } = await project.run();
      expect(published).toBe(true);
      expect(results).toMatchObject([
        {
          status: 'warn',
          rows: 2,
          warnings: [
            { code: 'file-cut-off', location: { file: 'raw/orders.csv', line: 3, column: 3 } },
          ],
        },
      ]);
    } finally {
      project.cleanUp();
    }
  });
});

describe('a build of several files', () => {
  const shop = (): RunFixture => {
    const project = new RunFixture();
    for (const name of ['customers', 'orders']) {
      const file = project.write(`raw/${name}.csv`, 'id\n1\n');
      project.add(
        source(`raw.${name}`, {
          origin: { kind: 'file', path: `raw/${name}.csv`, file },
          columns: columnsOf(['id integer']),
        }),
      );
    }
    return project.seed('rules', 'rule\na\n').model('models/total', {
      sql: 'select id, rule from {raw.customers} join {raw.orders} using (id) cross join {rules}',
    });
  };

  it.each([
    ['raw/customers.csv', 'a raw file'],
    ['seeds/rules.csv', 'a seed'],
  ])('publishes nothing when %s, %s, changes after it was read whole', async path => {
    const project = shop();
    try {
      await project.run();
      const before = await project.query('from crm.total');
      const result = await project.run({
        onEvent: event => {
          if (event.type !== 'node-started' || !event.uniqueId.endsWith('.total')) return;
          appendFileSync(join(project.root, path), '7\n');
        },
      });
      expect(result.published).toBe(false);
      expect(result.results.map(({ status }) => status)).not.toContain('error');
      expect(result.errors.map(({ code, message }) => `${code}: ${message}`)).toEqual([
        expect.stringMatching(
          `^input-changed: ${path} changed after it was read, before the build was published: it grew`,
        ),
      ]);
      expect(await project.query('from crm.total')).toEqual(before);
      project.seed('rules', 'rule\na\n7\n');
      expect((await project.run()).published).toBe(true);
    } finally {
      project.cleanUp();
    }
  });

  it('publishes nothing when a raw file changes between the check and its turn', async () => {
    const project = shop();
    try {
      const { published, results } = await project.run({
        onEvent: event => {
          if (event.type === 'checked') appendFileSync(join(project.root, 'raw/orders.csv'), '2\n');
        },
      });
      expect(published).toBe(false);
      const codes = results.flatMap(result => result.errors.map(({ code }) => code));
      expect(codes).toEqual(['input-changed']);
    } finally {
      project.cleanUp();
    }
  });

  it('that waited for another build loads the files as they are when its turn comes', async () => {
    const project = shop();
    const paths = await resolveWarehouse(project.target.path);
    try {
      await project.run();
      const holder = { processId: 1, now: () => new Date() };
      let build: ReturnType<RunFixture['run']> | undefined;
      await withWarehouseLock(paths, openEngine, holder, async () => {
        await new Promise<void>(resolve => {
          build = project.run({
            wait: true,
            onEvent: ({ type }) => {
              if (type !== 'waiting') return;
              project.write('raw/orders.csv', 'id\n1\n1\n');
              resolve();
            },
          });
        });
      });
      expect(await build).toMatchObject({ published: true, errors: [] });
      expect(await project.query('select count(*) from crm.total')).toEqual([[2n]]);
    } finally {
      project.cleanUp();
    }
  });

  it('publishes nothing when a seed was saved after the project was read', async () => {
    const project = shop();
    try {
      project.write('seeds/rules.csv', 'rule\nb\n');
      const { errors, results, published } = await project.run();
      expect(published).toBe(false);
      expect(errors).toEqual([]);
      const codes = results.flatMap(result => result.errors.map(({ code }) => code));
      expect(codes).toEqual(['input-changed']);
    } finally {
      project.cleanUp();
    }
  });

  it.each([
    [
      'is replaced',
      (file: string) => renameSync(`${file}.new`, file),
      'another file took its place',
    ],
    ['gets a log next to it', (file: string) => writeFileSync(`${file}.wal`, ''), 'was not there'],
  ])('publishes nothing when an attached file %s meanwhile', async (_, change, said) => {
    const project = shop();
    const path = join(project.root, 'erp.duckdb');
    for (const file of [path, `${path}.new`]) {
      const engine = await openEngine({ path: file, settings: {} });
      const connection = await engine.connect();
      await connection.run('create table prices as select 1 as price');
      connection.close();
      engine.close();
    }
    project.target = { ...project.target, attach: [{ alias: 'ERP', path }] };
    const relation = { schema: 'main', identifier: 'prices' };
    project
      .add(
        source('raw.prices', {
          origin: { kind: 'table', database: 'erp', relation },
          columns: columnsOf(['price integer']),
        }),
      )
      .model('models/priced', { sql: 'select * from {raw.prices}' });
    try {
      for (const when of ['source.crm.raw.prices', 'model.crm.priced']) {
        const result = await project.run({
          onEvent: event => {
            if (event.type === 'node-started' && event.uniqueId === when) change(path);
          },
        });
        expect(result.published).toBe(false);
        const errors = [...result.errors, ...result.results.flatMap(each => each.errors)];
        expect(errors.map(({ code }) => code)).toEqual(['input-changed']);
        expect(errors[0]?.message).toContain(said);
        if (said.startsWith('another')) return;
        rmSync(`${path}.wal`);
      }
    } finally {
      project.cleanUp();
    }
  });
});

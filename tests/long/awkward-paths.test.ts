import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileLiteral } from '../../src/dialect/statements/path-literal.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import { LoadFixture } from '../integration/load-fixture.ts';
import { RunFixture } from '../support/run-fixture.ts';

const fixture = LoadFixture.inThisFile();

/** Names of directories, each with one next to it that a pattern of that name would mean. */
const names: readonly (readonly [name: string, decoy: string])[] = [
  ['r[ab]c', 'rac'],
  ['br [2]', 'br 2'],
  ['r*star', 'rxstar'],
  ['r**', 'rx'],
  ['a[!b]c', 'axc'],
  ['[', 'x'],
  ['r]c', 'rc'],
  ['{a,b}', 'a'],
  ['units=77', 'units=78'],
  ['x#y', 'x'],
  ['p%41q', 'pAq'],
  ["o'q", 'oq'],
  ['d"q', 'dq'],
  ['a\\b', 'ab'],
  ['new\nline', 'new'],
  ['$HOME', 'HOME'],
  ['~', 'home'],
  ['-r', 'r'],
  ['s3:', 's3'],
  ['file:x', 'x'],
  ['x.gz', 'x'],
  ['cafe\u0301', 'caf\u00e9'],
  [' lead', 'lead'],
];
const withQuestionMark = [...names, ['q?m', 'qxm'] as const];

describe('the files of a directory whose name could be a pattern', () => {
  it.each(withQuestionMark)('are read from %j and not from %j', async (name, decoy) => {
    for (const [directory, units] of [
      [decoy, 77],
      [name, 1],
    ] as const) {
      await fixture.write(`csv/${directory}/orders.csv`, `id,units\nI1,${units}\n`);
      await mkdir(join(fixture.directory, 'parquet', directory), { recursive: true });
      await fixture.connection.run(
        `copy (select 'I1' as id, ${units} as units) to ` +
          `${fileLiteral(join(fixture.directory, 'parquet', directory, 'orders.parquet'))} (format parquet)`,
      );
    }
    const columns = ['id varchar', 'units integer'];
    const csv = fixture.source(`csv/${name}/orders.csv`, columns);
    expect((await fixture.load(csv)).rows).toEqual([['I1', 1]]);
    const parquet = fixture.source(`parquet/${name}/orders.parquet`, columns);
    expect((await fixture.load(parquet)).rows).toEqual([['I1', 1]]);
    const seed = fixture.seed(`csv/${name}/orders.csv`);
    expect((await fixture.load(seed)).rows).toEqual([['I1', 1]]);
  });

  it('gives no columns to the data that is in it', async () => {
    for (const format of ['csv', 'parquet']) {
      await mkdir(join(fixture.directory, `${format}/region=north`), { recursive: true });
      const file = `${format}/region=north/orders.${format}`;
      await fixture.connection.run(
        `copy (select 'I1' as id) to ${fileLiteral(join(fixture.directory, file))} (format ${format})`,
      );
      const found = fixture.mistakes(fixture.source(file, ['id', 'region']));
      expect(await found).toEqual([
        expect.stringMatching(/^missing-column .* column 'region' is missing from /),
      ]);
    }
  });

  it('are refused with the reason where no pattern can mean it', async () => {
    await fixture.write('a\\b[1]/orders.csv', 'id\nI1\n');
    const found = await fixture.mistakes(fixture.source('a\\b[1]/orders.csv', ['id']));
    expect(found).toEqual([
      `invalid-value sources.yml:3:7 ${fixture.directory}/a\\b[1]/orders.csv cannot be read: a path with a backslash ` +
        "cannot hold '[', '*' or '?' too → rename the file or its directory",
    ]);
  });
});

describe('a file that is not there', () => {
  it.each([
    ['s3://bucket/orders.csv', /raw files are read from this machine/],
    ['~/orders.csv', /'~' is not expanded/],
  ])('has a hint that says why %s is none', async (path, hint) => {
    const [found] = await fixture.mistakes(fixture.source(path, ['id']));
    expect(found).toMatch(hint);
  });
});

describe('a project', () => {
  const roots: string[] = [];
  afterAll(() => {
    for (const root of roots) new RunFixture(root).cleanUp();
  });

  it.each(names.filter(([name]) => /[[*=\\'\n]/.test(name)))(
    'in %j builds as elsewhere, and not from %j',
    async (name, decoy) => {
      const base = new RunFixture();
      roots.push(base.root);
      for (const [directory, units] of [
        [decoy, 77],
        [name, 1],
      ] as const) {
        const root = join(base.root, directory);
        const attached = join(root, 'erp', 'erp.duckdb');
        await mkdir(dirname(attached), { recursive: true });
        await createDatabase(attached, `create table prices as select ${units} as price`);
        const project = new RunFixture(root)
          .seed('rules', `rule,least\na,${units}\n`)
          .model('models/kept', { sql: 'select least, price from {rules} cross join erp.prices' })
          .test('at_most_one', { sql: 'select * from {kept} where least > 1', severity: 'warn' });
        project.target = { ...project.target, attach: [{ alias: 'erp', path: attached }] };
        // The second build goes on from what is published.
        for (const select of [undefined, ['kept', 'at_most_one']]) {
          const result = await project.run(select === undefined ? {} : { select });
          expect(result.errors).toEqual([]);
          expect(result.published).toBe(true);
        }
        expect(await project.query('from crm.kept')).toEqual([[units, units]]);
        expect(existsSync(join(root, 'target/failures/at_most_one.csv'))).toBe(units > 1);
      }
    },
  );

  it('spills to a directory with the name of a pattern', async () => {
    const directory = join(fixture.directory, 'spill[1]');
    const engine = await openEngine({
      settings: { memory_limit: '60MB', threads: 1 },
      tempDirectory: directory,
    });
    const connection = await engine.connect();
    await connection.run(
      'create temp table large as select repeat(i::varchar, 20) s from range(700000) t(i) order by s',
    );
    expect(existsSync(directory)).toBe(true);
    connection.close();
    engine.close();
  });
});

async function createDatabase(path: string, sql: string): Promise<void> {
  const engine = await openEngine({ path, settings: {} });
  const connection = await engine.connect();
  await connection.run(sql);
  connection.close();
  engine.close();
}

import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { prepareTarget } from '../../../src/base/files/prepare-target.ts';
import { removeTree } from '../../../src/base/files/remove-tree.ts';
import { buildManifest } from '../../../src/graph/manifest.ts';
import { writeCompiled } from '../../../src/output/artifacts/write-compiled.ts';
import { writeJsonArtifact } from '../../../src/output/artifacts/write-json-artifact.ts';
import { compiledPath } from '../../../src/output/results/describe-node.ts';
import { dataTest, source } from '../../support/node-fixtures.ts';
import { RunFixture } from '../../support/run-fixture.ts';

let projects: RunFixture[] = [];
afterEach(() => {
  for (const project of projects) project.cleanUp();
  projects = [];
});

/** A project one directory below its temporary one, so that what leaves it can be found. */
function project(): { readonly outside: string; readonly shop: RunFixture } {
  const outer = new RunFixture();
  const shop = new RunFixture(join(outer.root, 'a', 'shop'));
  projects.push(outer);
  return { outside: outer.root, shop: shop.model('models/orders', { sql: 'select 1 as id' }) };
}

/** Everything below a directory, relative to it. */
function allBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' });
}

const hostile = [
  '../../x',
  '../../../../../x',
  '/x',
  'a/b',
  '..',
  'con',
  'x'.repeat(300),
  '\n',
  'A',
];

describe('the files of tests in target/', () => {
  it('stay in it, each in one of its own, whatever the tests are called', async () => {
    const { outside, shop } = project();
    for (const name of [...hostile, 'a']) {
      shop.test(name, { sql: 'select * from {orders}', severity: 'warn' });
    }
    const { results, published } = await shop.run();
    expect(published).toBe(true);
    const paths = results.flatMap(({ failuresPath }) => failuresPath ?? []);
    expect(new Set(paths.map(path => path.toLowerCase())).size).toBe(hostile.length + 1);
    for (const path of paths) {
      expect(path).toMatch(/^target\/failures\/[^/]+\.csv$/);
      expect(readFileSync(join(shop.root, path), 'utf8')).toBe('id\n1\n');
    }
    const strays = allBelow(outside).filter(
      path => !['a', join('a', 'shop')].includes(path) && !path.startsWith(join('a', 'shop', '')),
    );
    expect(strays).toEqual([]);
  });

  it('differ for two tests or source tables of one name, and for names that differ in letter case', () => {
    const nodes = ['same', 'Same', 'other'].map(name =>
      dataTest(name, { generic: 'not_null', originalFilePath: 'models/m.yml' }),
    );
    const twin = dataTest('other2', { generic: 'not_null', originalFilePath: 'models/m.yml' });
    const tables = ['raw.orders', 'erp.orders', 'raw.../../x'].map(path => source(path));
    const all = [...nodes, { ...twin, name: 'other' }, ...tables];
    const { manifest } = buildManifest('crm', all, []);
    const paths = [...manifest.nodes.values()].map(compiledPath);
    expect(new Set(paths.map(path => path.toLowerCase())).size).toBe(7);
    for (const path of paths) expect(path).toBe(normalize(path));
  });

  it('are not written through a link that somebody put into target/', async () => {
    const { outside, shop } = project();
    const models = join(shop.root, 'models');
    mkdirSync(models, { recursive: true });
    mkdirSync(join(shop.root, 'target/compiled'), { recursive: true });
    symlinkSync(models, join(shop.root, 'target/compiled/crm'));
    symlinkSync(outside, join(shop.root, 'target/failures'));
    const test = dataTest('t', { generic: 'not_null', originalFilePath: 'models/m.yml' });
    const nodes = new Map([[test.uniqueId, test]]);
    const written = writeCompiled(shop.root, nodes, new Map([[test.uniqueId, 'select 1']]));
    await expect(written).rejects.toMatchObject({
      code: 'file-unwritable',
      message: `${join(shop.root, 'target/compiled/crm')} is a symbolic link`,
      hint: 'remove it; only target/ itself may be one',
    });
    expect(readdirSync(models)).toEqual([]);
    const { results } = await shop
      .test('odd', { sql: 'select * from {orders}', severity: 'warn' })
      .run();
    const codes = results.flatMap(({ errors }) => errors.map(({ code }) => code));
    expect(codes).toEqual(['file-unwritable']);
    expect(existsSync(join(outside, 'odd.csv'))).toBe(false);
  });

  it('are written though another command deletes target/ again and again', async () => {
    const { shop } = project();
    const tests = ['a', 'b', 'c'].map(name =>
      dataTest(name, { generic: 'not_null', originalFilePath: `models/${name}/m.yml` }),
    );
    const nodes = new Map(tests.map(test => [test.uniqueId, test]));
    const compiled = new Map(tests.map(test => [test.uniqueId, 'select 1']));
    for (let round = 0; round < 40; round += 1) {
      await Promise.all([
        prepareTarget(shop.root).then(() => writeCompiled(shop.root, nodes, compiled)),
        removeTree(join(shop.root, 'target')),
        writeJsonArtifact(join(shop.root, 'target/manifest.json'), {}),
        removeTree(join(shop.root, 'target')),
      ]);
    }
  });

  it('lie where target/ itself leads to', async () => {
    const { outside, shop } = project();
    mkdirSync(join(outside, 'disk'));
    mkdirSync(shop.root, { recursive: true });
    symlinkSync(join(outside, 'disk'), join(shop.root, 'target'));
    await shop.test('odd', { sql: 'select * from {orders}', severity: 'warn' }).run();
    expect(readdirSync(join(outside, 'disk/failures'))).toEqual(['odd.csv']);
  });
});

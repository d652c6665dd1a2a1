import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftBeside, sweepAbandoned, sweepDrafts } from '../../../src/base/files/drafts.ts';
import { prepareTarget } from '../../../src/base/files/prepare-target.ts';
import { removeTree } from '../../../src/base/files/remove-tree.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'remove-tree-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function fill(directory: string, files: number): void {
  mkdirSync(join(directory, 'a/b'), { recursive: true });
  for (let at = 0; at < files; at += 1) writeFileSync(join(directory, 'a/b', `f${at}`), '12');
}

function makeOld(path: string): void {
  const longAgo = new Date(Date.now() - 120_000);
  utimesSync(path, longAgo, longAgo);
}

describe('removing a directory', () => {
  it('gives the files and bytes that were in it', async () => {
    fill(join(root, 'target'), 3);
    expect(await removeTree(join(root, 'target'))).toEqual({ files: 3, bytes: 6 });
    expect(await removeTree(join(root, 'target'))).toBeUndefined();
  });

  it('removes links in it and leaves what they lead to', async () => {
    fill(join(root, 'target'), 0);
    fill(join(root, 'other'), 2);
    symlinkSync(join(root, 'other'), join(root, 'target/a/link'));
    symlinkSync(join(root, 'nowhere'), join(root, 'target/a/dangling'));
    expect((await removeTree(join(root, 'target')))?.files).toBe(2);
    expect(existsSync(join(root, 'target'))).toBe(false);
    expect(readdirSync(join(root, 'other/a/b'))).toHaveLength(2);
  });

  it('twice at once removes each file once and fails in neither', async () => {
    fill(join(root, 'target'), 200);
    const path = join(root, 'target');
    const removed = await Promise.all([removeTree(path), removeTree(path), removeTree(path)]);
    const files = removed.reduce((sum, each) => sum + (each?.files ?? 0), 0);
    expect(files).toBe(200);
    expect(existsSync(path)).toBe(false);
  });
});

describe('a draft that a killed command left', () => {
  it('is removed once nobody has written to it for a minute, and nothing else is', () => {
    const [left, fresh] = [draftBeside(join(root, 'x')), draftBeside(join(root, 'x'))];
    const others = ['.crm-run-12345678.tmp.bak', '.other.tmp', 'manifest.json'];
    for (const path of [left, fresh, ...others.map(name => join(root, name))]) {
      writeFileSync(path, '');
      if (path !== fresh) makeOld(path);
    }
    sweepDrafts(root);
    expect(existsSync(left)).toBe(false);
    expect(existsSync(fresh)).toBe(true);
    expect(readdirSync(root)).toHaveLength(4);
  });
});

describe('a working directory that a killed command left', () => {
  it('is removed once nothing in it has been written for the given time', () => {
    for (const name of ['.work-1', '.work-2', 'other']) {
      fill(join(root, name), 0);
      writeFileSync(join(root, name, 'part'), '');
      if (name !== '.work-2') makeOld(join(root, name, 'part'));
      for (const path of [join(root, name, 'a'), join(root, name)]) makeOld(path);
    }
    sweepAbandoned(root, /^\.work-\d$/, 60_000);
    expect(readdirSync(root)).toEqual(['.work-2', 'other']);
  });
});

describe('target/, before a build writes to it,', () => {
  it('is made, and rid of old drafts in all its directories', async () => {
    await prepareTarget(root);
    expect(readdirSync(join(root, 'target'))).toEqual([]);
    mkdirSync(join(root, 'target/compiled/shop/models'), { recursive: true });
    const drafts = ['target/x', 'target/compiled/shop/models/x'].map(file =>
      draftBeside(join(root, file)),
    );
    for (const draft of drafts) {
      writeFileSync(draft, '');
      makeOld(draft);
    }
    await prepareTarget(root);
    expect(drafts.filter(draft => existsSync(draft))).toEqual([]);
  });

  it.each<[string, () => void, string]>([
    ['a file', () => writeFileSync(join(root, 'target'), 'mine'), 'target'],
    [
      'a file where its SQL goes',
      () => {
        mkdirSync(join(root, 'target'));
        writeFileSync(join(root, 'target/compiled'), 'mine');
      },
      'target/compiled',
    ],
    [
      'a directory in the place of an artifact',
      () => mkdirSync(join(root, 'target/manifest.json'), { recursive: true }),
      'target/manifest.json',
    ],
    [
      'a link in it',
      () => {
        mkdirSync(join(root, 'target'));
        symlinkSync(root, join(root, 'target/failures'));
      },
      'target/failures',
    ],
    ['a link to where nothing can be made', () => symlinkSync('/proc', join(root, 'target')), ''],
  ])('is refused where it is %s', async (_, make, named) => {
    make();
    await expect(prepareTarget(root)).rejects.toMatchObject({
      code: 'file-unwritable',
      message: expect.stringContaining(join(root, named)),
    });
    if (named === 'target') expect(readFileSync(join(root, 'target'), 'utf8')).toBe('mine');
  });
});

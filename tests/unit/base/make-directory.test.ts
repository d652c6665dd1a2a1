import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDirectory } from '../../../src/base/files/make-directory.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'make-directory-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('makeDirectory', () => {
  it('makes those above, too, and takes what is there', async () => {
    const deep = join(root, 'a', 'b', 'c');
    await makeDirectory(deep);
    await makeDirectory(deep);
    expect(statSync(deep).isDirectory()).toBe(true);
    symlinkSync(deep, join(root, 'link'));
    await makeDirectory(join(root, 'link', 'd'));
    expect(existsSync(join(deep, 'd'))).toBe(true);
  });

  it('lets several make one directory at once', async () => {
    const deep = join(root, 'x', 'y', 'z');
    await Promise.all([1, 2, 3, 4].map(() => makeDirectory(deep)));
    expect(existsSync(deep)).toBe(true);
  });

  it.each([['file'], ['file', 'below']])(
    'refuses a path that a file is on: %j %j',
    async (...to) => {
      writeFileSync(join(root, 'file'), '');
      await expect(makeDirectory(join(root, ...to))).rejects.toMatchObject({
        code: 'file-unwritable',
        hint: 'move that file away, or choose another path',
      });
    },
  );

  it.runIf(existsSync('/proc/self')).each(['/proc/x', '/proc/x/y/z'])(
    'ends where no directory can be made: %s',
    async path => {
      await expect(makeDirectory(path)).rejects.toMatchObject({
        code: 'file-unwritable',
        message: '/proc takes no new directory',
      });
    },
  );
});

import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../../../src/base/files/make-directory.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'make-folder-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('makeFolder', () => {
  it('makes those above, too, and takes what is there', async () => {
    const deep = join(root, 'a', 'b', 'c');
    await makeFolder(deep);
    await makeFolder(deep);
    expect(statSync(deep).isDirectory()).toBe(true);
    symlinkSync(deep, join(root, 'link'));
    await makeFolder(join(root, 'link', 'd'));
    expect(existsSync(join(deep, 'd'))).toBe(true);
  });

  it('lets several make one folder at once', async () => {
    const deep = join(root, 'x', 'y', 'z');
    await Promise.all([1, 2, 3, 4].map(() => makeFolder(deep)));
    expect(existsSync(deep)).toBe(true);
  });

  it.each([['file'], ['file', 'below']])(
    'refuses a path that a file is on: %j %j',
    async (...to) => {
      writeFileSync(join(root, 'file'), '');
      await expect(makeFolder(join(root, ...to))).rejects.toMatchObject({
        code: 'file-unwritable',
        hint: 'move that file away, or choose another path',
      });
    },
  );

  it.runIf(existsSync('/proc/self')).each(['/proc/x', '/proc/x/y/z'])(
    'ends where no folder can be made: %s',
    async path => {
      await expect(makeFolder(path)).rejects.toMatchObject({
        code: 'file-unwritable',
        message: '/proc takes no new folder',
      });
    },
  );
});

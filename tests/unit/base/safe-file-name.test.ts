import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fileNameKey,
  hashedFileName,
  safeFileName,
} from '../../../src/base/files/safe-file-name.ts';

const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

describe('the name of a file that stands for a name', () => {
  it.each(['unique_orders_id', 'Accepted__New', 'größe', 'a.b-c', '_x', '1st', 'café'])(
    'is the name itself where every system takes it: %s',
    name => expect(safeFileName(name)).toBe(name),
  );

  it.each([
    ['../../x', /^_x-[0-9a-f]{8}$/],
    ['/etc/passwd', /^_etc_passwd-[0-9a-f]{8}$/],
    ['..', /^_-[0-9a-f]{8}$/],
    ['.', /^_-[0-9a-f]{8}$/],
    ['', /^_-[0-9a-f]{8}$/],
    ['.hidden', /^_hidden-[0-9a-f]{8}$/],
    ['-rf', /^_rf-[0-9a-f]{8}$/],
    ['a b', /^a_b-[0-9a-f]{8}$/],
    ['C:\\x', /^C_x-[0-9a-f]{8}$/],
    ['a\nb\u0000c', /^a_b_c-[0-9a-f]{8}$/],
    ['con', /^con-[0-9a-f]{8}$/],
    ['NUL.x', /^NUL\.x-[0-9a-f]{8}$/],
    ['a*?[b]', /^a_b_-[0-9a-f]{8}$/],
    ['\u202Egnp', /^_gnp-[0-9a-f]{8}$/],
  ])('is a part of a path with a hash where they do not: %j', (name, expected) => {
    expect(safeFileName(name)).toMatch(expected);
  });

  it('is one part of a path for every name, short enough for an ending, and stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 400 })), name => {
        const file = safeFileName(name);
        expect(file).not.toMatch(/[/\\:*?"<>|\s\p{C}]/u);
        expect(file).toMatch(/^[\p{L}\p{N}_]/u);
        expect(file).not.toMatch(device);
        expect(Buffer.byteLength(file)).toBeLessThanOrEqual(200);
        expect(Buffer.byteLength(file)).toBeGreaterThan(0);
        expect(safeFileName(file)).toBe(file);
      }),
      { numRuns: 200 },
    );
  });

  it('is another one for another name', () => {
    const names = ['a b', 'a/b', 'a_b', 'a\\b', `${'x'.repeat(300)}1`, `${'x'.repeat(300)}2`];
    expect(new Set(names.map(safeFileName)).size).toBe(names.length);
    expect(hashedFileName('a', 'test.one')).not.toBe(hashedFileName('a', 'test.two'));
  });

  it('is compared as a file system without letter case does', () => {
    expect(fileNameKey('Caf\u00e9')).toBe(fileNameKey('cafe\u0301'));
  });
});

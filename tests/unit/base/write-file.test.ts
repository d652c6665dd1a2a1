import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomically, writeSmallFile } from '../../../src/base/files/write-file.ts';

let root: string;
let file: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'write-file-'));
  file = join(root, 'manifest.json');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('writeFileAtomically', () => {
  it.each([false, true])('replaces a file whole, durable or not (%s)', async durable => {
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    await writeFileAtomically(file, 'new', { durable });
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(root)).toEqual(['manifest.json']);
  });

  it('makes the directories of a new file', async () => {
    const deep = join(root, 'a', 'b', 'c.sql');
    await writeFileAtomically(deep, 'select 1');
    expect(readFileSync(deep, 'utf8')).toBe('select 1');
  });

  it('lets two writers at once end with the text of one of them', async () => {
    const texts = ['a'.repeat(100_000), 'b'.repeat(100_000)];
    await Promise.all(texts.map(text => writeFileAtomically(file, text)));
    expect(texts).toContain(readFileSync(file, 'utf8'));
    expect(readdirSync(root)).toEqual(['manifest.json']);
  });

  it.each<[string, () => string, () => string]>([
    ['a file stands where its directory should be', () => join(file, 'manifest.json'), () => file],
    ['a directory is in its place', () => root, () => root],
  ])('names what is in the way, and leaves nothing, where %s', async (_, place, inTheWay) => {
    writeFileSync(file, 'old');
    await expect(writeFileAtomically(place(), 'new')).rejects.toMatchObject({
      code: 'file-unwritable',
      message: expect.stringContaining(`${inTheWay()} failed: `),
    });
    expect(readdirSync(root)).toEqual(['manifest.json']);
    expect(readFileSync(file, 'utf8')).toBe('old');
  });
});

describe('writeSmallFile', () => {
  it('replaces a file whole and leaves nothing next to it', () => {
    writeSmallFile(file, 'old');
    writeSmallFile(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(root)).toEqual(['manifest.json']);
  });

  it.each<[string, () => string]>([
    ['a file stands where its directory should be', () => join(file, 'a.sql')],
    ['a directory is in its place', () => root],
  ])('says what could not be written, and leaves nothing, where %s', (_, place) => {
    writeFileSync(file, 'old');
    expect(() => writeSmallFile(place(), 'new')).toThrow(
      expect.objectContaining({
        code: 'file-unwritable',
        message: expect.stringContaining(`writing ${place()} failed: `),
      }),
    );
    expect(readdirSync(root)).toEqual(['manifest.json']);
    expect(readFileSync(file, 'utf8')).toBe('old');
  });
});

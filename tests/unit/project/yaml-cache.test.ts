import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CrmError } from '../../../src/base/errors/crm-error.ts';
import { parseYaml } from '../../../src/project/yaml/parse-yaml.ts';
import { cachedYamlReader } from '../../../src/project/yaml/yaml-cache.ts';

let directory: string;
let cacheFile: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'crm-run-yaml-'));
  cacheFile = join(directory, 'target', 'parsed.bin');
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const text = 'models:\n  - name: kpis # a list\n    meta: {share: 1.50, none: null}\n';

/** Reads files as one run does, and says which of them were parsed. */
function readAll(files: Readonly<Record<string, string>>, stamp = 'v1') {
  const parsed: string[] = [];
  const reader = cachedYamlReader(cacheFile, stamp, (file, body, found) => {
    parsed.push(file);
    return parseYaml(file, body, found);
  });
  const errors: CrmError[] = [];
  const values = Object.entries(files).map(([file, body]) => reader.parse(file, body, errors));
  reader.save();
  return { values, parsed, errors };
}

it('gives what parsing gives, places included, without parsing the same text again', () => {
  const first = readAll({ 'a.yml': text });
  const second = readAll({ 'a.yml': text });
  expect([first.parsed, second.parsed]).toEqual([['a.yml'], []]);
  expect(second.values).toEqual([parseYaml('a.yml', text, [])]);
  expect(second.values[0]?.value?.location.file).toBe('a.yml');
});

it('parses what has changed, what was moved, and what another build of the program kept', () => {
  readAll({ 'a.yml': text, 'b.yml': text });
  expect(readAll({ 'a.yml': `${text}\n`, 'b.yml': text }).parsed).toEqual(['a.yml']);
  expect(readAll({ 'c.yml': text, 'b.yml': text }).parsed).toEqual(['c.yml']);
  expect(readAll({ 'c.yml': text, 'b.yml': text }, 'v2').parsed).toEqual(['c.yml', 'b.yml']);
});

it('says the errors of a file every time', () => {
  const broken = 'models: [\n';
  const twice = 'name: a\nname: b\n';
  for (const _ of [1, 2]) {
    const { errors } = readAll({ 'broken.yml': broken, 'twice.yml': twice, 'fine.yml': text });
    expect(errors.map(({ location }) => location?.file)).toEqual(['broken.yml', 'twice.yml']);
  }
});

it('forgets files that are gone, so that it does not grow', () => {
  readAll({ 'a.yml': text, 'b.yml': `${text}# b` });
  const before = statSync(cacheFile).size;
  readAll({ 'a.yml': text });
  expect(statSync(cacheFile).size).toBeLessThan(before);
});

it('leaves its file alone when nothing is new', () => {
  readAll({ 'a.yml': text });
  const { ino, mtimeMs } = statSync(cacheFile);
  readAll({ 'a.yml': text });
  expect(statSync(cacheFile)).toMatchObject({ ino, mtimeMs });
  expect(readdirSync(join(directory, 'target'))).toEqual(['parsed.bin']);
});

it('does without a file that is damaged or torn, and mends it', () => {
  readAll({ 'a.yml': text });
  const whole = readFileSync(cacheFile);
  for (const bytes of [
    whole.subarray(0, whole.length / 2),
    Buffer.from('nothing'),
    Buffer.alloc(0),
  ]) {
    writeFileSync(cacheFile, bytes);
    expect(readAll({ 'a.yml': text })).toMatchObject({ parsed: ['a.yml'], errors: [] });
    expect(readAll({ 'a.yml': text }).parsed).toEqual([]);
  }
});

it('does without where it cannot be written', () => {
  writeFileSync(join(directory, 'target'), 'a file where the directory should be');
  expect(readAll({ 'a.yml': text })).toMatchObject({ parsed: ['a.yml'], errors: [] });
  expect(readdirSync(directory)).toEqual(['target']);
});

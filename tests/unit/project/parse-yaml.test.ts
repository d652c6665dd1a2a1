import { describe, expect, it, test } from 'vitest';
import type { CrmError } from '../../../src/base/errors/crm-error.ts';
import { parseYaml } from '../../../src/project/yaml/parse-yaml.ts';
import { toJson } from '../../../src/project/yaml/yaml-value.ts';

function read(text: string): unknown {
  const errors: CrmError[] = [];
  const { value } = parseYaml('x.yml', text, errors);
  expect(errors).toEqual([]);
  return value && toJson(value);
}

describe('an alias', () => {
  it('stands for the last anchor of its name before it, also one inside of another', () => {
    expect(read('a: &x 1\nb: *x\nc: &x {d: &y [2], e: *y}\nf: *x\ng: *y\n')).toEqual({
      a: 1,
      b: 1,
      c: { d: [2], e: [2] },
      f: { d: [2], e: [2] },
      g: [2],
    });
  });

  it('can be a key', () => {
    expect(read('a: &x name\n*x : 1\n')).toEqual({ a: 'name', name: 1 });
  });

  it('costs no walk through the file for each of many', () => {
    const text = `a: &x {b: 1}\nc:\n${'  - *x\n'.repeat(10_000)}`;
    const started = performance.now();
    expect(read(text)).toMatchObject({ c: { length: 10_000 } });
    // 10,000 walks through 10,000 entries take half a minute
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

test('behind a token that belongs nowhere, nothing more is said', () => {
  const errors: CrmError[] = [];
  const text = 'models:\n  - name: a\n] \nsources:\n  - name: [b, {c: d}]\n    e: "f"\n';
  expect(parseYaml('m.yml', text, errors)).toEqual({ value: undefined, broken: true });
  expect(errors.map(({ message, location }) => [message, location])).toEqual([
    ['unexpected flow-seq-end token in YAML stream: "]"', { file: 'm.yml', line: 3, column: 1 }],
  ]);
});

test.each([
  ['lists', `${'['.repeat(101)}${']'.repeat(101)}`, 101],
  ['maps', `${'{a: '.repeat(101)}1${'}'.repeat(101)}`, 401],
  ['entries', '- '.repeat(102), 201],
])('%s inside of one another end at a hundred levels', (_, text, column) => {
  const errors: CrmError[] = [];
  expect(parseYaml('m.yml', text, errors).broken).toBe(true);
  expect(errors.map(({ code, message, location }) => [code, message, location])).toEqual([
    [
      'yaml-syntax',
      'lists and maps are nested more than 100 deep',
      { file: 'm.yml', line: 1, column },
    ],
  ]);
});

test.each([
  [' '.repeat(1_000_001), 'a YAML file has at most 1,000,000 characters, not 1,000,001'],
  ['\n'.repeat(200_000), 'a YAML file has at most 200,000 lines, not 200,001'],
])('a file that is too long is refused before it is parsed', (text, message) => {
  const errors: CrmError[] = [];
  parseYaml('m.yml', text, errors);
  expect(errors.map(error => error.message)).toEqual([message]);
});

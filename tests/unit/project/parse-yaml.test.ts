import { describe, expect, it } from 'vitest';
import type { CrmError } from '../../../src/base/crm-error.ts';
import { parseYaml } from '../../../src/project/parse-yaml.ts';
import { toJson } from '../../../src/project/yaml-value.ts';

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

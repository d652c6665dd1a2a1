import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/base/text/nearest.ts';
import { checkConfig } from '../../src/project/config/check-config.ts';
import {
  type ConfigKind,
  configKeys,
  isUnsupportedConfig,
} from '../../src/project/config/config-tables.ts';
import { parseYaml } from '../../src/project/yaml/parse-yaml.ts';
import { toJson } from '../../src/project/yaml/yaml-value.ts';

const kinds: readonly ConfigKind[] = ['model', 'seed', 'data_test', 'unit_test', 'source', 'macro'];
const letters = 'abcdefghijklmnopqrstuvwxyz_';

/** A text with one insertion, deletion, replacement or swap of neighbours. */
function mutate(text: string, edit: number, place: number, letter: string): string {
  const at = place % text.length;
  const before = text.slice(0, at);
  const here = text.slice(at);
  if (edit === 0) return before + letter + here;
  if (edit === 1) return before + here.slice(1);
  if (edit === 2) return before + letter + here.slice(1);
  return before + here.slice(1, 2) + here.slice(0, 1) + here.slice(2);
}

const misspelt = fc
  .record({
    kind: fc.constantFrom(...kinds),
    key: fc.nat(),
    edit: fc.nat({ max: 3 }),
    place: fc.nat(),
    letter: fc.constantFrom(...letters),
  })
  .map(({ kind, key, edit, place, letter }) => {
    const keys = configKeys(kind);
    const meant = keys[key % keys.length] ?? '';
    return { kind, meant, written: mutate(meant, edit, place, letter) };
  })
  .filter(({ kind, meant, written }) => {
    const isKnown = configKeys(kind).includes(written) || isUnsupportedConfig(kind, written);
    const others = configKeys(kind).filter(key => key !== meant);
    return !isKnown && others.every(key => editDistance(key, written) > 1);
  });

describe('a config key', () => {
  it('is suggested when it is one edit away', () => {
    fc.assert(
      fc.property(misspelt, ({ kind, meant, written }) => {
        const location = { file: 'a.sql', line: 1, column: 1 };
        const errors = checkConfig(kind, new Map([[written, { value: 'x', location }]]));
        expect(errors.map(({ code, hint }) => [code, hint])).toEqual([
          ['unknown-key', `did you mean '${meant}'?`],
        ]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('parseYaml', () => {
  it('reads any JSON as the same data, and says where each value stands', () => {
    const plain = fc.jsonValue({ maxDepth: 4 }).filter(value => {
      const text = JSON.stringify(value);
      // Numbers that a double cannot hold as they are written are refused, on purpose.
      return !/[-\d.e+]{16,}/.test(text) && !text.includes('__proto__');
    });
    fc.assert(
      fc.property(plain, value => {
        const errors: Parameters<typeof parseYaml>[2] = [];
        const { value: read } = parseYaml('a.yml', JSON.stringify(value, null, 1), errors);
        expect(errors).toEqual([]);
        expect(read === undefined ? undefined : toJson(read)).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });

  it('never throws, whatever the text', () => {
    const pieces = [
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '&x',
      '*x',
      '<<',
      '"',
      "'",
      '|',
      '!t',
      '---',
      '\t',
      '#',
      '?',
      ',',
      '1',
    ];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map(list => list.join(''));
    fc.assert(
      fc.property(text, written => {
        const errors: Parameters<typeof parseYaml>[2] = [];
        const { value, broken } = parseYaml('a.yml', written, errors);
        expect(broken).toBe(errors.some(({ code }) => code === 'yaml-syntax'));
        if (broken) expect(value).toBeUndefined();
        for (const { location } of errors) expect(location?.line).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CrmError } from '../../src/base/errors/crm-error.ts';
import { parseYaml } from '../../src/project/yaml/parse-yaml.ts';
import { hostileYaml, soundYaml, spoiledYaml } from '../support/hostile-yaml.ts';
import { yamlProblems } from '../support/yaml-problems.ts';

describe('hostile YAML', () => {
  test('is read, or gives errors with places in the text, in less than two seconds', () => {
    expect(hostileYaml.flatMap(yamlProblems)).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('spoiled files do so too', () => {
    fc.assert(
      fc.property(spoiledYaml, text => {
        expect(yamlProblems(text)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('the files to spoil are sound but for what is next to them', () => {
    for (const text of soundYaml) {
      const errors: CrmError[] = [];
      expect(parseYaml('x.yml', text, errors).value).toBeDefined();
      expect(errors).toEqual([]);
    }
  });
});

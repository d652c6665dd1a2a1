import { expect, test } from 'vitest';
import { longYaml } from '../support/hostile-yaml.ts';
import { yamlProblems } from '../support/yaml-problems.ts';

test.each(longYaml)('%s is read, or gives errors, within two seconds of CPU', text => {
  expect(yamlProblems(text)).toEqual([]);
});

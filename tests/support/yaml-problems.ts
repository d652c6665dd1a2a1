import type { CrmError } from '../../src/base/errors/crm-error.ts';
import { readProperties } from '../../src/project/properties/read-properties.ts';
import { readProjectFile } from '../../src/project/settings/project-file.ts';
import { readTarget } from '../../src/project/settings/read-target.ts';
import { parseYaml } from '../../src/project/yaml/parse-yaml.ts';
import { plainYamlReader } from '../../src/project/yaml/yaml-cache.ts';
import { hostileOutcome, hostileProblems } from './hostile-outcome.ts';

const fixtures = { paths: [], read: () => '' };

/** Reads a text as a property file and as crm_project.yml. */
function readBoth(text: string): CrmError[] {
  const errors: CrmError[] = [];
  readProperties(
    [{ path: 'models/m.yml', root: 'models', text }],
    plainYamlReader,
    fixtures,
    errors,
  );
  const { value } = parseYaml('crm_project.yml', text, errors);
  const reading = { errors, templates: false };
  const file = value && readProjectFile(value, reading);
  const targets = file?.targets;
  if (targets !== undefined) {
    readTarget({ root: '/x', targets, standard: file?.target, given: undefined, env: {} }, reading);
  }
  return errors;
}

/** What is wrong with how a YAML text is met, each problem with the beginning of the text. */
export function yamlProblems(text: string): string[] {
  return hostileProblems(
    text,
    hostileOutcome(() => readBoth(text)),
  ).map(problem => `${JSON.stringify(text.slice(0, 100))}: ${problem}`);
}

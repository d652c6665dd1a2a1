import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchemas } from '../../../src/project/json-schemas.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true });
const validators = Object.fromEntries(
  Object.entries(jsonSchemas).map(([name, schema]) => [name, ajv.compile(schema)]),
);

/** What a validator says of a text, one line for each error. */
function problems(schema: string, text: string): string[] {
  const validate = validators[`${schema}.schema.json`];
  if (validate === undefined) throw new Error(`there is no schema ${schema}`);
  return validate(parse(text))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const directories = ['models', 'macros', 'seeds', 'tests/data', 'assets/init-project'];
const files = directories.flatMap(directory =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.ya?ml$/.test(name))
    .map(name => `${directory}/${name}`.replaceAll('\\', '/')),
);
const schemaOf = (file: string) =>
  file.endsWith('crm_project.yml')
    ? 'project'
    : file.endsWith('_parameters.yml')
      ? 'parameters'
      : 'properties';

describe('the JSON Schemas', () => {
  test.each([...files, 'crm_project.yml'])('accept %s', file => {
    expect(problems(schemaOf(file), readFileSync(file, 'utf8'))).toEqual([]);
  });

  it.each([
    ['project', 'name: a\nmodel-path: [models]', 'must NOT have additional properties'],
    ['project', 'targets: {dev: {type: postgres, path: a}}', '/targets/dev/type must be equal'],
    [
      'project',
      'targets: {dev: {type: duckdb}}',
      "/targets/dev must have required property 'path'",
    ],
    ['properties', 'models: [{nam: a}]', "/models/0 must have required property 'name'"],
    [
      'properties',
      'models: [{name: a, config: {materialized: tabel}}]',
      '/materialized must be equal',
    ],
    ['properties', 'models: [{name: a, columns: a}]', '/models/0/columns must be array'],
    [
      'parameters',
      'parameters: [{name: a, type: int, default: 1, description: b}]',
      '/type must be',
    ],
    ['parameters', 'parameters: [{name: a, type: integer, default: 1}]', "property 'description'"],
  ])('of a %s refuse %s', (schema, text, problem) => {
    expect(problems(schema, text).join('\n')).toContain(problem);
  });

  it('let Jinja stand for any value of a config', () => {
    const text = 'models: [{name: a, config: {enabled: "{{ var(\'x\') }}"}}]';
    expect(problems('properties', text)).toEqual([]);
  });
});

import { CrmError } from '../../base/errors/crm-error.ts';
import { listOf, oneOrMany } from '../shapes/collection-shapes.ts';
import { unsupportedKeys } from '../shapes/not-carried-out.ts';
import { checkRequired, object, optional } from '../shapes/object-shape.ts';
import {
  invalidValue,
  located,
  plainText,
  type Reading,
  type Shape,
  text,
  textOrNumber,
  yamlMap,
} from '../shapes/shape.ts';
import type { YamlValue } from '../yaml/yaml-value.ts';
import { targetObject } from './read-target.ts';

const projectName: Shape<string> = {
  takes: 'a name',
  schema: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
  read(value, what, reading) {
    const read = plainText.read(value, what, reading);
    if (read === undefined || /^[A-Za-z_]\w*$/.test(read)) return read;
    const message = `${what} takes letters, digits and underscores, not '${read}'`;
    const meant = read.replaceAll(/\W+/g, '_').replace(/^(?=\d)/, '_');
    return invalidValue(value, message, reading, `write ${meant}`);
  },
};

const configVersion: Shape<number> = {
  takes: '2',
  schema: { const: 2 },
  read(value, what, reading) {
    if (value.kind === 'scalar' && value.value === 2) return 2;
    return invalidValue(value, `${what} has to be 2`, reading);
  },
};

const paths = optional(listOf(located(plainText)));
const hooks = optional(oneOrMany(located(text)));
const directoryConfig = optional(yamlMap);

/** The shape of crm_project.yml. */
export const projectObject = object({
  noun: 'crm_project.yml',
  extensions: true,
  fields: {
    name: optional(projectName),
    version: optional(textOrNumber),
    'config-version': optional(configVersion),
    'model-paths': paths,
    'seed-paths': paths,
    'macro-paths': paths,
    'test-paths': paths,
    vars: optional(yamlMap),
    models: directoryConfig,
    seeds: directoryConfig,
    data_tests: directoryConfig,
    tests: directoryConfig,
    unit_tests: directoryConfig,
    'on-run-start': hooks,
    'on-run-end': hooks,
    target: optional(located(text)),
    targets: optional({
      ...yamlMap,
      schema: { type: 'object', additionalProperties: targetObject.schema },
    }),
  },
  notSupported: unsupportedKeys.project,
  elsewhere: {
    outputs: "write 'targets' instead",
    threads: "put it under the target's 'settings'",
    'data-paths': "write 'seed-paths', as dbt does since 1.0",
    'source-paths': "write 'model-paths', as dbt does since 1.0",
  },
});

/** What crm_project.yml says, before directories are walked and a target is chosen. */
export type ProjectFile = NonNullable<ReturnType<typeof projectObject.read>>;

/** Reads crm_project.yml, all keys that are well formed; undefined when it is not a map. */
export function readProjectFile(value: YamlValue, reading: Reading): ProjectFile | undefined {
  const read = projectObject.read(value, 'crm_project.yml', reading);
  if (read === undefined || value.kind !== 'map') return undefined;
  // Not dropped without them, so that everything else is checked too.
  checkRequired(value, 'crm_project.yml', ['name', 'targets'], reading);
  const old = value.entries.get('tests');
  if (old !== undefined && value.entries.has('data_tests')) {
    const message = "'tests' is the old name of 'data_tests'; use one of the two";
    reading.errors.push(
      new CrmError(
        'duplicate-name',
        { name: 'tests', reason: message },
        { location: old.keyLocation },
      ),
    );
  }
  return read;
}

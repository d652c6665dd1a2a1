import { CrmError } from '../../base/errors/crm-error.ts';
import {
  formatLocation,
  type Located,
  type SourceLocation,
} from '../../base/errors/source-location.ts';
import { parameterProperties } from '../parameters/parameter-properties.ts';
import type { Project, TextFile } from '../project.ts';
import { listOf } from '../shapes/collection-shapes.ts';
import { unsupportedKeys } from '../shapes/not-carried-out.ts';
import { object, optional } from '../shapes/object-shape.ts';
import { invalidValue, type Reading, type Shape } from '../shapes/shape.ts';
import type { YamlReader } from '../yaml/yaml-cache.ts';
import { exposureProperties } from './exposure-properties.ts';
import { groupProperties } from './group-properties.ts';
import { macroProperties, relationProperties, singularTestProperties } from './node-properties.ts';
import { sourceProperties } from './source-properties.ts';
import { type Fixtures, unitTestProperties } from './unit-test-properties.ts';

/** What the property YAML of a project says. */
export type Properties = Pick<
  Project,
  'properties' | 'sources' | 'unitTests' | 'exposures' | 'groups' | 'parameters'
>;

const version: Shape<number> = {
  takes: '2',
  schema: { const: 2 },
  read(value, what, reading) {
    if (value.kind === 'scalar' && value.value === 2) return 2;
    return invalidValue(value, `${what} has to be 2`, reading);
  },
};

/** The shape of a property file. */
export function propertyFile(fixtures: Fixtures) {
  return object({
    noun: 'a property file',
    extensions: true,
    fields: {
      version: optional(version),
      models: optional(listOf(relationProperties('model'))),
      seeds: optional(listOf(relationProperties('seed'))),
      sources: optional(listOf(sourceProperties)),
      macros: optional(listOf(macroProperties)),
      data_tests: optional(listOf(singularTestProperties)),
      unit_tests: optional(listOf(unitTestProperties(fixtures))),
      exposures: optional(listOf(exposureProperties)),
      groups: optional(listOf(groupProperties)),
      parameters: optional(listOf(parameterProperties)),
    },
    notSupported: unsupportedKeys.properties,
    elsewhere: { tests: "write 'data_tests'" },
  });
}

/** Reads the property files; what is wrong with them is pushed, and left out. */
export function readProperties(
  files: readonly TextFile[],
  yaml: YamlReader,
  fixtures: Fixtures,
  errors: CrmError[],
): Properties {
  const shape = propertyFile(fixtures);
  const reading: Reading = { errors, templates: false };
  const read = files.flatMap(({ path, text }) => {
    const { value } = yaml.parse(path, text, errors);
    const file = value && shape.read(value, path, reading);
    return file === undefined ? [] : [file];
  });
  const properties = read.flatMap(file => [
    ...(file.models ?? []),
    ...(file.seeds ?? []),
    ...(file.macros ?? []),
    ...(file.data_tests ?? []),
  ]);
  const sources = read.flatMap(file => file.sources ?? []).flat();
  const unitTests = read.flatMap(file => file.unit_tests ?? []);
  const exposures = read.flatMap(file => file.exposures ?? []);
  const groups = read.flatMap(file => file.groups ?? []);
  const parameters = read.flatMap(file => file.parameters ?? []);
  const kinds = { model: 'model', seed: 'seed', macro: 'macro', data_test: 'data test' };
  reportTwice(properties, ({ kind, name }) => [`${kinds[kind]} '${name.value}'`, name], errors);
  reportTwice(
    sources,
    ({ sourceName, name }) => [`source table '${sourceName}.${name.value}'`, name],
    errors,
  );
  reportTwice(
    unitTests,
    ({ model, name }) => [`unit test '${name.value}' of '${model.value}'`, name],
    errors,
  );
  reportTwice(exposures, ({ name }) => [`exposure '${name.value}'`, name], errors);
  reportTwice(groups, ({ name }) => [`group '${name.value}'`, name], errors);
  reportTwice(parameters, ({ name }) => [`parameter '${name.value}'`, name], errors);
  return { properties, sources, unitTests, exposures, groups, parameters };
}

/** Reports what is described in two places. */
function reportTwice<T>(
  entries: readonly T[],
  identify: (entry: T) => readonly [string, Located<string>],
  errors: CrmError[],
): void {
  const seen = new Map<string, SourceLocation>();
  for (const entry of entries) {
    const [what, { location }] = identify(entry);
    const first = seen.get(what);
    if (first === undefined) {
      seen.set(what, location);
      continue;
    }
    const message = `the ${what} is described twice`;
    const hint = `the first one is at ${formatLocation(first)}`;
    errors.push(
      new CrmError('duplicate-name', { name: what, first, reason: message, hint }, { location }),
    );
  }
}

import type { ConfigKind } from '../config/config-tables.ts';
import type { NodeProperties } from '../project.ts';
import { listOf } from '../shapes/collection-shapes.ts';
import { unsupportedKeys } from '../shapes/not-carried-out.ts';
import {
  type Fields,
  type ObjectTable,
  object,
  optional,
  required,
} from '../shapes/object-shape.ts';
import { located, plainText, type Shape, text, yamlValue } from '../shapes/shape.ts';
import {
  belongsToConfig,
  columns,
  configFields,
  dataTestFields,
  description,
  readConfig,
  readDataTests,
} from './property-fields.ts';

/** Keys that every entry has. */
function common(kind: ConfigKind) {
  const { config, meta } = configFields(kind);
  return {
    name: required(located(plainText)),
    description: optional(description),
    config,
    meta,
  };
}

const modelTable = {
  noun: 'a model',
  fields: {
    ...common('model'),
    ...configFields('model'),
    group: optional(yamlValue),
    columns: optional(columns),
    ...dataTestFields,
  },
  notSupported: unsupportedKeys.model,
  elsewhere: belongsToConfig('model'),
} satisfies ObjectTable<Fields>;

const seedTable = {
  ...modelTable,
  noun: 'a seed',
  fields: { ...modelTable.fields, ...configFields('seed') },
  notSupported: unsupportedKeys.seed,
  elsewhere: belongsToConfig('seed'),
} satisfies ObjectTable<Fields>;

const macroArgument = object({
  noun: 'an argument of a macro',
  fields: {
    name: required(plainText),
    type: optional(text),
    description: optional(description),
  },
});

const model = object(modelTable);
const seed = object(seedTable);
const macro = object({
  noun: 'a macro',
  fields: {
    ...common('macro'),
    docs: configFields('macro').docs,
    arguments: optional(listOf(macroArgument)),
  },
});
const dataTest = object({
  noun: 'a data test',
  fields: { ...common('data_test'), tags: configFields('data_test').tags },
  notSupported: unsupportedKeys.singularTest,
  elsewhere: belongsToConfig('data_test'),
});

/** Keys that dbt takes under `config` and also next to it. */
const beside = ['meta', 'tags', 'docs', 'group'];

/** An entry of `models` or `seeds`. */
export function relationProperties(kind: 'model' | 'seed'): Shape<NodeProperties> {
  const shape = kind === 'model' ? model : seed;
  return {
    takes: 'a map',
    schema: shape.schema,
    read(value, what, reading) {
      const read = shape.read(value, what, reading);
      if (read === undefined) return undefined;
      return {
        kind,
        name: read.name,
        description: read.description ?? '',
        columns: read.columns ?? [],
        dataTests: readDataTests(value, read, reading),
        config: readConfig(kind, value, beside, reading),
        arguments: [],
      };
    },
  };
}

/** An entry of `macros`. */
export const macroProperties: Shape<NodeProperties> = {
  takes: 'a map',
  schema: macro.schema,
  read(value, what, reading) {
    const read = macro.read(value, what, reading);
    if (read === undefined) return undefined;
    return {
      kind: 'macro',
      name: read.name,
      description: read.description ?? '',
      columns: [],
      dataTests: [],
      config: readConfig('macro', value, ['meta', 'docs'], reading),
      arguments: (read.arguments ?? []).map(argument => ({
        name: argument.name,
        ...(argument.type === undefined ? {} : { type: argument.type }),
        description: argument.description ?? '',
      })),
    };
  },
};

/** An entry of the `data_tests` at the top of a file: what there is to say of a singular test. */
export const singularTestProperties: Shape<NodeProperties> = {
  takes: 'a map',
  schema: dataTest.schema,
  read(value, what, reading) {
    const read = dataTest.read(value, what, reading);
    if (read === undefined) return undefined;
    return {
      kind: 'data_test',
      name: read.name,
      description: read.description ?? '',
      columns: [],
      dataTests: [],
      config: readConfig('data_test', value, ['meta', 'tags'], reading),
      arguments: [],
    };
  },
};

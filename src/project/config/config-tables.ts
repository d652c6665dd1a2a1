import { materializations } from '../../dialect/materializations/materializations.ts';
import { mapOf, oneOrMany } from '../shapes/collection-shapes.ts';
import { unsupportedKeys, unsupportedMaterializations } from '../shapes/not-carried-out.ts';
import {
  type Fields,
  type ObjectTable,
  object,
  optional,
  required,
} from '../shapes/object-shape.ts';
import {
  boolean,
  invalidValue,
  jsonObject,
  oneOf,
  plainText,
  type Shape,
  text,
  wholeNumber,
} from '../shapes/shape.ts';

/** Kinds of things that take a config. */
export type ConfigKind =
  | 'model'
  | 'seed'
  | 'source'
  | 'data_test'
  | 'unit_test'
  | 'macro'
  | 'exposure';

const tags = optional(oneOrMany(plainText));
const meta = optional(jsonObject);
const enabled = optional(boolean);
/** The name of an entry of `groups`. */
const group = optional(plainText);

/** `docs: {show: false}` keeps a thing out of the documentation. */
const docs = optional(
  object({
    noun: "'docs'",
    fields: { show: optional(boolean) },
    notSupported: unsupportedKeys.docs,
  }),
);

const contract = optional(
  object({
    noun: "'contract'",
    fields: { enforced: required(boolean) },
    notSupported: unsupportedKeys.contract,
  }),
);

/** dbt takes ERROR as well as error. */
const severity: Shape<string> = {
  schema: { enum: ['error', 'warn', 'ERROR', 'WARN'] },
  takes: 'error or warn',
  read(value, what, reading) {
    const word = value.kind === 'scalar' && typeof value.value === 'string' && value.value;
    const lower = word ? { ...value, value: word.toLowerCase() } : value;
    return oneOf(['error', 'warn']).read(lower, what, reading);
  },
};

const delimiter: Shape<string> = {
  schema: { type: 'string', minLength: 1, maxLength: 2 },
  takes: 'one character',
  read(value, what, reading) {
    const read = text.read(value, what, reading);
    if (read === undefined || [...read].length === 1) return read;
    return invalidValue(value, `${what} takes one character, not '${read}'`, reading);
  },
};

/** What each kind's config takes; the one table for YAML, directory config and `{{ config() }}`. */
export const configTables = {
  model: {
    noun: 'the config of a model',
    fields: {
      materialized: optional(oneOf([...materializations.keys()], unsupportedMaterializations)),
      schema: optional(text),
      alias: optional(text),
      enabled,
      tags,
      meta,
      docs,
      contract,
      group,
    },
    notSupported: unsupportedKeys.modelConfig,
  },
  seed: {
    noun: 'the config of a seed',
    fields: {
      schema: optional(text),
      alias: optional(text),
      enabled,
      column_types: optional(mapOf(text)),
      delimiter: optional(delimiter),
      tags,
      meta,
      docs,
      group,
    },
    notSupported: unsupportedKeys.seedConfig,
  },
  source: {
    noun: 'the config of a source',
    fields: { tags, meta },
    notSupported: unsupportedKeys.sourceConfig,
  },
  data_test: {
    noun: 'the config of a data test',
    fields: {
      severity: optional(severity),
      warn_if: optional(text),
      error_if: optional(text),
      where: optional(text),
      limit: optional(wholeNumber(1)),
      fail_calc: optional(text),
      enabled,
      tags,
      meta,
      group,
    },
    notSupported: unsupportedKeys.dataTestConfig,
  },
  unit_test: {
    noun: 'the config of a unit test',
    fields: { enabled, tags, meta },
    notSupported: unsupportedKeys.unitTestConfig,
  },
  macro: {
    noun: 'the config of a macro',
    fields: { meta, docs },
  },
  exposure: {
    noun: 'the config of an exposure',
    fields: { tags, meta },
    notSupported: unsupportedKeys.exposureConfig,
  },
} satisfies Record<ConfigKind, ObjectTable<Fields>>;

/** Names of the config keys that a kind takes. */
export function configKeys(kind: ConfigKind): readonly string[] {
  return Object.keys(configTables[kind].fields);
}

/** True for a key of dbt's config of this kind that nothing here carries out. */
export function isUnsupportedConfig(kind: ConfigKind, key: string): boolean {
  const table: ObjectTable<Fields> = configTables[kind];
  return Object.hasOwn(table.notSupported ?? {}, key);
}

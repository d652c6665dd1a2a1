import { type Fields, type ObjectTable, object, optional, required } from './object-shape.ts';
import {
  boolean,
  invalidValue,
  jsonObject,
  mapOf,
  oneOf,
  oneOrMany,
  plainText,
  type Shape,
  text,
  wholeNumber,
} from './shape.ts';

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

/** `docs: {show: false}` keeps a thing out of the documentation. */
const docs = optional(
  object({
    noun: "'docs'",
    fields: { show: optional(boolean) },
    notSupported: { node_color: '' },
  }),
);

const contract = optional(
  object({
    noun: "'contract'",
    fields: { enforced: required(boolean) },
    notSupported: { alias_types: 'data types are those of DuckDB' },
  }),
);

/** dbt takes ERROR as well as error. */
const severity: Shape<string> = {
  takes: 'error or warn',
  read(value, what, reading) {
    const word = value.kind === 'scalar' && typeof value.value === 'string' && value.value;
    const lower = word ? { ...value, value: word.toLowerCase() } : value;
    return oneOf(['error', 'warn']).read(lower, what, reading);
  },
};

const delimiter: Shape<string> = {
  takes: 'one character',
  read(value, what, reading) {
    const read = text.read(value, what, reading);
    if (read === undefined || [...read].length === 1) return read;
    return invalidValue(value, `${what} takes one character, not '${read}'`, reading);
  },
};

const relationNotSupported = {
  database: 'everything is built into the one file of the target',
  persist_docs: '',
  full_refresh: 'every build is a full one',
  'pre-hook': "use on-run-start, or a statement in the model's own SQL",
  pre_hook: "use on-run-start, or a statement in the model's own SQL",
  'post-hook': 'use on-run-end',
  post_hook: 'use on-run-end',
  grants: '',
  group: '',
  event_time: '',
  quoting: 'names are quoted where DuckDB needs it',
};

const failuresKept = 'failing rows are always kept, in target/failures/';

/** What each kind's config takes; the one table for YAML, folder config and `{{ config() }}`. */
export const configTables = {
  model: {
    noun: 'the config of a model',
    fields: {
      materialized: optional(
        oneOf(
          ['view', 'table', 'ephemeral'],
          ['incremental', 'materialized_view', 'external', 'snapshot', 'test', 'seed'],
        ),
      ),
      schema: optional(text),
      alias: optional(text),
      enabled,
      tags,
      meta,
      docs,
      contract,
    },
    notSupported: {
      ...relationNotSupported,
      access: '',
      batch_size: '',
      begin: '',
      concurrent_batches: '',
      incremental_predicates: '',
      incremental_strategy: '',
      indexes: 'DuckDB scans faster than it keeps an index',
      location: '',
      lookback: '',
      on_configuration_change: '',
      on_error: '',
      on_schema_change: '',
      packages: '',
      partition_by: '',
      sql_header: '',
      unique_key: "use the data test 'unique'",
    },
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
    },
    notSupported: {
      ...relationNotSupported,
      materialized: 'a seed is always a table',
      quote_columns: 'names are quoted where DuckDB needs it',
    },
  },
  source: {
    noun: 'the config of a source',
    fields: { tags, meta },
    notSupported: { enabled: '', event_time: '', freshness: '', loaded_at_field: '' },
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
    },
    notSupported: {
      store_failures: failuresKept,
      store_failures_as: failuresKept,
      alias: '',
      database: failuresKept,
      schema: failuresKept,
      group: '',
      sql_header: '',
    },
  },
  unit_test: {
    noun: 'the config of a unit test',
    fields: { enabled, tags, meta },
    notSupported: { static_analysis: '' },
  },
  macro: {
    noun: 'the config of a macro',
    fields: { meta, docs },
  },
  exposure: {
    noun: 'the config of an exposure',
    fields: { tags, meta },
    notSupported: { enabled: '' },
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

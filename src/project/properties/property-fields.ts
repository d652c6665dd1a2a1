import { CrmError } from '../../base/errors/crm-error.ts';
import {
  formatLocation,
  type Located,
  type SourceLocation,
} from '../../base/errors/source-location.ts';
import type { JsonObject } from '../../base/text/json.ts';
import { isQuoted, unquoteName } from '../../dialect/names/column-name.ts';
import { checkConfigMap } from '../config/check-config.ts';
import { configSchema } from '../config/config-schema.ts';
import { type ConfigKind, configKeys } from '../config/config-tables.ts';
import { joinConfig } from '../config/join-config.ts';
import type { ColumnProperties, ConfigEntries, DataTestProperties } from '../project.ts';
import { listOf, oneOrMany } from '../shapes/collection-shapes.ts';
import { unsupportedKeys } from '../shapes/not-carried-out.ts';
import { object, optional, required } from '../shapes/object-shape.ts';
import {
  boolean,
  jsonObject,
  located,
  plainText,
  type Reading,
  type Shape,
  text,
  yamlMap,
  yamlValue,
} from '../shapes/shape.ts';
import { isTemplate, type YamlEntry, type YamlMap, type YamlValue } from '../yaml/yaml-value.ts';
import { dataTestEntry } from './data-test-entry.ts';

/** Text for people. dbt renders it; here it is taken as it is, so Jinja is refused. */
export const description: Shape<string> = {
  takes: 'text',
  schema: text.schema,
  read(value, what, reading) {
    const read = text.read(value, what, reading);
    if (read === undefined || !isTemplate(read)) return read;
    const { location } = value;
    const hint = 'write the text itself, here';
    const message = `${what} cannot hold Jinja, and there are no docs blocks`;
    reading.errors.push(
      new CrmError('template-unsupported', { reason: message, hint }, { location }),
    );
    return undefined;
  },
};

const tagList = oneOrMany(plainText);

const testList = optional(listOf(dataTestEntry));

/** data_tests and its old name. */
export const dataTestFields = { data_tests: testList, tests: testList };

/** The data tests of an entry; both names of the key at once are an error. */
export function readDataTests(
  value: YamlValue,
  read: {
    readonly data_tests: readonly DataTestProperties[] | undefined;
    readonly tests: readonly DataTestProperties[] | undefined;
  },
  { errors }: Reading,
): readonly DataTestProperties[] {
  const entries = value.kind === 'map' ? value.entries : undefined;
  const old = entries?.get('tests');
  if (old !== undefined && entries?.has('data_tests')) {
    const message = "'tests' is the old name of 'data_tests'; use one of the two";
    errors.push(
      new CrmError(
        'duplicate-name',
        { name: 'tests', reason: message },
        { location: old.keyLocation },
      ),
    );
  }
  return [...(read.data_tests ?? []), ...(read.tests ?? [])];
}

/** Hints for config keys that were written next to `config`. */
export function belongsToConfig(kind: ConfigKind): Readonly<Record<string, string>> {
  return Object.fromEntries(configKeys(kind).map(key => [key, `write config: {${key}: …}`]));
}

/** The config of an entry with `config` and some of its keys next to it, checked. */
export function readConfig(
  kind: ConfigKind,
  value: YamlValue,
  besideKeys: readonly string[],
  { errors }: Reading,
): ConfigEntries {
  if (value.kind !== 'map') return new Map();
  const config = value.entries.get('config')?.value;
  const map: YamlMap | undefined = config?.kind === 'map' ? config : undefined;
  const beside = new Map<string, YamlEntry>(
    [...value.entries].filter(([key]) => besideKeys.includes(key)),
  );
  errors.push(...checkConfigMap(kind, { ...value, entries: beside }));
  if (map !== undefined) errors.push(...checkConfigMap(kind, map));
  return joinConfig(beside, map, errors);
}

/** `config` and the keys that dbt also takes next to it; readConfig reads and checks them. */
export function configFields(kind: ConfigKind) {
  const schema = configSchema(kind);
  const keys = schema.properties as JsonObject;
  const at = (key: string) => optional({ ...yamlValue, schema: (keys[key] ?? {}) as JsonObject });
  return {
    config: optional({ ...yamlMap, schema }),
    meta: at('meta'),
    tags: at('tags'),
    docs: at('docs'),
  };
}

const columnObject = object({
  noun: 'a column',
  fields: {
    name: required(located(plainText)),
    description: optional(description),
    data_type: optional(located(plainText)),
    quote: optional(boolean),
    ...dataTestFields,
    config: optional(
      object({
        noun: 'the config of a column',
        fields: {
          meta: optional(jsonObject),
          tags: optional(tagList),
          quote: optional(boolean),
        },
      }),
    ),
    meta: optional(jsonObject),
    tags: optional(tagList),
  },
  notSupported: unsupportedKeys.column,
  elsewhere: { type: "write 'data_type'" },
});

/** A column of a model, seed or source. */
const column: Shape<ColumnProperties> = {
  takes: 'a map',
  schema: columnObject.schema,
  read(value, what, reading) {
    const read = columnObject.read(value, what, reading);
    if (read === undefined) return undefined;
    return {
      name: { ...read.name, value: unquoteName(read.name.value) },
      quote: read.config?.quote ?? read.quote ?? (isQuoted(read.name.value) || undefined),
      description: read.description ?? '',
      dataType: read.data_type,
      meta: { ...read.meta, ...read.config?.meta },
      tags: [...new Set([...(read.tags ?? []), ...(read.config?.tags ?? [])])],
      dataTests: readDataTests(value, read, reading),
    };
  },
};

/** The columns of a model, seed or source; a name may be there once. */
export const columns: Shape<readonly ColumnProperties[]> = {
  takes: 'a list',
  schema: listOf(column).schema,
  read(value, what, reading) {
    const read = listOf(column).read(value, what, reading);
    reportDuplicates(read ?? [], ({ name }) => name, 'the column', reading);
    return read;
  },
};

/** Reports entries whose name another one of the same list has, capitals aside. */
function reportDuplicates<T>(
  entries: readonly T[],
  nameOf: (entry: T) => Located<string>,
  what: string,
  { errors }: Reading,
): void {
  const seen = new Map<string, SourceLocation>();
  for (const entry of entries) {
    const { value, location } = nameOf(entry);
    const first = seen.get(value.toLowerCase());
    if (first === undefined) {
      seen.set(value.toLowerCase(), location);
      continue;
    }
    const message = `${what} '${value}' appears here twice`;
    const hint = `the first one is at ${formatLocation(first)}`;
    errors.push(
      new CrmError('duplicate-name', { name: value, first, reason: message, hint }, { location }),
    );
  }
}

import { CrmError } from '../../base/errors/crm-error.ts';
import type { Located } from '../../base/errors/source-location.ts';
import type { SourceTableProperties } from '../project.ts';
import { listOf } from '../shapes/collection-shapes.ts';
import { unsupportedKeys } from '../shapes/not-carried-out.ts';
import { object, optional, required } from '../shapes/object-shape.ts';
import { located, plainText, type Reading, type Shape, text, yamlValue } from '../shapes/shape.ts';
import { toJsonObject, type YamlMap, type YamlValue } from '../yaml/yaml-value.ts';
import {
  columns,
  configFields,
  dataTestFields,
  description,
  readConfig,
  readDataTests,
} from './property-fields.ts';

const { external } = unsupportedKeys.sourceTable;
const { config, meta, tags } = configFields('source');

const tableObject = object({
  noun: 'a source table',
  fields: {
    name: required(located(plainText)),
    identifier: optional(plainText),
    description: optional(description),
    columns: optional(columns),
    ...dataTestFields,
    config,
    meta,
    tags,
  },
  notSupported: unsupportedKeys.sourceTable,
  elsewhere: {
    external_location: external,
    schema: "set it at the source, next to 'tables'",
    database: "set it at the source, next to 'tables'",
  },
});

const sourceObject = object({
  noun: 'a source',
  fields: {
    name: required(located(plainText)),
    description: optional(description),
    schema: optional(plainText),
    database: optional(located(plainText)),
    config,
    meta,
    tags,
    tables: required(listOf({ ...yamlValue, schema: tableObject.schema })),
  },
  notSupported: unsupportedKeys.source,
  elsewhere: { external_location: external, columns: 'columns belong to a table' },
});

/** An entry of `sources`: its tables, each with all that the source says of them. */
export const sourceProperties: Shape<readonly SourceTableProperties[]> = {
  takes: 'a map',
  schema: sourceObject.schema,
  read(value, what, reading) {
    const read = sourceObject.read(value, what, reading);
    if (read === undefined) return undefined;
    const source: Source = { ...read, value, own: readMeta(value, reading) };
    return read.tables
      .map(table => readTable(table, source, reading))
      .filter(table => table !== undefined);
  },
};

interface Source {
  readonly name: Located<string>;
  readonly description: string | undefined;
  readonly schema: string | undefined;
  readonly database: Located<string> | undefined;
  readonly value: YamlValue;
  readonly own: Labels;
}

function readTable(
  value: YamlValue,
  source: Source,
  reading: Reading,
): SourceTableProperties | undefined {
  const read = tableObject.read(value, "an entry of 'tables'", reading);
  if (read === undefined) return undefined;
  const own = readMeta(value, reading);
  const externalLocation = own.externalLocation ?? source.own.externalLocation;
  checkOrigin(source, read.name, own.externalLocation, externalLocation, reading);
  return {
    sourceName: source.name.value,
    sourceDescription: source.description ?? '',
    name: read.name,
    identifier: read.identifier ?? read.name.value,
    description: read.description ?? '',
    schema: source.schema ?? source.name.value,
    database: source.database,
    externalLocation,
    columns: read.columns ?? [],
    dataTests: readDataTests(value, read, reading),
    meta: { ...source.own.meta, ...own.meta },
    tags: [...new Set([...source.own.tags, ...own.tags])],
  };
}

/** A table comes from a file or from an attached database: one of them, not both. */
function checkOrigin(
  source: Source,
  table: Located<string>,
  ownLocation: Located<string> | undefined,
  externalLocation: Located<string> | undefined,
  { errors }: Reading,
): void {
  const name = `${source.name.value}.${table.value}`;
  if (source.database === undefined && externalLocation === undefined) {
    const message = `the source table '${name}' does not say where its rows are`;
    const hint = "give the source meta: {external_location: 'raw/{name}.csv'}, or a database";
    errors.push(
      new CrmError(
        'missing-key',
        { key: 'data_type', reason: message, hint },
        { location: table.location },
      ),
    );
  }
  if (source.database !== undefined && externalLocation !== undefined) {
    const message = `the source table '${name}' has both an external_location and a database`;
    const hint = 'take one of them out';
    const { location } = ownLocation ?? externalLocation;
    errors.push(new CrmError('invalid-value', { reason: message, hint }, { location }));
  }
}

interface Labels {
  readonly meta: SourceTableProperties['meta'];
  readonly tags: readonly string[];
  readonly externalLocation: Located<string> | undefined;
}

/** Meta and tags of a source or table, from next to `config` and from under it. */
function readMeta(value: YamlValue, reading: Reading): Labels {
  const merged = readConfig('source', value, ['meta', 'tags'], reading);
  const written = merged.get('tags')?.value;
  const maps = metaMaps(value);
  const entry = maps.map(map => map.entries.get('external_location')).findLast(Boolean);
  const named = entry && located(text).read(entry.value, "'external_location'", reading);
  return {
    meta: Object.assign({}, ...maps.map(toJsonObject)),
    tags: Array.isArray(written) ? written.filter(tag => typeof tag === 'string') : [],
    externalLocation: named,
  };
}

function metaMaps(value: YamlValue): YamlMap[] {
  if (value.kind !== 'map') return [];
  const under = value.entries.get('config')?.value;
  const all = [value, ...(under?.kind === 'map' ? [under] : [])];
  return all.map(map => map.entries.get('meta')?.value).filter(entry => entry?.kind === 'map');
}

import type { CrmError } from '../../base/errors/crm-error.ts';
import type { ConfigEntries } from '../project.ts';
import { type Fields, type ObjectTable, object } from '../shapes/object-shape.ts';
import { toJson, type YamlMap, yamlFromJson } from '../yaml/yaml-value.ts';
import { type ConfigKind, configTables } from './config-tables.ts';

/**
 * What is wrong with the config of a thing: unknown keys, values of a wrong type. Text with Jinja
 * passes for any type; check again once it is rendered. Errors are at the entry's location.
 */
export function checkConfig(kind: ConfigKind, entries: ConfigEntries): readonly CrmError[] {
  const first = [...entries.values()][0];
  if (first === undefined) return [];
  const map: YamlMap = {
    kind: 'map',
    location: first.location,
    entries: new Map(
      [...entries].map(([key, entry]) => [
        key,
        { keyLocation: entry.location, value: yamlFromJson(entry.value, entry.location) },
      ]),
    ),
  };
  return checkConfigMap(kind, map);
}

/** The same for a map of a YAML file, each error at the very value that it is about. */
export function checkConfigMap(kind: ConfigKind, map: YamlMap): readonly CrmError[] {
  const errors: CrmError[] = [];
  const table: ObjectTable<Fields> = configTables[kind];
  object(table).read(map, 'the config', { errors, templates: true });
  return errors;
}

/** The entries of a map of a YAML file. */
export function configEntries(map: YamlMap): ConfigEntries {
  return new Map(
    [...map.entries].map(([key, { value }]) => [
      key,
      { value: toJson(value), location: value.location },
    ]),
  );
}

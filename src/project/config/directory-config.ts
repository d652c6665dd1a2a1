import { CrmError } from '../../base/errors/crm-error.ts';
import type { Located } from '../../base/errors/source-location.ts';
import type { Json } from '../../base/text/json.ts';
import { nearest, nearestHint } from '../../base/text/nearest.ts';
import type { DirectoryTree } from '../files/directory-tree.ts';
import type { ConfigEntries } from '../project.ts';
import { toJson, type YamlEntry, type YamlMap } from '../yaml/yaml-value.ts';
import { checkConfigMap } from './check-config.ts';
import { type ConfigKind, configKeys, isUnsupportedConfig } from './config-tables.ts';

/** Config of crm_project.yml for a directory or a single thing, and for what lies in it. */
export interface DirectoryConfig {
  readonly entries: ConfigEntries;
  readonly children: ReadonlyMap<string, DirectoryConfig>;
}

/** What a directory config is read against. */
export interface DirectoryConfigContext {
  readonly kind: ConfigKind;
  /** The key in crm_project.yml, for messages. */
  readonly section: string;
  readonly errors: CrmError[];
}

/**
 * Reads one of the sections `models`, `seeds`, `data_tests`, `unit_tests`. A key is config when it
 * starts with `+`, or is a config key and not the name of a directory there; every other key has to
 * name a directory or file of `tree`.
 */
export function readDirectoryConfig(
  map: YamlMap,
  tree: DirectoryTree,
  context: DirectoryConfigContext,
  path: readonly string[] = [],
): DirectoryConfig {
  const config = new Map<string, YamlEntry>();
  const children = new Map<string, DirectoryConfig>();
  for (const [key, entry] of map.entries) {
    const child = tree.children.get(key);
    if (key.startsWith('+') || (child === undefined && isConfig(context.kind, key))) {
      addConfig(config, key, entry, context.errors);
    } else if (child === undefined) {
      context.errors.push(unknownDirectory(key, entry, tree, context, path));
    } else if (entry.value.kind !== 'map') {
      const message = `'${key}' is a directory or file here and takes a map of config`;
      const hint = isConfig(context.kind, key)
        ? `for the config of that name write '+${key}'`
        : undefined;
      const { location } = entry.value;
      context.errors.push(new CrmError('wrong-type', { reason: message, hint }, { location }));
    } else {
      children.set(key, readDirectoryConfig(entry.value, child, context, [...path, key]));
    }
  }
  const checked: YamlMap = { kind: 'map', entries: config, location: map.location };
  context.errors.push(...checkConfigMap(context.kind, checked));
  return { entries: toEntries(config), children };
}

/** The entries for `fqn`, the nearest directory last. */
export function lookUpDirectoryConfig(
  config: DirectoryConfig | undefined,
  fqn: readonly string[],
): readonly ConfigEntries[] {
  if (config === undefined) return [];
  const found = config.entries.size > 0 ? [config.entries] : [];
  const [next, ...rest] = fqn;
  if (next === undefined) return found;
  return [...found, ...lookUpDirectoryConfig(config.children.get(next), rest)];
}

function isConfig(kind: ConfigKind, key: string): boolean {
  return configKeys(kind).includes(key) || isUnsupportedConfig(kind, key);
}

function addConfig(
  config: Map<string, YamlEntry>,
  key: string,
  entry: YamlEntry,
  errors: CrmError[],
): void {
  const name = key.replace(/^\+/, '');
  if (config.has(name)) {
    const message = `'${name}' is set twice, with and without '+'`;
    errors.push(
      new CrmError('duplicate-name', { name, reason: message }, { location: entry.keyLocation }),
    );
  } else {
    config.set(name, entry);
  }
}

function unknownDirectory(
  key: string,
  { keyLocation: location, value }: YamlEntry,
  tree: DirectoryTree,
  { kind, section }: DirectoryConfigContext,
  path: readonly string[],
): CrmError {
  const names = [...tree.children.keys()];
  const where = [section, ...path].join('.');
  const [project] = names;
  if (path.length === 0 && project !== undefined && tree.children.get(project)?.children.has(key)) {
    const message = `'${key}' is directly under '${section}', not under the project's name`;
    const hint = `write ${section}: {${project}: {${key}: …}}`;
    return new CrmError('unknown-key', { key, reason: message, hint }, { location });
  }
  // A map most likely means a directory, anything else a config key.
  const known = value.kind === 'map' ? names : configKeys(kind);
  const meant = nearest(key, known) ?? nearest(key, [...names, ...configKeys(kind)]);
  const message = `'${where}' has neither a directory nor a config key '${key}'`;
  const hint =
    meant === undefined
      ? nearestHint(key, names, 'the directories and files are')
      : `did you mean '${meant}'?`;
  return new CrmError('unknown-key', { key, reason: message, hint }, { location });
}

function toEntries(config: ReadonlyMap<string, YamlEntry>): ConfigEntries {
  const entries = [...config].map(([key, { value }]): [string, Located<Json>] => [
    key,
    { value: toJson(value), location: value.location },
  ]);
  return new Map(entries);
}

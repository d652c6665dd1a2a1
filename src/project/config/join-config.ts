import { CrmError } from '../../base/errors/crm-error.ts';
import type { ConfigEntries } from '../project.ts';
import type { YamlEntry, YamlMap } from '../yaml/yaml-value.ts';
import { configEntries } from './check-config.ts';
import { mergeConfig } from './merge-config.ts';

const additive = new Set(['tags', 'meta']);

/**
 * The config of a thing: what is under `config`, and the keys that dbt also takes next to it.
 * Tags and meta of both places add up; any other key in both places is an error.
 */
export function joinConfig(
  beside: ReadonlyMap<string, YamlEntry>,
  config: YamlMap | undefined,
  errors: CrmError[],
): ConfigEntries {
  for (const [key, { keyLocation: location }] of beside) {
    if (additive.has(key) || !config?.entries.has(key)) continue;
    const message = `'${key}' is set twice: here and under 'config'`;
    errors.push(new CrmError('duplicate-name', { name: key, reason: message }, { location }));
  }
  const layers = [entriesOf(beside), config === undefined ? new Map() : configEntries(config)];
  return mergeConfig(layers);
}

function entriesOf(entries: ReadonlyMap<string, YamlEntry>): ConfigEntries {
  const location = { file: '', line: 1, column: 1 };
  return configEntries({ kind: 'map', entries, location });
}

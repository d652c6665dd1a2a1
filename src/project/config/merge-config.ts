import type { Located } from '../../base/errors/source-location.ts';
import type { Json } from '../../base/text/json.ts';
import type { ConfigEntries } from '../project.ts';
import { isJsonList } from '../yaml/yaml-value.ts';

/**
 * Puts layers of config together, the weakest first: directory config (as `Project.directoryConfig` gives
 * it), property YAML, `{{ config() }}`. As in dbt, tags add up, meta and docs are merged key by key,
 * and any other key is the last one set. Render Jinja before merging: a template is merged as text.
 */
export function mergeConfig(layers: readonly ConfigEntries[]): ConfigEntries {
  const merged = new Map<string, Located<Json>>();
  for (const layer of layers) {
    for (const [key, entry] of layer) {
      const before = merged.get(key);
      const value =
        before === undefined ? alone(key, entry.value) : combine(key, before.value, entry.value);
      merged.set(key, { value, location: entry.location });
    }
  }
  return merged;
}

function alone(key: string, value: Json): Json {
  return key === 'tags' ? combineTags([], value) : value;
}

function combine(key: string, before: Json, value: Json): Json {
  if (key === 'tags') return combineTags(toList(before), value);
  if (key !== 'meta' && key !== 'docs') return value;
  return isMap(before) && isMap(value) ? { ...before, ...value } : value;
}

function combineTags(before: readonly Json[], value: Json): readonly Json[] {
  return [...new Set([...before, ...toList(value)])];
}

function toList(value: Json): readonly Json[] {
  return isJsonList(value) ? value : [value];
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !isJsonList(value);
}

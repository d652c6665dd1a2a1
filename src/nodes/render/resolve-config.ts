import { collectError } from '../../base/errors/known-errors.ts';
import type { Json, JsonObject } from '../../base/text/json.ts';
import { checkConfig } from '../../project/config/check-config.ts';
import type { ConfigKind } from '../../project/config/config-tables.ts';
import { mergeConfig } from '../../project/config/merge-config.ts';
import type { ConfigEntries } from '../../project/project.ts';
import { type BuildState, plainContext } from '../build/build-state.ts';
import { renderConfig } from './render-yaml.ts';

/** Layers of config with their Jinja rendered; errors are collected, a broken layer left out. */
export function renderLayers(
  state: BuildState,
  kind: ConfigKind,
  layers: readonly ConfigEntries[],
): readonly ConfigEntries[] {
  const context = plainContext(state);
  return layers.map(layer => {
    const rendered = collectError(state.errors, () => renderConfig(layer, context)) ?? new Map();
    // What was plain was checked as it was read; what Jinja gave is new.
    const changed = [...rendered].filter(
      ([key, { value }]) => JSON.stringify(value) !== JSON.stringify(layer.get(key)?.value),
    );
    state.errors.push(...checkConfig(kind, new Map(changed)));
    return rendered;
  });
}

/** Layers of config as they were written, as plain data. */
export function unrendered(layers: readonly ConfigEntries[]): JsonObject {
  return Object.fromEntries([...mergeConfig(layers)].map(([key, { value }]) => [key, value]));
}

/** Merged config with typed access; a value of a wrong type was reported and counts as not set. */
export class Config {
  readonly entries: ConfigEntries;

  constructor(layers: readonly ConfigEntries[]) {
    this.entries = mergeConfig(layers);
  }

  get(key: string): Json | undefined {
    return this.entries.get(key)?.value;
  }

  text(key: string): string | undefined {
    const value = this.get(key);
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.get(key);
    return typeof value === 'boolean' ? value : fallback;
  }

  object(key: string): JsonObject {
    const value = this.get(key);
    return isObject(value) ? value : {};
  }

  tags(): readonly string[] {
    const value = this.get('tags');
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** All of it as plain data, `defaults` filling the gaps. */
  json(defaults: JsonObject): JsonObject {
    return {
      ...defaults,
      ...Object.fromEntries([...this.entries].map(([key, { value }]) => [key, value])),
    };
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

import type { SourceLocation } from '../../base/errors/source-location.ts';
import type { Json, JsonObject } from '../../base/text/json.ts';

/** What a YAML file says, aliases and merge keys resolved; everything knows where it is. */
export type YamlValue = YamlScalar | YamlList | YamlMap;

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | string;
  /** As written, without quotes: `1.0` of a number 1. */
  readonly source: string;
  readonly location: SourceLocation;
}

interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlValue[];
  readonly location: SourceLocation;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, YamlEntry>;
  readonly location: SourceLocation;
}

export interface YamlEntry {
  readonly keyLocation: SourceLocation;
  readonly value: YamlValue;
}

/** The plain data of a value. */
export function toJson(value: YamlValue): Json {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map(toJson);
  return toJsonObject(value);
}

/** The plain data of a map. */
export function toJsonObject(map: YamlMap): JsonObject {
  return Object.fromEntries([...map.entries].map(([key, entry]) => [key, toJson(entry.value)]));
}

/** Plain data as a YAML value, all of it at one place. */
export function yamlFromJson(value: JsonObject, location: SourceLocation): YamlMap;
export function yamlFromJson(value: Json, location: SourceLocation): YamlValue;
export function yamlFromJson(value: Json, location: SourceLocation): YamlValue {
  if (value === null || typeof value !== 'object') {
    return { kind: 'scalar', value, source: String(value), location };
  }
  if (isJsonList(value)) {
    return { kind: 'list', items: value.map(item => yamlFromJson(item, location)), location };
  }
  const entries = Object.entries(value).map(
    ([key, item]) => [key, { keyLocation: location, value: yamlFromJson(item, location) }] as const,
  );
  return { kind: 'map', entries: new Map(entries), location };
}

/** Array.isArray does not narrow readonly arrays. */
export function isJsonList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** True for text that holds a Jinja expression or statement. */
export function isTemplate(text: string): boolean {
  return /\{[{%#]/.test(text);
}

/** True for a null, and for a key without a value. */
export function isNullScalar(value: YamlValue): boolean {
  return value.kind === 'scalar' && value.value === null;
}

import { CrmError } from '../../base/errors/crm-error.ts';
import type { JsonObject } from '../../base/text/json.ts';
import { nearest, nearestHint } from '../../base/text/nearest.ts';
import { isTemplate, type YamlMap } from '../yaml/yaml-value.ts';
import { type Reading, type Shape, wrongType } from './shape.ts';

/** One key of an object. */
export interface Field<T, R extends boolean = boolean> {
  readonly shape: Shape<T>;
  readonly required: R;
}

/** A key that has to be there; without it the whole object is dropped. */
export function required<T>(shape: Shape<T>): Field<T, true> {
  return { shape, required: true };
}

/** A key that may be left out. */
export function optional<T>(shape: Shape<T>): Field<T, false> {
  return { shape, required: false };
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What reading an object of these fields gives. */
export type ObjectOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T, infer R>
    ? R extends true
      ? T
      : T | undefined
    : never;
};

/** An object's table: its keys, and what to say of keys that people try. */
export interface ObjectTable<F extends Fields> {
  /** As in "A model has no key …". */
  readonly noun: string;
  readonly fields: F;
  /** Keys of dbt that nothing here carries out, with a hint what to do instead, or ''. */
  readonly notSupported?: Readonly<Record<string, string>>;
  /** True for the top of a file, where keys that start with `x-` are the project's own. */
  readonly extensions?: boolean;
  /** Hints for keys that belong elsewhere, by key. */
  readonly elsewhere?: Readonly<Record<string, string>>;
}

/** Reports keys that the table does not have; gives those that were most likely meant. */
function checkKeys(
  map: YamlMap,
  table: ObjectTable<Fields>,
  { errors }: Reading,
): readonly (string | undefined)[] {
  const unknown = [...map.entries].filter(
    ([key]) =>
      !Object.hasOwn(table.fields, key) && !(table.extensions === true && /^x-./.test(key)),
  );
  for (const [key, { keyLocation }] of unknown) {
    errors.push(unknownKey(key, table).with({ location: keyLocation }));
  }
  return unknown.map(([key]) => nearest(key, Object.keys(table.fields)));
}

function unknownKey(key: string, table: ObjectTable<Fields>): CrmError {
  const { noun, fields, notSupported = {}, elsewhere = {} } = table;
  if (Object.hasOwn(notSupported, key)) {
    const hint = notSupported[key] === '' ? undefined : notSupported[key];
    const message = `${noun}: dbt's key '${key}' is not supported here`;
    return new CrmError('unknown-key', { key, reason: message, hint });
  }
  const known = Object.keys(fields);
  const hint = Object.hasOwn(elsewhere, key)
    ? elsewhere[key]
    : nearestHint(key, known, 'the keys are');
  return new CrmError('unknown-key', { key, reason: `${noun} has no key '${key}'`, hint });
}

/** Reports those of `keys` that the map lacks. */
export function checkRequired(
  map: YamlMap,
  noun: string,
  keys: readonly string[],
  { errors }: Reading,
): void {
  for (const key of keys) {
    if (map.entries.has(key)) continue;
    const message = `${noun} needs the key '${key}'`;
    errors.push(new CrmError('missing-key', { key, reason: message }, { location: map.location }));
  }
}

/** A map with known keys. Everything wrong with it is reported; undefined without a required key. */
export function object<F extends Fields>(table: ObjectTable<F>): Shape<ObjectOf<F>> {
  const fields = Object.entries(table.fields);
  const needed = fields.filter(([, field]) => field.required).map(([key]) => key);
  return {
    takes: 'a map',
    schema: objectSchema(table),
    read(value, what, reading) {
      if (value.kind !== 'map') return wrongType(value, what, 'a map', reading);
      const meant = checkKeys(value, table, reading);
      const missing = needed.filter(key => !meant.includes(key));
      checkRequired(value, table.noun, missing, reading);
      const read: Record<string, unknown> = {};
      let complete = true;
      for (const [key, field] of fields) {
        const entry = value.entries.get(key);
        if (entry !== undefined) {
          const { value: item } = entry;
          const later =
            reading.templates && item.kind === 'scalar' && typeof item.value === 'string';
          read[key] =
            later && isTemplate(String(item.value))
              ? item.value
              : field.shape.read(item, `'${key}'`, reading);
        }
        if (field.required && read[key] === undefined) complete = false;
      }
      // The loop above has put every key of F there, each read by its own shape.
      return complete ? (read as ObjectOf<F>) : undefined;
    },
  };
}

/** JSON Schema of an object; a key without a value is as good as one that is left out. */
function objectSchema({ fields, extensions = false }: ObjectTable<Fields>): JsonObject {
  const properties = Object.entries(fields).map(([key, { shape }]) => [key, shape.schema]);
  const required = Object.keys(fields).filter(key => fields[key]?.required === true);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
    ...(extensions ? { patternProperties: { '^x-.': {} } } : {}),
    additionalProperties: false,
  };
}

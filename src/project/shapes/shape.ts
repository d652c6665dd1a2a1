import { CrmError } from '../../base/errors/crm-error.ts';
import type { Located } from '../../base/errors/source-location.ts';
import type { JsonObject } from '../../base/text/json.ts';
import { nearest } from '../../base/text/nearest.ts';
import { isTemplate, toJsonObject, type YamlMap, type YamlValue } from '../yaml/yaml-value.ts';

/** Where a shape reports to, and how it reads. */
export interface Reading {
  readonly errors: CrmError[];
  /** True where text with Jinja may stand for a value of any type; it is checked once rendered. */
  readonly templates: boolean;
}

/** What a value has to look like. */
export interface Shape<T> {
  /** As in "takes …": `a list`, `true or false`. */
  readonly takes: string;
  /** The same as JSON Schema, for editors. */
  readonly schema: JsonObject;
  /** Reads a value, named `what` in errors such as `'columns'`; undefined when it does not fit. */
  read(value: YamlValue, what: string, reading: Reading): T | undefined;
}

/** What a value is, in words for a person. */
function describeValue(value: YamlValue): string {
  if (value.kind !== 'scalar') return value.kind === 'list' ? 'a list' : 'a map';
  if (value.value === null) return 'null';
  if (typeof value.value === 'string') return `the text '${shorten(value.value)}'`;
  return `${typeof value.value === 'number' ? 'the number ' : ''}${value.source}`;
}

function shorten(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 40 || line !== text ? `${line.slice(0, 40)}…` : text;
}

/** Reports a value of another type than `takes`. */
export function wrongType(
  value: YamlValue,
  what: string,
  takes: string,
  { errors }: Reading,
  hint?: string,
): undefined {
  const empty = value.kind === 'scalar' && value.value === null;
  const message = empty
    ? `${what} has no value; it takes ${takes}`
    : `${what} takes ${takes}, but is ${describeValue(value)}`;
  errors.push(new CrmError('wrong-type', { reason: message, hint }, { location: value.location }));
}

/** Reports a value that its key does not take. */
export function invalidValue(
  value: YamlValue,
  message: string,
  { errors }: Reading,
  hint?: string,
): undefined {
  errors.push(
    new CrmError('invalid-value', { reason: message, hint }, { location: value.location }),
  );
}

/** Text as written, never made out of a number or a boolean. */
export const text: Shape<string> = {
  takes: 'text',
  schema: { type: 'string' },
  read(value, what, reading) {
    if (value.kind === 'scalar') {
      if (typeof value.value === 'string') return value.value;
      if (value.value !== null) {
        return wrongType(value, what, 'text', reading, `put it in quotes: '${value.source}'`);
      }
    }
    return wrongType(value, what, 'text', reading);
  },
};

/** Text with something in it and no Jinja: a name that is needed before anything is rendered. */
export const plainText: Shape<string> = {
  takes: 'text',
  schema: { type: 'string', minLength: 1 },
  read(value, what, reading) {
    const read = text.read(value, what, reading);
    if (read === undefined) return undefined;
    if (read.trim() === '') return invalidValue(value, `${what} is an empty text`, reading);
    if (reading.templates || !isTemplate(read)) return read;
    const hint = 'write the text itself';
    const message = `${what} cannot hold Jinja`;
    const { location } = value;
    reading.errors.push(
      new CrmError('template-unsupported', { reason: message, hint }, { location }),
    );
    return undefined;
  },
};

/** Text or a number, as written: versions such as 1.0. */
export const textOrNumber: Shape<string> = {
  takes: 'text or a number',
  schema: { type: ['string', 'number'] },
  read(value, what, reading) {
    if (value.kind === 'scalar' && typeof value.value === 'string') return value.value;
    if (value.kind === 'scalar' && typeof value.value === 'number') return value.source;
    return wrongType(value, what, this.takes, reading);
  },
};

/** What YAML 1.1, and with it dbt, also read as booleans. */
const oldBooleans = /^(?:(yes|on|y|true)|no|off|n|false)$/i;

export const boolean: Shape<boolean> = {
  takes: 'true or false',
  schema: { type: 'boolean' },
  read(value, what, reading) {
    if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value;
    const word = value.kind === 'scalar' ? oldBooleans.exec(value.source) : null;
    const hint = word
      ? `write ${word[1] === undefined ? 'false' : 'true'}, without quotes`
      : undefined;
    return wrongType(value, what, this.takes, reading, hint);
  },
};

/** A number, whole or not. */
export const number: Shape<number> = {
  takes: 'a number',
  schema: { type: 'number' },
  read(value, what, reading) {
    if (value.kind === 'scalar' && typeof value.value === 'number') return value.value;
    return wrongType(value, what, this.takes, reading);
  },
};

/** A whole number that is not below `least`. */
export function wholeNumber(least: number): Shape<number> {
  const takes = `a whole number from ${least}`;
  return {
    takes,
    schema: { type: 'integer', minimum: least },
    read(value, what, reading) {
      if (value.kind !== 'scalar' || typeof value.value !== 'number') {
        return wrongType(value, what, takes, reading);
      }
      if (Number.isInteger(value.value) && value.value >= least) return value.value;
      return invalidValue(value, `${what} takes ${takes}, not ${value.source}`, reading);
    },
  };
}

/** Text, a number or a boolean. */
export const scalar: Shape<string | number | boolean> = {
  takes: 'text, a number, true or false',
  schema: { type: ['string', 'number', 'boolean'] },
  read(value, what, reading) {
    if (value.kind === 'scalar' && value.value !== null) return value.value;
    return wrongType(value, what, this.takes, reading);
  },
};

/** One of a few words. `notSupported` are words of dbt that nothing here carries out, with a hint. */
export function oneOf<const W extends string>(
  words: readonly W[],
  notSupported: Readonly<Record<string, string>> = {},
): Shape<W> {
  const takes = words.join(', ').replace(/, ([^,]*)$/, ' or $1');
  return {
    takes,
    schema: { enum: [...words] },
    read(value, what, reading) {
      const read = text.read(value, what, reading);
      if (read === undefined) return undefined;
      const word = words.find(candidate => candidate === read);
      if (word !== undefined) return word;
      if (Object.hasOwn(notSupported, read)) {
        const message = `${what} takes ${takes}; dbt's '${read}' is not supported here`;
        return invalidValue(value, message, reading, notSupported[read]);
      }
      const meant = nearest(read, words);
      const hint = meant === undefined ? undefined : `did you mean '${meant}'?`;
      return invalidValue(value, `${what} takes ${takes}, not '${read}'`, reading, hint);
    },
  };
}

/** A map as it is, for what is read in a second step. */
export const yamlMap: Shape<YamlMap> = {
  takes: 'a map',
  schema: { type: 'object' },
  read(value, what, reading) {
    return value.kind === 'map' ? value : wrongType(value, what, 'a map', reading);
  },
};

/** Any value as it is, for what is read in a second step. */
export const yamlValue: Shape<YamlValue> = {
  takes: 'anything',
  schema: {},
  read: value => value,
};

/** A map of any keys and values. */
export const jsonObject: Shape<JsonObject> = {
  takes: 'a map',
  schema: { type: 'object' },
  read(value, what, reading) {
    const map = yamlMap.read(value, what, reading);
    return map === undefined ? undefined : toJsonObject(map);
  },
};

/** The value together with its place. */
export function located<T>(shape: Shape<T>): Shape<Located<T>> {
  return {
    takes: shape.takes,
    schema: shape.schema,
    read(value, what, reading) {
      const read = shape.read(value, what, reading);
      return read === undefined ? undefined : { value: read, location: value.location };
    },
  };
}

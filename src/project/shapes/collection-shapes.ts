import { type Shape, wrongType } from './shape.ts';

/** A list; entries that do not fit are reported and left out. */
export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return {
    takes: 'a list',
    schema: { type: 'array', items: shape.schema },
    read(value, what, reading) {
      if (value.kind !== 'list') {
        const one = value.kind === 'scalar' && value.value !== null;
        const hint = one ? `write [${value.source}], or one entry a line after '- '` : undefined;
        return wrongType(value, what, 'a list', reading, hint);
      }
      return value.items
        .map(item => shape.read(item, `an entry of ${what}`, reading))
        .filter(item => item !== undefined);
    },
  };
}

/** A list, or one value that stands for a list of one. */
export function oneOrMany<T>(shape: Shape<T>): Shape<readonly T[]> {
  const many = listOf(shape);
  return {
    takes: `${shape.takes} or a list`,
    schema: { anyOf: [shape.schema, many.schema] },
    read(value, what, reading) {
      if (value.kind === 'list') return many.read(value, what, reading);
      if (value.kind === 'map') return wrongType(value, what, this.takes, reading);
      const one = shape.read(value, what, reading);
      return one === undefined ? undefined : [one];
    },
  };
}

/** A map of any keys to values of one shape. */
export function mapOf<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return {
    takes: 'a map',
    schema: { type: 'object', additionalProperties: shape.schema },
    read(value, what, reading) {
      if (value.kind !== 'map') return wrongType(value, what, 'a map', reading);
      const read: [string, T][] = [];
      for (const [key, entry] of value.entries) {
        const item = shape.read(entry.value, `'${key}' of ${what}`, reading);
        if (item !== undefined) read.push([key, item]);
      }
      return Object.fromEntries(read);
    },
  };
}

import { description } from '../properties/property-fields.ts';
import { listOf } from '../shapes/collection-shapes.ts';
import { object, optional, required } from '../shapes/object-shape.ts';
import {
  boolean,
  invalidValue,
  located,
  number,
  oneOf,
  plainText,
  type Reading,
  type Shape,
  text,
  yamlValue,
} from '../shapes/shape.ts';
import { isNullScalar, toJson, type YamlMap } from '../yaml/yaml-value.ts';
import { checkParameterValue } from './check-parameter-value.ts';
import { type Parameter, parameterTypes } from './parameter.ts';

const parameterObject = object({
  noun: 'a parameter',
  fields: {
    name: required(located(plainText)),
    type: required(oneOf(parameterTypes)),
    default: required(yamlValue),
    nullable: optional(boolean),
    min: optional(number),
    max: optional(number),
    above: optional(number),
    below: optional(number),
    choices: optional(listOf(text)),
    unit: optional(text),
    description: required(description),
  },
});

/** An entry of `parameters`: a var with its type, default, range, unit and what it does. */
export const parameterProperties: Shape<Parameter> = {
  takes: 'a map',
  schema: parameterObject.schema,
  read(value, what, reading) {
    const read = parameterObject.read(value, what, reading);
    if (read === undefined || value.kind !== 'map') return undefined;
    const { name, type, min, max, above, below, choices, unit } = read;
    const parameter: Parameter = {
      ...{ name, type, min, max, above, below, choices, unit },
      default: toJson(read.default),
      nullable: read.nullable ?? isNullScalar(read.default),
      description: read.description,
    };
    checkBounds(parameter, value, reading);
    checkParameterValue(parameter, read.default, reading);
    return parameter;
  },
};

const numeric: ReadonlySet<string> = new Set(['integer', 'number']);
const ofStrings: ReadonlySet<string> = new Set(['string', 'strings']);

/** Bounds are for numbers, choices for strings. */
function checkBounds({ type }: Parameter, { entries }: YamlMap, reading: Reading): void {
  for (const key of ['min', 'max', 'above', 'below', 'choices']) {
    const entry = entries.get(key);
    const fits = key === 'choices' ? ofStrings : numeric;
    if (entry === undefined || fits.has(type)) continue;
    const message = `'${key}' is for parameters of the types ${[...fits].join(' and ')}, not ${type}`;
    invalidValue(entry.value, message, reading);
  }
}

import type { JsonObject } from '../../base/text/json.ts';
import type { Fields, ObjectTable } from '../shapes/object-shape.ts';
import { object } from '../shapes/object-shape.ts';
import type { ConfigKind } from './config-tables.ts';
import { configTables } from './config-tables.ts';

/** A text with Jinja, which may stand for a value of any type. */
const template: JsonObject = { type: 'string', pattern: '\\{[{%]' };

/** JSON Schema of the config of a kind of node, as YAML files write it. */
export function configSchema(kind: ConfigKind): JsonObject {
  const { schema } = object(configTables[kind] as ObjectTable<Fields>);
  const properties = Object.entries(schema.properties as JsonObject).map(([key, each]) => [
    key,
    { anyOf: [each, template] },
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

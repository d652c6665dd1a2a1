import type { JsonObject } from '../base/text/json.ts';
import { parameterProperties } from './parameters/parameter-properties.ts';
import { propertyFile } from './properties/read-properties.ts';
import { projectObject } from './settings/project-file.ts';
import { listOf } from './shapes/collection-shapes.ts';
import { object, optional } from './shapes/object-shape.ts';
import { yamlValue } from './shapes/shape.ts';

const draft = 'https://json-schema.org/draft/2020-12/schema';

const parameterFile = object({
  noun: 'a parameter file',
  fields: { version: optional(yamlValue), parameters: optional(listOf(parameterProperties)) },
});

/** JSON Schemas of the YAML files of a project, by file name; they come from what reads the files. */
export const jsonSchemas: Readonly<Record<string, JsonObject>> = {
  'project.schema.json': titled('crm_project.yml', projectObject.schema),
  'properties.schema.json': titled(
    'A property file of crm-run',
    propertyFile({ paths: [], read: () => '' }).schema,
  ),
  'parameters.schema.json': titled('A parameter file of crm-run', parameterFile.schema),
};

function titled(title: string, schema: JsonObject): JsonObject {
  return { $schema: draft, title, ...schema };
}

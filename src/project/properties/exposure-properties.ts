import type { ExposureProperties } from '../project.ts';
import { listOf } from '../shapes/collection-shapes.ts';
import { object, optional, required } from '../shapes/object-shape.ts';
import { located, oneOf, plainText, type Shape, text } from '../shapes/shape.ts';
import { isJsonList } from '../yaml/yaml-value.ts';
import { configFields, description, readConfig } from './property-fields.ts';
import { owner, readOwner } from './read-owner.ts';

const { config, meta, tags } = configFields('exposure');

const exposureObject = object({
  noun: 'an exposure',
  fields: {
    name: required(located(plainText)),
    label: optional(text),
    type: required(oneOf(['dashboard', 'notebook', 'analysis', 'ml', 'application'])),
    maturity: optional(oneOf(['low', 'medium', 'high'])),
    url: optional(text),
    description: optional(description),
    depends_on: optional(listOf(located(text))),
    owner: required(owner),
    config,
    meta,
    tags,
  },
});

/** An entry of `exposures`: something outside of the project that reads it. */
export const exposureProperties: Shape<ExposureProperties> = {
  takes: 'a map',
  schema: exposureObject.schema,
  read(value, what, reading) {
    const read = exposureObject.read(value, what, reading);
    if (read === undefined || value.kind !== 'map') return undefined;
    const people = readOwner(value, read.owner, reading);
    const own = readConfig('exposure', value, ['meta', 'tags'], reading);
    const tags = own.get('tags')?.value ?? [];
    const meta = own.get('meta')?.value;
    return {
      name: read.name,
      label: read.label,
      type: read.type,
      description: read.description ?? '',
      url: read.url,
      maturity: read.maturity,
      owner: people,
      dependsOn: read.depends_on ?? [],
      meta: meta !== null && typeof meta === 'object' && !isJsonList(meta) ? meta : {},
      tags: isJsonList(tags) ? tags.filter(tag => typeof tag === 'string') : [],
    };
  },
};

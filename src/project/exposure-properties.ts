import { CrmError } from '../base/crm-error.ts';
import { object, optional, required } from './object-shape.ts';
import type { ExposureProperties } from './project.ts';
import { configFields, description, readConfig } from './property-fields.ts';
import { listOf, located, oneOf, oneOrMany, plainText, type Shape, text } from './shape.ts';
import { isJsonList, toJsonObject } from './yaml-value.ts';

const owner = object({
  noun: "'owner'",
  fields: { name: optional(plainText), email: optional(oneOrMany(plainText)) },
});

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
    config: configFields.config,
    meta: configFields.meta,
    tags: configFields.tags,
  },
});

/** An entry of `exposures`: something outside of the project that reads it. */
export const exposureProperties: Shape<ExposureProperties> = {
  takes: 'a map',
  read(value, what, reading) {
    const read = exposureObject.read(value, what, reading);
    if (read === undefined || value.kind !== 'map') return undefined;
    const people = value.entries.get('owner')?.value;
    if (read.owner.name === undefined && read.owner.email === undefined) {
      const { location } = people ?? value;
      const message = "'owner' needs the key 'name' or 'email'";
      reading.errors.push(new CrmError('missing-key', message, { location }));
    }
    const config = readConfig('exposure', value, ['meta', 'tags'], reading);
    const tags = config.get('tags')?.value ?? [];
    const meta = config.get('meta')?.value;
    return {
      name: read.name,
      label: read.label,
      type: read.type,
      description: read.description ?? '',
      url: read.url,
      maturity: read.maturity,
      owner: people?.kind === 'map' ? toJsonObject(people) : {},
      dependsOn: read.depends_on ?? [],
      meta: meta !== null && typeof meta === 'object' && !isJsonList(meta) ? meta : {},
      tags: isJsonList(tags) ? tags.filter(tag => typeof tag === 'string') : [],
    };
  },
};

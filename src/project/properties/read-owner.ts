import { CrmError } from '../../base/errors/crm-error.ts';
import type { JsonObject } from '../../base/text/json.ts';
import { oneOrMany } from '../shapes/collection-shapes.ts';
import { object, optional } from '../shapes/object-shape.ts';
import { plainText, type Reading } from '../shapes/shape.ts';
import { toJsonObject, type YamlMap } from '../yaml/yaml-value.ts';

/** The shape of an `owner`. */
export const owner = object({
  noun: "'owner'",
  fields: { name: optional(plainText), email: optional(oneOrMany(plainText)) },
});

/** The `owner` of an exposure or a group, as it is written; an error without a name and an e-mail. */
export function readOwner(
  entry: YamlMap,
  read: { readonly name?: unknown; readonly email?: unknown },
  { errors }: Reading,
): JsonObject {
  const people = entry.entries.get('owner')?.value;
  if (read.name === undefined && read.email === undefined) {
    const { location } = people ?? entry;
    const message = "'owner' needs the key 'name' or 'email'";
    errors.push(new CrmError('missing-key', { key: 'name', reason: message }, { location }));
  }
  return people?.kind === 'map' ? toJsonObject(people) : {};
}

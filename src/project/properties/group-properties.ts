import type { GroupProperties } from '../project.ts';
import { object, optional, required } from '../shapes/object-shape.ts';
import {
  invalidValue,
  located,
  plainText,
  type Reading,
  type Shape,
  yamlMap,
} from '../shapes/shape.ts';
import { toJsonObject, type YamlValue } from '../yaml/yaml-value.ts';
import { description } from './property-fields.ts';
import { owner, readOwner } from './read-owner.ts';

const groupObject = object({
  noun: 'a group',
  fields: {
    name: required(located(plainText)),
    description: optional(description),
    owner: required(owner),
    config: optional(
      object({ noun: 'the config of a group', fields: { meta: optional(yamlMap) } }),
    ),
  },
  elsewhere: {
    meta: 'write config: {meta: …}',
    on_failure: 'write config: {meta: {on_failure: withhold}}',
  },
});

/** An entry of `groups`: models, seeds and data tests that belong together, and who owns them. */
export const groupProperties: Shape<GroupProperties> = {
  takes: 'a map',
  schema: groupObject.schema,
  read(value, what, reading) {
    const read = groupObject.read(value, what, reading);
    if (read === undefined || value.kind !== 'map') return undefined;
    const people = readOwner(value, read.owner, reading);
    const meta = read.config?.meta;
    return {
      name: read.name,
      description: read.description ?? '',
      owner: people,
      meta: meta === undefined ? {} : toJsonObject(meta),
      withholds: readOnFailure(meta?.entries.get('on_failure')?.value, reading),
    };
  },
};

/** True for `on_failure: withhold`; anything else that is there is an error. */
function readOnFailure(value: YamlValue | undefined, reading: Reading): boolean {
  if (value === undefined) return false;
  if (value.kind === 'scalar' && value.value === 'withhold') return true;
  const message = "'on_failure' of a group takes withhold, and nothing else";
  const hint = 'without on_failure, a failure keeps the whole build from being published';
  invalidValue(value, message, reading, hint);
  return false;
}

import type { Connection } from '../../../engine/engine.ts';
import { isRelation, keyOf, objectKey } from '../../catalog-object.ts';
import type { FinishedBuild, OwnedObject } from '../../warehouse.ts';
import type { Claim } from './claim-file.ts';
import { listObjects } from './list-objects.ts';
import { objectsOf } from './marks.ts';
/**
 * What a finished build has made in the database in use, or retained of what it made before: all
 * that was not carried over for others. `facts` are those of the relations that the build knows.
 */
export async function listOwned(
  connection: Connection,
  project: string,
  { foreign, marks }: Claim,
  facts: FinishedBuild['facts'],
): Promise<readonly OwnedObject[]> {
  const carried = new Set(foreign.map(objectKey));
  const before = objectsOf(marks, project);
  const unknown = { uniqueId: undefined, fingerprint: undefined, origin: undefined };
  const objects = await listObjects(connection, '__next');
  return objects.flatMap(object => {
    const key = objectKey(object);
    if (carried.has(key)) return [];
    const found = isRelation(object) ? facts.get(keyOf(object)) : undefined;
    return [{ ...unknown, ...before.get(key), ...found, ...object, project }];
  });
}

import type { Connection } from '../../engine/engine.ts';
import { nodeFingerprint } from '../node-fingerprint.ts';
import type { NodeResult } from '../run-event.ts';
import type { RunOptions } from '../run-options.ts';
import { originOf } from '../source-origins.ts';
import { isRelation, listObjects, objectKey } from './catalog-objects.ts';
import { type Claim, keyOf, relationNodes } from './claim-file.ts';
import { type OwnedObject, objectsOf } from './marks.ts';

/**
 * What a finished build has made in the database in use, or kept of what it made before: all that
 * was not carried over for others.
 */
export async function listOwned(
  connection: Connection,
  { project, manifest, compiler }: Pick<RunOptions, 'project' | 'manifest' | 'compiler'>,
  claim: Claim,
  results: readonly NodeResult[],
): Promise<readonly OwnedObject[]> {
  const carried = new Set(claim.carried.map(objectKey));
  const before = objectsOf(claim.marks, project.name);
  const made = new Set(results.map(({ uniqueId }) => uniqueId));
  const nodes = relationNodes(manifest);
  const objects = await listObjects(connection, '__next');
  return objects.flatMap(object => {
    const key = objectKey(object);
    if (carried.has(key)) return [];
    const node = isRelation(object) ? nodes.get(keyOf(object)) : undefined;
    const kept = before.get(key);
    if (node === undefined || (!made.has(node.uniqueId) && kept !== undefined)) {
      const unknown = { uniqueId: undefined, fingerprint: undefined, origin: undefined };
      return [{ ...unknown, ...kept, ...object, project: project.name }];
    }
    return [
      {
        ...object,
        project: project.name,
        uniqueId: node.uniqueId,
        fingerprint: nodeFingerprint(node, compiler),
        origin: node.resourceType === 'source' ? originOf(project, node) : undefined,
      },
    ];
  });
}

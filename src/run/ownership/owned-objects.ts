import type { Connection } from '../../engine/engine.ts';
import { nodeFingerprint } from '../../plan/stale/node-fingerprint.ts';
import { markOutdated } from '../../plan/stale/stale-relations.ts';
import { originOf } from '../publish/source-origins.ts';
import type { NodeResult } from '../run-event.ts';
import type { RunOptions } from '../run-options.ts';
import { isRelation, listObjects, objectKey } from './catalog-objects.ts';
import { type Claim, keyOf, relationNodes } from './claim-file.ts';
import { type OwnedObject, objectsOf } from './marks.ts';

/** What is known of a build when it has run. */
interface FinishedBuild {
  readonly claim: Claim;
  readonly results: readonly NodeResult[];
  /** What it has kept that is older than what it was made of. */
  readonly behind: ReadonlySet<string>;
}

/**
 * What a finished build has made in the database in use, or kept of what it made before: all that
 * was not carried over for others.
 */
export async function listOwned(
  connection: Connection,
  { project, manifest, compiler }: Pick<RunOptions, 'project' | 'manifest' | 'compiler'>,
  { claim, results, behind }: FinishedBuild,
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
      const owned = { ...unknown, ...kept, ...object, project: project.name };
      return [behind.has(owned.uniqueId ?? '') ? withOutdated(owned) : owned];
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

/** Later builds cannot tell from code and parameters that this one is older than what it reads. */
function withOutdated(object: OwnedObject): OwnedObject {
  const { fingerprint } = object;
  return fingerprint === undefined ? object : { ...object, fingerprint: markOutdated(fingerprint) };
}

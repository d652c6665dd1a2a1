import type { OwnedObject } from '../../warehouse/warehouse.ts';
import type { PublishedFingerprints } from './stale-relations.ts';
/** Fingerprints of a project's relations that stand for nodes, by the unique id of these. */
export function fingerprintsOf(objects: readonly OwnedObject[]): PublishedFingerprints {
  return new Map(
    objects.flatMap(({ uniqueId, fingerprint }) =>
      uniqueId === undefined ? [] : [[uniqueId, fingerprint]],
    ),
  );
}

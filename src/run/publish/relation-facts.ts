import { relationNodes } from '../../graph/relation-nodes.ts';
import { nodeFingerprint } from '../../plan/stale/node-fingerprint.ts';
import { fingerprintsOf } from '../../plan/stale/published-fingerprints.ts';
import { findStale, markOutdated } from '../../plan/stale/stale-relations.ts';
import { keyOf } from '../../warehouse/catalog-object.ts';
import type { FinishedBuild, OwnedObject, PublishedState } from '../../warehouse/warehouse.ts';
import type { NodeResult } from '../run-event.ts';
import type { PlannedRun } from '../run-request.ts';
import { originOf } from './source-origins.ts';
/**
 * Facts about the relations of a finished build, by `relationKey`: for those it made, the current
 * code and origin; for those it retained although their inputs are newer, the mark of that.
 */
export function relationFacts(
  published: PublishedState,
  { manifest, compiler, project, plan }: PlannedRun,
  results: readonly NodeResult[],
): FinishedBuild['facts'] {
  const before = new Map(published.own.map(object => [keyOf(object), object]));
  const made = new Set(results.map(({ uniqueId }) => uniqueId));
  const chosen = new Set(plan.steps.map(({ uniqueId }) => uniqueId));
  const fingerprints = fingerprintsOf(published.own);
  const { behind } = findStale({ manifest, compiler, chosen, published: fingerprints });
  const facts = new Map<string, Facts>();
  for (const [key, node] of relationNodes(manifest)) {
    const { uniqueId } = node;
    const known = before.get(key);
    if (made.has(uniqueId) || known === undefined) {
      const origin = node.resourceType === 'source' ? originOf(project, node) : undefined;
      facts.set(key, { uniqueId, fingerprint: nodeFingerprint(node, compiler), origin });
    } else if (behind.has(uniqueId) && known.fingerprint !== undefined) {
      // Later builds cannot see from code and parameters that this one is older than what it reads.
      facts.set(key, { ...known, fingerprint: markOutdated(known.fingerprint) });
    }
  }
  return facts;
}

type Facts = Pick<OwnedObject, 'uniqueId' | 'fingerprint' | 'origin'>;

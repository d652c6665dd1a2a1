import type { CrmError } from '../../base/errors/crm-error.ts';
import type { Node } from '../../nodes/node.ts';
import { isRelationNode } from '../../nodes/relation-kind.ts';
import { inputsOf } from '../order/node-inputs.ts';
import {
  keptStaleWarning,
  type StaleRead,
  staleReadsError,
  staleTestsWarning,
} from './describe-stale.ts';
import { findStale, type PartialBuild, type StaleRelations } from './stale-relations.ts';

/** What a plan runs after it was seen what is out of date. */
export interface CheckedStale {
  readonly chosen: ReadonlySet<string>;
  readonly errors: readonly CrmError[];
  readonly warnings: readonly CrmError[];
}

/** What of a build is known where its tests are chosen. */
export interface StaleRequest extends PartialBuild {
  /** Tests that came along with what they read, and were not asked for by themselves. */
  readonly indirect: ReadonlySet<string>;
  /** True where these run whatever they read, for a person named the rule by which they come along. */
  readonly runsIndirect: boolean;
}

/**
 * Keeps a build of a part from mixing two states of the project: what it makes may not read what is
 * out of date, and a test that was not asked for by itself does not compare with that. What is retained
 * though it is out of date is named in one warning. Where nothing is made, tests run on what there
 * is, with a warning.
 */
export function checkStale(request: StaleRequest): CheckedStale {
  const { manifest, chosen, indirect, runsIndirect } = request;
  const { stale } = findStale(request);
  if (stale.size === 0) return { chosen, errors: [], warnings: [] };
  const nodes = [...chosen].flatMap(id => manifest.nodes.get(id) ?? []);
  const readsOf = (node: Node) => staleReads(request, stale, node);
  if (!nodes.some(isRelationNode)) {
    const inputs = new Set(nodes.flatMap(readsOf).map(({ read }) => read));
    const warning = staleTestsWarning(manifest, stale, [...inputs]);
    return { chosen, errors: [], warnings: warning === undefined ? [] : [warning] };
  }
  const alongside = nodes.filter(node => indirect.has(node.uniqueId) && readsOf(node).length > 0);
  const leftOut = runsIndirect ? [] : alongside;
  const rest = new Set(chosen);
  for (const { uniqueId } of leftOut) rest.delete(uniqueId);
  const reads = nodes.filter(node => !alongside.includes(node)).flatMap(readsOf);
  if (reads.length > 0) {
    return { chosen: rest, errors: [staleReadsError(manifest, stale, reads)], warnings: [] };
  }
  const warning = keptStaleWarning(manifest, stale, leftOut);
  return { chosen: rest, errors: [], warnings: warning === undefined ? [] : [warning] };
}

/** What a model or data test reads that is retained and out of date. */
function staleReads(
  { manifest }: Pick<PartialBuild, 'manifest'>,
  stale: StaleRelations,
  reader: Node,
): readonly StaleRead[] {
  if (reader.resourceType !== 'model' && reader.resourceType !== 'test') return [];
  return inputsOf(manifest, reader.uniqueId)
    .filter(({ uniqueId }) => stale.has(uniqueId))
    .map(read => ({ reader, read }));
}

import { relationKey } from '../../dialect/relation.ts';
import type { WithheldRelation } from '../../plan/stale/withheld-relation.ts';
import type { CatalogObject } from '../../run/ownership/catalog-objects.ts';
import { describeObjects } from '../../run/ownership/describe-objects.ts';

interface ClaimedObjects {
  readonly carried: readonly CatalogObject[];
  readonly gone: readonly CatalogObject[];
}

/** What becomes of what a published file holds, one sentence each; none where there is nothing to say. */
export function formatClaim(
  { carried, gone }: ClaimedObjects,
  when: 'next' | 'done',
  withheld: readonly WithheldRelation[] = [],
): readonly string[] {
  const left = new Set(withheld.map(({ relation }) => relationKey(relation)));
  const isLost = ({ kind, schema, table = '' }: CatalogObject) =>
    kind === 'index' && left.has(relationKey({ schema, identifier: table }));
  const lost = carried.filter(isLost);
  const kept = carried.filter(object => !isLost(object));
  const [carry, drop] = when === 'done' ? ['Carried', 'Dropped'] : ['Carries', 'Drops'];
  const lines: string[] = [];
  if (kept.length > 0) {
    lines.push(`${carry} over what others made: ${describeObjects(kept)}.`);
  }
  if (lost.length > 0) {
    lines.push(`Dropped with what is withheld, on which others made it: ${describeObjects(lost)}.`);
  }
  if (gone.length > 0) {
    lines.push(`${drop} what the project no longer has: ${describeObjects(gone)}.`);
  }
  return lines;
}

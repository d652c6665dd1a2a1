import { relationKey } from '../../dialect/names/relation.ts';
import type { CatalogObject } from '../../warehouse/catalog-object.ts';
import { describeObjects } from '../../warehouse/describe-objects.ts';
import type { WithheldRelation } from '../../warehouse/withheld-relation.ts';

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

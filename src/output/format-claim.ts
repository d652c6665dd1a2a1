import type { CatalogObject } from '../run/ownership/catalog-objects.ts';
import { describeObjects } from '../run/ownership/describe-objects.ts';

/** What becomes of what a published file holds, one sentence each; none where there is nothing to say. */
export function formatClaim(
  {
    carried,
    gone,
  }: { readonly carried: readonly CatalogObject[]; readonly gone: readonly CatalogObject[] },
  when: 'next' | 'done',
): readonly string[] {
  const [carry, drop] = when === 'done' ? ['Carried', 'Dropped'] : ['Carries', 'Drops'];
  const lines: string[] = [];
  if (carried.length > 0) {
    lines.push(`${carry} over what others made: ${describeObjects(carried)}.`);
  }
  if (gone.length > 0) {
    lines.push(`${drop} what the project no longer has: ${describeObjects(gone)}.`);
  }
  return lines;
}

import { formatRelation } from '../../dialect/names/relation.ts';
import type { WithheldRelation } from '../../warehouse/withheld-relation.ts';
import { formatNoun } from '../text/format-quantity.ts';

/** Relations that are named; more of them would bury the line. */
const mostNames = 5;

/** One line for each group that a build left out of the published file, without colours. */
export function formatWithheld(withheld: readonly WithheldRelation[]): readonly string[] {
  const groups = new Map<string, WithheldRelation[]>();
  for (const each of withheld) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  return [...groups].map(([group, relations]) => {
    const names = relations.slice(0, mostNames).map(({ relation }) => formatRelation(relation));
    const others = relations.length - names.length;
    const listed = others > 0 ? `${names.join(', ')} and ${others} more` : names.join(', ');
    const count = formatNoun(relations.length, 'relation');
    const reason = relations[0]?.failure ?? '';
    return `Withheld group '${group}', because ${reason}: ${count} left out (${listed}).`;
  });
}

import { formatLocation } from '../../base/errors/source-location.ts';
import type { Node } from '../../nodes/node.ts';
import type { NodeResult } from '../../run/run-event.ts';
import { formatNoun } from '../text/format-quantity.ts';
import { nodeKind, shownName } from './describe-node.ts';

/** A result whose details are shown, with what is said of others that failed in the same way. */
export interface ShownFailure {
  readonly result: NodeResult;
  readonly notes: readonly string[];
}

/** Up to so many results alike are shown one by one, where each has a place of its own. */
const shownOneByOne = 3;
const nodesNamed = 3;

/** Results that failed with the same errors together, as one with a note; the others as they are. */
export function groupFailures(
  results: readonly NodeResult[],
  nodes: ReadonlyMap<string, Node>,
): readonly ShownFailure[] {
  const byPlace = groupBy(results, result => keyOf(result, true));
  const byReason = groupBy(results, result => keyOf(result, false));
  const taken = new Set<NodeResult>();
  return results.flatMap(result => {
    if (taken.has(result)) return [];
    const alike = byReason.get(keyOf(result, false)) ?? [];
    const together =
      alike.length > shownOneByOne ? alike : (byPlace.get(keyOf(result, true)) ?? []);
    for (const one of together) taken.add(one);
    return [{ result, notes: noteOf(together.slice(1), nodes) }];
  });
}

/** What failed results have in common; a failed test has nothing in common with another. */
function keyOf({ uniqueId, errors }: NodeResult, withPlace: boolean): string {
  const parts = errors.map(({ code, message, location }) => {
    const place = withPlace && location !== undefined ? formatLocation(location) : '';
    return `${code} ${message} ${withPlace && location === undefined ? uniqueId : place}`;
  });
  const isVerdict = errors.some(({ code }) => code.endsWith('-test-failed'));
  return errors.length === 0 || isVerdict ? uniqueId : parts.join('\n');
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

function noteOf(others: readonly NodeResult[], nodes: ReadonlyMap<string, Node>): string[] {
  if (others.length === 0) return [];
  const names = others.slice(0, nodesNamed).map(({ uniqueId }) => {
    const node = nodes.get(uniqueId);
    return node === undefined ? uniqueId : `${nodeKind(node)} ${shownName(node)}`;
  });
  const more = others.length - names.length;
  const last = more > 0 ? ` and ${formatNoun(more, 'more node')}` : '';
  return [`the same in ${names.join(', ')}${last}`];
}

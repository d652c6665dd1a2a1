import type { NodeResult } from '../../run/run-event.ts';

/** Nodes that were skipped for one reason are listed as long as they are few. */
const listedAtMost = 3;

/** A skipped node and its place among the nodes of the run. */
export interface SkippedNode {
  readonly result: NodeResult;
  readonly index: number;
  readonly total: number;
}

/** What is reported of skipped nodes: one of them, or how many there are for a reason. */
export type SkippedLine =
  | { readonly kind: 'node'; readonly skipped: SkippedNode }
  | { readonly kind: 'group'; readonly count: number; readonly reason: string };

/** Skipped nodes, those of one reason together, in the order in which the reasons came up. */
export function groupSkipped(skipped: readonly SkippedNode[]): readonly SkippedLine[] {
  const groups = new Map<string, SkippedNode[]>();
  for (const each of skipped) {
    const reason = each.result.message ?? '';
    const group = groups.get(reason);
    if (group === undefined) groups.set(reason, [each]);
    else group.push(each);
  }
  return [...groups].flatMap(([reason, group]): SkippedLine[] =>
    group.length > listedAtMost
      ? [{ kind: 'group', count: group.length, reason: reason.replace(/^skipped /, '') }]
      : group.map(each => ({ kind: 'node', skipped: each })),
  );
}

import type { Dag } from './dag.ts';

/**
 * The cycles of a graph: for every group of ids that reach one another, the shortest one. Each is
 * given as a path against the edges, from an id to its parent and so on, that starts at its first id
 * in the alphabet and does not repeat it at the end. Empty if and only if the graph is acyclic.
 */
export function findCycles<Id extends string>(dag: Dag<Id>): readonly (readonly Id[])[] {
  const cycles: (readonly Id[])[] = [];
  for (const component of cyclicComponents(dag)) {
    let shortest: readonly Id[] | undefined;
    for (const id of [...component].sort()) {
      const cycle = shortestCycleThrough(dag, component, id);
      if (cycle !== undefined && (shortest === undefined || cycle.length < shortest.length)) {
        shortest = cycle;
      }
    }
    if (shortest !== undefined) cycles.push(shortest);
  }
  return cycles.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

/** Strongly connected components that hold a cycle (Tarjan's algorithm without recursion). */
function cyclicComponents<Id extends string>(dag: Dag<Id>): readonly ReadonlySet<Id>[] {
  const indexes = new Map<Id, number>();
  const lowest = new Map<Id, number>();
  const open: Id[] = [];
  const isOpen = new Set<Id>();
  const components: ReadonlySet<Id>[] = [];
  const parentsOf = (id: Id) => dag.parents.get(id) ?? [];
  const lower = (id: Id, value: number) => lowest.set(id, Math.min(lowest.get(id) ?? value, value));

  for (const root of dag.parents.keys()) {
    if (indexes.has(root)) continue;
    const path = [{ id: root, next: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { id } = top;
      if (top.next === 0) {
        indexes.set(id, indexes.size);
        lower(id, indexes.size - 1);
        open.push(id);
        isOpen.add(id);
      }
      const parent = parentsOf(id)[top.next];
      top.next += 1;
      if (parent !== undefined) {
        if (!indexes.has(parent)) path.push({ id: parent, next: 0 });
        else if (isOpen.has(parent)) lower(id, indexes.get(parent) ?? 0);
        continue;
      }
      path.pop();
      const caller = path.at(-1);
      if (caller !== undefined) lower(caller.id, lowest.get(id) ?? 0);
      if (lowest.get(id) !== indexes.get(id)) continue;
      const component = new Set(open.splice(open.lastIndexOf(id)));
      for (const member of component) isOpen.delete(member);
      if (component.size > 1 || parentsOf(id).includes(id)) components.push(component);
    }
  }
  return components;
}

function shortestCycleThrough<Id extends string>(
  dag: Dag<Id>,
  within: ReadonlySet<Id>,
  start: Id,
): readonly Id[] | undefined {
  const cameFrom = new Map<Id, Id>();
  const queue: Id[] = [start];
  for (const id of queue) {
    for (const parent of dag.parents.get(id) ?? []) {
      if (parent === start) return pathTo(id, start, cameFrom);
      if (!within.has(parent) || cameFrom.has(parent)) continue;
      cameFrom.set(parent, id);
      queue.push(parent);
    }
  }
  return undefined;
}

function pathTo<Id extends string>(
  end: Id,
  start: Id,
  cameFrom: ReadonlyMap<Id, Id>,
): readonly Id[] {
  const path = [end];
  for (let id = end; id !== start; ) {
    id = cameFrom.get(id) as Id;
    path.push(id);
  }
  return path.reverse();
}

/** A directed graph over ids; acyclic unless findCycles says otherwise. */
export interface Dag<Id extends string = string> {
  /** Direct parents and children of every id, each sorted and without doubles. */
  readonly parents: ReadonlyMap<Id, readonly Id[]>;
  readonly children: ReadonlyMap<Id, readonly Id[]>;
}

/** Builds a graph; parents that are not among the ids are left out. */
export function createDag<Id extends string>(
  ids: Iterable<Id>,
  parentsOf: (id: Id) => Iterable<Id>,
): Dag<Id> {
  const sorted = [...new Set(ids)].sort();
  const known = new Set(sorted);
  const parents = new Map<Id, Id[]>();
  const children = new Map<Id, Id[]>(sorted.map(id => [id, []]));
  for (const id of sorted) {
    const own = [...new Set(parentsOf(id))].filter(parent => known.has(parent)).sort();
    parents.set(id, own);
    for (const parent of own) children.get(parent)?.push(id);
  }
  return { parents, children };
}

/**
 * Ids in an order in which every parent comes before its children; among those that are ready, the
 * first in the alphabet goes first, so that the order depends on nothing but the graph. Ids on or
 * below a cycle have no such order and come last, in alphabetical order.
 */
export function topologicalOrder<Id extends string>(dag: Dag<Id>): readonly Id[] {
  const waitingFor = new Map<Id, number>();
  const ready: Id[] = [];
  for (const [id, parents] of dag.parents) {
    waitingFor.set(id, parents.length);
    if (parents.length === 0) ready.push(id);
  }
  ready.sort();
  const order: Id[] = [];
  for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
    order.push(next);
    waitingFor.delete(next);
    for (const child of dag.children.get(next) ?? []) {
      const left = (waitingFor.get(child) ?? 0) - 1;
      waitingFor.set(child, left);
      if (left === 0) insertSorted(ready, child);
    }
  }
  return [...order, ...[...waitingFor.keys()].sort()];
}

function insertSorted<Id extends string>(sorted: Id[], id: Id): void {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as Id) < id) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, id);
}

/** Everything above the ids, at most `depth` edges away; the ids themselves only where on a cycle. */
export function ancestors<Id extends string>(
  dag: Dag<Id>,
  from: Iterable<Id>,
  depth = Number.POSITIVE_INFINITY,
): ReadonlySet<Id> {
  return reach(dag.parents, from, { depth });
}

/** Everything below the ids, at most `depth` edges away. */
export function descendants<Id extends string>(
  dag: Dag<Id>,
  from: Iterable<Id>,
  depth = Number.POSITIVE_INFINITY,
): ReadonlySet<Id> {
  return reach(dag.children, from, { depth });
}

/** How far `reach` goes. */
interface ReachOptions<Id extends string> {
  readonly depth?: number;
  readonly through?: (id: Id) => boolean;
}

/**
 * Everything that edges lead to from the ids, nearest first: at most `depth` edges away, and over no
 * other ids than those for which `through` holds, besides the first ones.
 */
export function reach<Id extends string>(
  edges: ReadonlyMap<Id, readonly Id[]>,
  from: Iterable<Id>,
  { depth = Number.POSITIVE_INFINITY, through = () => true }: ReachOptions<Id> = {},
): ReadonlySet<Id> {
  const reached = new Set<Id>();
  let frontier: Iterable<Id> = from;
  for (let distance = 1; distance <= depth; distance += 1) {
    const next: Id[] = [];
    for (const id of frontier) {
      for (const neighbour of edges.get(id) ?? []) {
        if (reached.has(neighbour)) continue;
        reached.add(neighbour);
        if (through(neighbour)) next.push(neighbour);
      }
    }
    if (next.length === 0) break;
    frontier = next;
  }
  return reached;
}

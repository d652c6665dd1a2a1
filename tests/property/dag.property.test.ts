import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ancestors, createDag, descendants, topologicalOrder } from '../../src/graph/dag.ts';
import { findCycles } from '../../src/graph/find-cycles.ts';
import { randomEdges } from '../support/random-dag.ts';

function dagOf(edges: ReadonlyMap<string, readonly string[]>) {
  return createDag(edges.keys(), id => edges.get(id) ?? []);
}

/** Whether `to` can be reached from `from`, by plain recursion. */
function reaches(
  edges: ReadonlyMap<string, readonly string[]>,
  from: string,
  to: string,
  steps: number,
): boolean {
  if (steps === 0) return false;
  return (edges.get(from) ?? []).some(next => next === to || reaches(edges, next, to, steps - 1));
}

test('every parent comes before its children, and every id once', () => {
  fc.assert(
    fc.property(randomEdges('acyclic'), edges => {
      const order = topologicalOrder(dagOf(edges));
      expect([...order].sort()).toEqual([...edges.keys()].sort());
      for (const [child, parents] of edges) {
        for (const parent of parents) {
          expect(order.indexOf(parent)).toBeLessThan(order.indexOf(child));
        }
      }
    }),
  );
});

test('the order depends on the graph alone', () => {
  fc.assert(
    fc.property(randomEdges('any'), edges => {
      const turned = new Map([...edges].reverse().map(([id, up]) => [id, [...up].reverse()]));
      expect(topologicalOrder(dagOf(turned))).toEqual(topologicalOrder(dagOf(edges)));
    }),
  );
});

test('a cycle is found if and only if there is one, and it is a shortest one', () => {
  fc.assert(
    fc.property(randomEdges('any'), edges => {
      const cycles = findCycles(dagOf(edges));
      const cyclic = [...edges.keys()].filter(
        id => reaches(edges, id, id, 5) || longReach(edges, id),
      );
      expect(cycles.length > 0).toBe(cyclic.length > 0);
      for (const cycle of cycles) {
        expect(new Set(cycle).size).toBe(cycle.length);
        cycle.forEach((id, index) => {
          expect(edges.get(id)).toContain(cycle[(index + 1) % cycle.length]);
        });
        for (let length = 1; length < cycle.length && length <= 5; length += 1) {
          for (const id of cycle) expect(reaches(edges, id, id, length)).toBe(false);
        }
      }
    }),
  );
});

/** Reachability of an id from itself by a closure, for cycles that recursion would take long for. */
function longReach(edges: ReadonlyMap<string, readonly string[]>, id: string): boolean {
  const seen = new Set<string>();
  const queue = [...(edges.get(id) ?? [])];
  for (const next of queue) {
    if (seen.has(next)) continue;
    seen.add(next);
    queue.push(...(edges.get(next) ?? []));
  }
  return seen.has(id);
}

test('ancestors and descendants are each other turned around, and grow with the depth', () => {
  fc.assert(
    fc.property(randomEdges('acyclic'), fc.integer({ min: 0, max: 6 }), (edges, depth) => {
      const dag = dagOf(edges);
      for (const one of edges.keys()) {
        for (const other of edges.keys()) {
          const isAbove = ancestors(dag, [one], depth).has(other);
          expect(isAbove).toBe(descendants(dag, [other], depth).has(one));
          expect(isAbove).toBe(reaches(edges, one, other, depth));
        }
      }
    }),
    { numRuns: 50 },
  );
});

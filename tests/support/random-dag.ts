import fc from 'fast-check';

/** Edges of a random graph over n0…n9: child to parents; acyclic ones only point to smaller numbers. */
export function randomEdges(kind: 'acyclic' | 'any'): fc.Arbitrary<ReadonlyMap<string, string[]>> {
  return fc.integer({ min: 1, max: 10 }).chain(count =>
    fc
      .array(fc.tuple(fc.nat({ max: count - 1 }), fc.nat({ max: count - 1 })), { maxLength: 20 })
      .map(pairs => {
        const edges = new Map<string, string[]>();
        for (let index = 0; index < count; index += 1) edges.set(name(index, count), []);
        for (const [one, other] of pairs) {
          if (kind === 'any') edges.get(name(one, count))?.push(name(other, count));
          else if (one !== other) {
            edges.get(name(Math.max(one, other), count))?.push(name(Math.min(one, other), count));
          }
        }
        return edges;
      }),
  );
}

// Numbers are turned around so that the alphabet is not a topological order by accident.
function name(index: number, count: number): string {
  return `n${(index * 7 + 3) % 11}_${count}`;
}

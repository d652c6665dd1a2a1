import { expect, test } from 'vitest';
import { createDag, topologicalOrder } from '../../../src/graph/dag.ts';

function order(edges: Readonly<Record<string, readonly string[]>>) {
  return topologicalOrder(createDag(Object.keys(edges), id => edges[id] ?? [])).join(' ');
}

test('of what is ready the first in the alphabet goes first, also when it became ready last', () => {
  expect(order({ d: [], c: [], a: ['c'], b: ['d'] })).toBe('c a d b');
});

test('what is on or below a cycle comes last', () => {
  expect(order({ a: ['b'], b: ['a'], c: ['b'], d: [] })).toBe('d a b c');
});

test('parents that are not in the graph are left out', () => {
  expect(createDag(['a'], () => ['b']).parents.get('a')).toEqual([]);
});

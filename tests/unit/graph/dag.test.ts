import { expect, test } from 'vitest';
import { createDag, reach, topologicalOrder } from '../../../src/graph/dag.ts';

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

test.each<[string, string, Parameters<typeof reach<string>>[2], string]>([
  ['everything', 'a', {}, 'b c d'],
  ['nothing of its own but on a cycle', 'e', {}, 'e'],
  ['at most so many edges away', 'a', { depth: 1 }, 'b c'],
  ['over those ids alone that it may go on from', 'a', { through: id => id !== 'b' }, 'b c'],
  ['from the first ids whatever those are', 'b', { through: () => false }, 'd'],
])('reach gives %s', (_, from, options, expected) => {
  const edges = new Map(Object.entries({ a: ['b', 'c'], b: ['d'], c: [], d: [], e: ['e'] }));
  expect([...reach(edges, [from], options)].join(' ')).toBe(expected);
});

import { describe, expect, it } from 'vitest';
import { changedNodes, type NodesState } from '../../../src/run/watch/changed-nodes.ts';

const children = new Map([
  ['a', ['b', 't']],
  ['b', ['c']],
  ['x', ['c']],
]);

const state = (fingerprints: Readonly<Record<string, string>>): NodesState => ({
  fingerprints: new Map(Object.entries(fingerprints)),
  children,
});

const before = state({ a: '1', b: '1', c: '1', t: '1', x: '1' });

describe('changedNodes', () => {
  const cases: readonly [string, Readonly<Record<string, string>>, object][] = [
    [
      'nothing, when nothing is another',
      { a: '1', b: '1', c: '1', t: '1', x: '1' },
      { changed: [], affected: [], removed: [] },
    ],
    [
      'a node with all that depends on it',
      { a: '2', b: '1', c: '1', t: '1', x: '1' },
      { changed: ['a'], affected: ['a', 'b', 'c', 't'], removed: [] },
    ],
    [
      'a test alone, which nothing depends on',
      { a: '1', b: '1', c: '1', t: '2', x: '1' },
      { changed: ['t'], affected: ['t'], removed: [] },
    ],
    [
      'a new node',
      { a: '1', b: '1', c: '1', t: '1', x: '1', n: '1' },
      { changed: ['n'], affected: ['n'], removed: [] },
    ],
    [
      'a node that is gone',
      { a: '1', b: '1', c: '1', t: '1' },
      { changed: [], affected: [], removed: ['x'] },
    ],
  ];
  it.each(cases)('gives %s', (_, fingerprints, expected) => {
    expect(changedNodes(before, state(fingerprints))).toEqual(expected);
  });

  it('gives everything when nothing was built yet', () => {
    const nothing = { fingerprints: new Map(), children: new Map() };
    expect(changedNodes(nothing, before).affected).toEqual(['a', 'b', 'c', 't', 'x']);
  });
});

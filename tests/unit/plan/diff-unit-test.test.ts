import { expect, test } from 'vitest';
import { diffUnitTest, formatUnitTestDiff } from '../../../src/plan/tests/diff-unit-test.ts';

type Rows = Parameters<typeof diffUnitTest>[1];

function diff(expected: Rows, actual: Rows) {
  const found = diffUnitTest(['id', 'n'], expected, actual);
  return found === undefined ? [] : formatUnitTestDiff(found).slice(1, -1);
}

test.each<readonly [string, Rows, Rows, readonly string[]]>([
  [
    'order does not matter',
    [
      ['a', 1],
      ['b', 2],
    ],
    [
      ['b', 2],
      ['a', 1],
    ],
    [],
  ],
  [
    'but how often does',
    [
      ['a', 1],
      ['a', 1],
    ],
    [['a', 1]],
    ['- a   1'],
  ],
  [
    'and more often than expected too',
    [['a', 1]],
    [
      ['a', 1],
      ['a', 1],
    ],
    ['+ a   1'],
  ],
  ['NULL is NULL and no text', [['a', null]], [['a', 'NULL']], ['- a   *NULL', '+ a   *NULL']],
  ['NaN is NaN', [['a', Number.NaN]], [['a', Number.NaN]], []],
  ['zero has no sign', [['a', 0]], [['a', -0]], []],
  [
    'rows are sorted by value',
    [
      ['x', 10],
      ['x', 9],
    ],
    [],
    ['- x   9', '- x   10'],
  ],
  [
    'the partner is the row that shares most',
    [['a', 1]],
    [
      ['b', 2],
      ['a', 3],
    ],
    ['- a   *1', '+ a   *3', '+ b   2'],
  ],
])('%s', (_, expected, actual, lines) => {
  expect(diff(expected, actual)).toEqual(lines);
});

import { describe, expect, it } from 'vitest';
import {
  blankFinalSemicolons,
  findStatements,
  findWord,
} from '../../../src/dialect/statements/sql-statements.ts';

/** A text, and its statements as they should be cut out of it. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ['', []],
  [' -- nothing;\n /* ; */ ; ', []],
  ['select 1', ['select 1']],
  [' select 1 ; -- two;\n select 2;;', ['select 1', 'select 2']],
  ["select ';', 'it''s;'", ["select ';', 'it''s;'"]],
  ["select e'a\\';' ; x", ["select e'a\\';'", 'x']],
  ['select ";" from "a"";"', ['select ";" from "a"";"']],
  ['select $$a;b$$, $x1$;$$;$x1$; y', ['select $$a;b$$, $x1$;$$;$x1$', 'y']],
  ['select a$x$ ; select $1, $x$ ; $x$', ['select a$x$', 'select $1, $x$ ; $x$']],
  ['select 1 /* a /* ; */ ; */ + 1', ['select 1 /* a /* ; */ ; */ + 1']],
  ["select 'open ; to the end", ["select 'open ; to the end"]],
  ['select ünï as "😀" ; \'b\'', ['select ünï as "😀"', "'b'"]],
];

describe('a text is cut into statements', () => {
  it.each(cases)('%j', (text, expected) => {
    expect(findStatements(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });
});

it('a statement is known by its first word, brackets and comments before it skipped', () => {
  const keywords = findStatements('/* a */ ((Select 1)); "select"; INSERT x').map(
    ({ keyword }) => keyword,
  );
  expect(keywords).toEqual(['select', '', 'insert']);
});

it.each([
  ['select 1 ; -- a;\n ;', 'select 1   -- a;\n  '],
  ["select ';';", "select ';' "],
  ['select 1; select 2;', 'select 1; select 2;'],
])('semicolons behind one statement become blanks, in %j', (text, expected) => {
  expect(blankFinalSemicolons(text)).toBe(expected);
});

it('a word is found as code alone', () => {
  const words = new Set(['pivot']);
  expect(findWord('select \'pivot\', pivots, "pivot" -- pivot\n, PIVOT', words)).toBe(43);
  expect(findWord('select 1', words)).toBeUndefined();
});

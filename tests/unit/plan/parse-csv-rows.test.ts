import { expect, test } from 'vitest';
import { parseCsvRows } from '../../../src/plan/tests/parse-csv-rows.ts';

const N = null;

test.each<[string, string, readonly (readonly (string | null)[])[]]>([
  ['values are trimmed', 'id,name\n 1 ,\tAda \n', [['1', 'Ada']]],
  ['an empty value is NULL, a quoted empty one is text', 'a,b\n,""\n', [[N, '']]],
  [
    'a delimiter at the end is followed by a NULL',
    'a,b\n1,\n2,',
    [
      ['1', N],
      ['2', N],
    ],
  ],
  ['quotes are doubled inside quotes', 'a\n"say ""hi"""\n', [['say "hi"']]],
  [
    'a quoted value keeps its spaces, commas and line ends',
    'a,b\n" x, ","l\nm"\n',
    [[' x, ', 'l\nm']],
  ],
  ['spaces stand around quotes', 'a,b\n "x" , "y"  \n', [['x', 'y']]],
  ['a quote inside a value is part of it', 'a,b\nx"y,5" nail\n', [['x"y', '5" nail']]],
  ['blank lines are left out', 'a\n\n1\n   \n2\n', [['1'], ['2']]],
  [
    'CRLF and CR end lines',
    'a,b\r\n1,2\r3,4',
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  ['text beyond ASCII is retained', 'a\nžluť €😀\n', [['žluť €😀']]],
  ['a header alone has no rows', 'a,b', []],
])('%s', (_, text, records) => {
  expect(parseCsvRows(text)).toMatchObject({ records, problem: undefined });
});

test.each<[string, string, string]>([
  [
    'a quote that is never closed',
    'a,b\n1,"x\n2,y\n',
    'row 1 has a quote that does not end before a comma',
  ],
  [
    'text behind a quote',
    'a,b\n1,2\n"x"y,3\n',
    'row 2 has a quote that does not end before a comma',
  ],
  ['a quote in the header', '"a"b\n1\n', 'row 1 has a quote that does not end before a comma'],
  ['a tab before a quote', 'a\n\t"x"\n', 'row 1 has a quote that does not begin its value'],
  ['a short row', 'a,b\n1,2\n3\n', 'row 2 has 1 values, the header has 2 columns'],
  ['a long row', 'a\n1,2\n', 'row 1 has 2 values, the header has 1 columns'],
])('%s is reported', (_, text, problem) => {
  expect(parseCsvRows(text).problem).toBe(problem);
});

test('an empty text has neither header nor rows', () => {
  expect(parseCsvRows('')).toEqual({ header: [], records: [], problem: undefined });
});

import { describe, expect, test } from 'vitest';
import { concatSql, locateSql, type MappedSql } from '../../../src/base/text/mapped-sql.ts';

const at = (line: number, column: number) => ({ file: 'models/a.sql', line, column });
const literal = (text: string, line: number, column: number): MappedSql => ({
  text,
  segments: [
    { offset: 0, length: text.length, location: at(line, column), literal: true, trace: [] },
  ],
});

describe('locateSql', () => {
  const sql = concatSql([
    'create table x as (\n',
    literal('select a,\n    b\nfrom ', 1, 1),
    {
      text: 'raw.customers',
      segments: [{ offset: 0, length: 13, location: at(3, 6), literal: false, trace: [] }],
    },
    literal('\nwhere c', 3, 30),
    '\n)',
  ]);

  test.each([
    ['the first character of a literal part', 'select', at(1, 1)],
    ['a character after line breaks of a literal part', 'b\n', at(2, 5)],
    ['any character of an expression’s output: where the expression stands', 'customers', at(3, 6)],
    ['a literal part that begins in the middle of a line', 'where', at(4, 1)],
    ['text before the first part: the first part', 'create', at(1, 1)],
    ['text after the last part: its end', '\n)', at(4, 8)],
  ])('finds %s', (_, text, expected) => {
    expect(locateSql(sql, sql.text.indexOf(text))?.location).toEqual(expected);
  });

  test('has no place for SQL that nobody wrote', () => {
    expect(locateSql({ text: 'checkpoint', segments: [] }, 3)).toBeUndefined();
  });
});

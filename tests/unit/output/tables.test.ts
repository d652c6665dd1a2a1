import { describe, expect, it } from 'vitest';
import { formatCount } from '../../../src/base/text/format-count.ts';
import type { QueryResult } from '../../../src/engine/engine.ts';
import { formatBytes, formatSeconds } from '../../../src/output/text/format-quantity.ts';
import { formatCsv, formatJsonRows } from '../../../src/output/text/format-rows.ts';
import { formatTable } from '../../../src/output/text/format-table.ts';
import { cutText, textWidth } from '../../../src/output/text/text-width.ts';

const result: QueryResult = {
  columns: [
    { name: 'customer_id', type: 'VARCHAR' },
    { name: 'm6', type: 'DECIMAL(18,6)' },
    { name: 'share', type: 'DOUBLE' },
    { name: 'note', type: 'VARCHAR' },
  ],
  rows: [
    ['0001', '12.500000', 0.1, 'a,"b"\nc'],
    ['日本', null, Number.POSITIVE_INFINITY, ''],
  ],
};

describe('a table', () => {
  it('aligns text left and numbers right, shows NULL apart from empty text and no control codes', () => {
    expect(formatTable(result)).toEqual([
      'customer_id         m6     share  note',
      '───────────  ─────────  ────────  ────────',
      '0001         12.500000       0.1  a,"b"\\nc',
      '日本              NULL  Infinity',
    ]);
  });

  it('leaves out columns that do not fit, and says which', () => {
    const lines = formatTable(result, { width: 24 });
    expect(lines).toEqual([
      'customer_id         m6',
      '───────────  ─────────',
      '0001         12.500000',
      '日本              NULL',
      '(2 more columns to the right: share, note)',
    ]);
  });

  it('cuts long text before it leaves a column out', () => {
    const long: QueryResult = {
      columns: [
        { name: 'a', type: 'VARCHAR' },
        { name: 'b', type: 'INTEGER' },
      ],
      rows: [['x'.repeat(100), 7]],
    };
    expect(formatTable(long, { width: 40 }).slice(2)).toEqual([
      `${'x'.repeat(31)}…  7`,
      '(long values are cut with …)',
    ]);
    expect(formatTable(long)[2]).toBe(`${'x'.repeat(100)}  7`);
  });

  it('has a header without rows', () => {
    expect(formatTable({ columns: result.columns.slice(0, 1), rows: [] })).toEqual([
      'customer_id',
      '───────────',
    ]);
  });
});

describe('rows for programs', () => {
  it('are CSV that tells NULL from empty text', () => {
    expect(formatCsv(result)).toBe(
      'customer_id,m6,share,note\n0001,12.500000,0.1,"a,""b""\nc"\n日本,,Infinity,""\n',
    );
  });

  it('are JSON, an object a line, in which nothing hides', () => {
    const { columns } = result;
    const rows = [
      ['"0001"', '12.500000', '0.1', '"a\u202e"'],
      ['"日本"', 'null', '"Infinity"', '""'],
    ];
    expect(formatJsonRows({ columns, rows })).toBe(
      '[\n  {"customer_id": "0001", "m6": 12.500000, "share": 0.1, "note": "a\\u202e"},\n' +
        '  {"customer_id": "日本", "m6": null, "share": "Infinity", "note": ""}\n]\n',
    );
    expect(formatJsonRows({ columns, rows: [] })).toBe('[]\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+49 170 1', "'+49 170 1"],
    ['-cmd', "'-cmd"],
    ['@sum(A1)', "'@sum(A1)"],
    ['\t=1', "'\t=1"],
    ['\r', '"\'\r"'],
    ['＝1', "'＝1"],
    ['-12.5', '-12.5'],
    ['+3', '+3'],
    ['a=b', 'a=b'],
    ['', '""'],
  ])('are CSV without formulas with --safe: %j', (text, field) => {
    const columns = [{ name: '=x', type: 'VARCHAR' }];
    expect(formatCsv({ columns, rows: [[text]] }, { safe: true })).toBe(`'=x\n${field}\n`);
    const numbers = [{ name: 'n', type: 'DECIMAL(18,2)' }];
    expect(formatCsv({ columns: numbers, rows: [['-1.50']] }, { safe: true })).toBe('n\n-1.50\n');
  });
});

describe('quantities', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1234567, '1,234,567'],
    [12345678901234567890n, '12,345,678,901,234,567,890'],
  ])('count %s as %s', (count, text) => expect(formatCount(count)).toBe(text));

  it.each([
    [0.004, '0.00 s'],
    [0.126, '0.13 s'],
    [3.24, '3.2 s'],
    [59.94, '59.9 s'],
    [59.96, '1 min 00 s'],
    [125, '2 min 05 s'],
    [3720, '1 h 02 min'],
  ])('take %s seconds as %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text));

  it.each([
    [512, '512 B'],
    [14_200_000, '14.2 MB'],
    [999_960, '1.0 MB'],
    [2_500_000_000, '2.5 GB'],
  ])('print %s bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('the width of text', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['\u001b[31mred\u001b[39m', 3],
  ])('of %j is %d', (text, width) => expect(textWidth(text)).toBe(width));

  it('is retained when text is cut', () => {
    expect(cutText('日本語', 4)).toBe('日…');
    expect(cutText('abc', 3)).toBe('abc');
  });
});

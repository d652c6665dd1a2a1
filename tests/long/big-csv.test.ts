import { expect, test } from 'vitest';
import { loadTable } from '../../src/load/load-table.ts';
import { LoadFixture } from '../integration/load-fixture.ts';

const fixture = LoadFixture.inThisFile();

/** Lines of about sixty bytes; a file of this many is read in several parts, by several threads. */
const lines = 800_000;

function linesOf(from: number, to: number, end: string): string {
  const parts: string[] = [];
  for (let k = from; k < to; k += 1) {
    parts.push(`${k},"some text, ""quoted"" and of no use ${k}",${k % 97}${end}`);
  }
  return parts.join('');
}

/** [what, line ends of the parts of a file, from the share of its lines at which each begins]. */
const files: readonly (readonly [string, readonly (readonly [share: number, end: string])[]])[] = [
  [
    'LF and CRLF in the last lines',
    [
      [0, '\n'],
      [0.999, '\r\n'],
    ],
  ],
  [
    'CRLF and LF in the last lines',
    [
      [0, '\r\n'],
      [0.999, '\n'],
    ],
  ],
  [
    'LF and CR in the middle',
    [
      [0, '\n'],
      [0.5, '\r'],
      [0.51, '\n'],
    ],
  ],
  [
    'CRLF and blank lines with LF in the middle',
    [
      [0, '\r\n'],
      [0.6, '\r\n\n'],
      [0.61, '\r\n'],
    ],
  ],
  ['CR alone', [[0, '\r']]],
];

test.each(files)('no row of a large file is lost or merged: %s', async (_, parts) => {
  const text = parts.map(([share, end], index) => {
    const to = parts[index + 1]?.[0] ?? 1;
    return linesOf(Math.round(share * lines), Math.round(to * lines), end);
  });
  await fixture.write('big.csv', `id,note,n${parts[0]?.[1]}${text.join('')}`);
  await loadTable(
    fixture.connection,
    fixture.source('big.csv', ['id bigint', 'note', 'n integer']),
  );
  const { rows } = await fixture.connection.query(
    `select count(*), sum(id), count(*) filter (where n = id % 97),
       count(*) filter (where note = 'some text, "quoted" and of no use ' || id)
     from raw.loaded`,
  );
  const all = BigInt(lines);
  expect(rows.map(row => row.map(String))).toEqual([
    [all, (all * (all - 1n)) / 2n, all, all].map(String),
  ]);
});

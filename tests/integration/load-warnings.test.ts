import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatLocation } from '../../src/base/errors/source-location.ts';
import { type LoadRequest, loadTable } from '../../src/load/load-table.ts';
import { LoadFixture } from './load-fixture.ts';

const fixture = LoadFixture.inThisFile();

async function warningsOf(request: LoadRequest): Promise<readonly string[]> {
  const { warnings } = await loadTable(fixture.connection, request);
  return warnings.map(({ code, message, location, hint }) => {
    const place = location === undefined ? '' : formatLocation(location);
    return `${code} ${place} ${message} → ${hint}`;
  });
}

const excel = 'is a number in scientific notation, as Excel leaves of a long identifier';
const lost = 'export the column as text; the digits that are gone are in the source alone';

/** [what, content of the file, warnings]; columns are id, n double, note. */
const odd: readonly (readonly [string, string, readonly string[]])[] = [
  ['nothing', 'id,n,note\nE+1,1.2E+10,C-1.2E+10\n', []],
  [
    'one identifier that Excel has cut',
    'id,n,note\n1.23457E+12,1,\n',
    [`suspect-value a.csv:2:1 column 'id': "1.23457E+12" ${excel} → ${lost}`],
  ],
  [
    'many of them, with a decimal comma',
    `id,n,note\n${'"4,05E+12",1,\n'.repeat(5)}`,
    [
      `suspect-value a.csv:2:1 column 'id': "4,05E+12" ${excel} ` +
        `(5 such values; also "4,05E+12" at 3:1, "4,05E+12" at 4:1, …) → ${lost}`,
    ],
  ],
  [
    'a header alone behind a byte order mark, without an end',
    '\ufeffid,n,note',
    [
      'file-cut-off a.csv:1:10 the last line has no line end: the file may be cut off → ' +
        'see whether it was written to its end',
    ],
  ],
  [
    'NUL bytes and a last line without an end',
    'id,n,note\n1,2,a\n1,2,b\0c\n2,3,\0',
    [
      `suspect-value a.csv:3:5 column 'note': "b\\u0000c" holds a NUL byte ` +
        `(2 such values; also "\\u0000" at 4:5) → the file may be damaged; export it again`,
      'file-cut-off a.csv:4:6 the last line has no line end: the file may be cut off → ' +
        'see whether it was written to its end',
    ],
  ],
];

test.each(odd)('a raw file with %s', async (_, content, warnings) => {
  await fixture.write('a.csv', content);
  expect(await warningsOf(fixture.source('a.csv', ['id', 'n double', 'note']))).toEqual(warnings);
});

test('bytes at the seam of two chunks are seen, and lines are counted over all of them', async () => {
  const lines = Math.floor((2 ** 20 - 7) / 16);
  await fixture.write('a.csv', `id\r\n${'123456789012345\n'.repeat(lines)}\n1.2E+12\r`);
  const [first] = await warningsOf(fixture.source('a.csv', ['id']));
  expect(first).toContain(`a.csv:${lines + 3}:1 column 'id': "1.2E+12"`);
});

describe('a Parquet file', () => {
  test('is looked through alike, with its rows', async () => {
    await fixture.connection.run(
      `copy (select case when i % 4 = 3 then '1.5E+10' else 'x' end as id from range(20) as t(i))
        to '${join(fixture.directory, 'a.parquet')}'`,
    );
    expect(await warningsOf(fixture.source('a.parquet', ['id']))).toEqual([
      `suspect-value sources.yml:10:9 row 4 of a.parquet, column 'id': "1.5E+10" ${excel} ` +
        `(5 such values; also "1.5E+10" at row 8, "1.5E+10" at row 12, …) → ${lost}`,
    ]);
  });
});

test('a seed is retained by hand and not warned of', async () => {
  await fixture.write('s.csv', 'id\n1.2E+12');
  expect(await warningsOf(fixture.seed('s.csv'))).toEqual([]);
});

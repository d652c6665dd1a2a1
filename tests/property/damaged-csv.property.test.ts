import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LoadFixture } from '../integration/load-fixture.ts';
import { engineWords } from '../support/engine-words.ts';
import { readStrictCsv } from '../support/strict-csv.ts';

const fixture = LoadFixture.inThisFile();

const ends = fc.constantFrom('\n', '\r\n', '\r');
const plain = fc.constantFrom('a', 'b c', ' d', 'e ', 'é€😀', "'", 'x"y', '', '\0', 'NULL', '#');
const quoted = fc
  .array(fc.constantFrom('a', '""', ',', '\n', '\r\n', '\r', 'é', ' '), { maxLength: 4 })
  .chain(parts => fc.constantFrom(`"${parts.join('')}"`, ` "${parts.join('')}"  `));
const field = fc.oneof(plain, quoted);
const number = fc.constantFrom('1', '-20', '3.0', '"4"', ' "5" ', '');

/** What happens to files: text that is put in somewhere, or takes the place of what is there. */
const damage = fc.record({
  at: fc.nat(),
  removed: fc.nat({ max: 3 }),
  text: fc.constantFrom(
    ...[
      '"',
      '""',
      '" "',
      '"\n',
      '\n "',
      '\\"',
      "'",
      ',',
      ',,',
      ';',
      '\t',
      ' ',
      '   ',
      ' \n',
      'x',
      '',
    ],
    ...['\r', '\n', '\r\n', '\n\n', '\r\r\n', '\n\r', '\r ', '\n,,\n', '\r\n,,,\r\n', '\0'],
  ),
});

function fileOf(width: 1 | 3) {
  const record = width === 1 ? fc.tuple(field) : fc.tuple(field, number, field);
  const header = fc.constantFrom(
    ...(width === 1 ? ['a', '"a"'] : ['a,n,b', '"a","n",b', 'a, "n" ,b']),
  );
  return fc
    .record({
      above: fc.array(ends, { maxLength: 2 }),
      header,
      end: ends,
      records: fc.array(fc.tuple(record, fc.option(ends, { freq: 4 })), { maxLength: 6 }),
      tail: fc.constantFrom('', '\n', '\r\n', '\r', ',\n', ',,\r\n,,', '"",,""\n'),
      damages: fc.array(damage, { maxLength: 2 }),
    })
    .map(({ above, header: head, end, records, tail, damages }) => {
      const top = above.join('') + head;
      let body =
        end + records.map(([fields, own]) => fields.join(',') + (own ?? end)).join('') + tail;
      for (const { at, removed, text } of damages) {
        // The header keeps its names; how it ends may change.
        const place = at % (body.length + 1);
        body = body.slice(0, place) + text + body.slice(place + removed);
      }
      if (!/^[\r\n]/.test(body)) body = end + body;
      // Half of a pair is not a string.
      return Buffer.from(top + body).toString();
    });
}

function numberOf(text: string): number | null | undefined {
  if (text === '') return null;
  return /^[+-]?[0-9]+([.]0*)?$/.test(text) ? Number(text) + 0 : undefined;
}

/** Rows as the table holds them; undefined where the file has to be refused. */
function expectedRows(text: string, width: number): unknown[][] | undefined {
  const read = readStrictCsv(text);
  if ('refused' in read) return undefined;
  const [, ...rows] = read.rows;
  const values = rows.map(row =>
    width === 1 ? [row[0] || null] : [row[0] || null, row[2] || null, numberOf(row[1] ?? '')],
  );
  return values.some(row => row.includes(undefined)) ? undefined : values;
}

async function compare(text: string, width: number): Promise<void> {
  const columns = width === 1 ? ['a'] : ['a', 'b', 'n integer'];
  const request = fixture.source('p.csv', columns);
  await fixture.write('p.csv', text);
  const expected = expectedRows(text, width);
  const mistakes = await fixture.mistakes(request);
  if (expected === undefined) {
    expect(mistakes).not.toEqual([]);
    const lines = text.split(/\r\n|\r|\n/);
    for (const mistake of mistakes) {
      expect(mistake).not.toMatch(engineWords);
      const [, line = '', column = ''] = /^\S+ p[.]csv:(\d+):(\d+) /.exec(mistake) ?? [];
      expect(lines.length).toBeGreaterThanOrEqual(Number(line));
      expect((lines[Number(line) - 1] ?? '').length + 1).toBeGreaterThanOrEqual(Number(column));
      expect(Number(column)).toBeGreaterThanOrEqual(1);
    }
    return;
  }
  expect(mistakes).toEqual([]);
  const { rows } = await fixture.connection.query('select * from raw.loaded');
  expect(rows).toEqual(expected);
}

test.each([1, 3] as const)(
  'a damaged file of %i columns is read as a strict parser reads it, or refused in own words',
  async width => {
    await fc.assert(
      fc.asyncProperty(fileOf(width), text => compare(text, width)),
      { numRuns: Number(process.env.CSV_RUNS ?? 120) },
    );
  },
);

test.each(['é', 'ß', 'ÿ'])(
  'a byte that is not UTF-8 is reported with all else (%s)',
  async character => {
    const text = `a,n,b\n1,x,2\n${character},y,3\n`;
    await fixture.write('p.csv', Buffer.from(text, 'latin1'));
    const mistakes = await fixture.mistakes(fixture.source('p.csv', ['a', 'n integer']));
    expect(mistakes.map(mistake => mistake.split(' ').slice(0, 2).join(' '))).toEqual([
      'bad-value p.csv:2:3',
      'file-encoding p.csv:3:1',
    ]);
  },
);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDataType } from '../../src/dialect/types/data-type.ts';
import { textRule } from '../../src/load/values/text-rule.ts';
import { LoadFixture } from '../integration/load-fixture.ts';

const fixture = LoadFixture.inThisFile();

/** Text with everything that CSV gives a meaning to, and characters of one to four bytes. */
const text = fc
  .array(fc.constantFrom('a', 'b ', '"', ',', ';', '\n', '\r\n', "'", 'é', '€', '😀', '\\', '#'))
  .map(parts => parts.join(''));

interface Written {
  readonly text: string;
  readonly quoted: boolean;
}

const field = fc.record({ text, quoted: fc.boolean() });

function csvField({ text, quoted }: Written, end: string): string {
  const inner = text.replaceAll(/\r\n|\n/g, end);
  const needed = /["\r\n,;]/.test(inner) || /^\s|\s$/.test(inner);
  return quoted || needed ? `"${inner.replaceAll('"', '""')}"` : inner;
}

const table = fc.record({
  rows: fc.array(fc.tuple(field, field, fc.integer({ min: -999, max: 999 })), { maxLength: 8 }),
  end: fc.constantFrom('\n', '\r\n'),
  blanks: fc.integer({ min: 0, max: 2 }),
  lastEnd: fc.boolean(),
});

type Table = typeof table extends fc.Arbitrary<infer T> ? T : never;

/** The records of a table as text, the lines ends left out, the header first. */
function recordsOf({ rows, end }: Table): string[] {
  return ['a,n,b', ...rows.map(([a, b, n]) => `${csvField(a, end)},${n},${csvField(b, end)}`)];
}

function fileOf(content: Table, records: readonly string[]): string {
  const { end, blanks, lastEnd } = content;
  return records.join(end.repeat(blanks + 1)) + (lastEnd ? end : '');
}

const columns = ['a', 'b', 'n integer'];

test('a table written as CSV loads back equal', async () => {
  await fc.assert(
    fc.asyncProperty(table, async content => {
      await fixture.write('p.csv', fileOf(content, recordsOf(content)));
      const { rows } = await fixture.load(fixture.source('p.csv', columns));
      const value = ({ text }: Written) => text.replaceAll(/\r\n|\n/g, content.end) || null;
      expect(rows).toEqual(content.rows.map(([a, b, n]) => [value(a), value(b), n]));
    }),
    { numRuns: 80 },
  );
});

test('one broken value is reported at its line and column', async () => {
  const broken = table.filter(({ rows }) => rows.length > 0);
  await fc.assert(
    fc.asyncProperty(broken, fc.nat(), async (content, choice) => {
      const records = recordsOf(content);
      const at = 1 + (choice % content.rows.length);
      const [a, b] = content.rows[at - 1] ?? [];
      if (a === undefined || b === undefined) throw new Error('no such row');
      const before = `${csvField(a, content.end)},`;
      records[at] = `${before}?,${csvField(b, content.end)}`;
      await fixture.write('p.csv', fileOf(content, records));
      const gap = content.end.repeat(content.blanks + 1);
      const lines = [...records.slice(0, at), before].join(gap).split(/\r\n|\n/);
      const column = (lines.at(-1) ?? '').length + 1;
      expect(await fixture.mistakes(fixture.source('p.csv', columns))).toEqual([
        `bad-value p.csv:${lines.length}:${column} column 'n': "?" is not an integer`,
      ]);
    }),
    { numRuns: 80 },
  );
});

const fragment = fc.constantFrom(
  ...['0', '1', '9', '12', '31', '2024', '-', '+', '.', ':', 'T', ' ', 'Z', 'e', '02', '30', '59'],
  ...[
    '00:00',
    '2024-01-31 10:00:0',
    '2024-02-29',
    '2023-02-29',
    '2024-01-31',
    'UTC',
    'true',
    'nan',
    'infinity',
    ' (BC)',
    ',',
  ],
);
const scribble = fc.array(fragment, { maxLength: 7 }).map(parts => parts.join(''));
const types = [
  'integer',
  'decimal(5,2)',
  'decimal(4,0)',
  'double',
  'date',
  'boolean',
  'timestamp',
  'timestamp @Europe/Berlin',
  'timestamptz',
];

test.each(types)('what SQL refuses as %s is explained, and nothing else', async declared => {
  const [name = '', zone] = declared.split(' @');
  const type = parseDataType(name, zone);
  if (type === undefined) throw new Error(`no type ${name}`);
  const rule = textRule(type);
  await fc.assert(
    fc.asyncProperty(fc.array(scribble, { minLength: 1, maxLength: 60 }), async values => {
      const list = values.map(value => `('${value}')`).join(', ');
      const { rows } = await fixture.connection.query(
        `select v, coalesce(${rule.valid('v')}, false) and try(${rule.value('v')}) is not null,
           not coalesce(${rule.quick?.('v') ?? 'false'}, false)
           or coalesce(try_cast(v as ${type.sql}) = try(${rule.value('v')}), false)
         from (values ${list}) as t(v)`,
      );
      for (const [value, taken, agrees] of rows) {
        const good = rule.check(String(value)) === undefined;
        expect([value, taken, agrees]).toEqual([value, good, true]);
      }
    }),
    { numRuns: 40 },
  );
});

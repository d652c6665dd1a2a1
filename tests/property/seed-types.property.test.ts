import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LoadFixture } from '../integration/load-fixture.ts';

const fixture = LoadFixture.inThisFile();

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: length });
const number = fc
  .tuple(
    fc.constantFrom('', '-', '', '+'),
    digits(20),
    fc.option(digits(19)),
    fc.constantFrom('', '', 'e3', 'E-2', 'e400'),
  )
  .map(
    ([sign, whole, decimals, exponent]) =>
      `${sign}${whole}${decimals === null ? '' : `.${decimals}`}${exponent}`,
  );
const short = fc
  .tuple(fc.integer({ min: -99, max: 99 }), fc.constantFrom('', '.0', '.5', '.50', '.25'))
  .map(([whole, decimals]) => `${whole}${decimals}`);
const time = fc
  .tuple(
    fc.constantFrom('2024-01-31', '1969-12-31', '0001-01-01', '0000-01-01', '2024-1-5'),
    fc.constantFrom(
      '',
      ' 00:00:00',
      ' 10:05:00',
      'T10:05:00',
      ' 10:05',
      ' 10:05:00.500',
      ' 10:05:00.25',
      '+02',
    ),
  )
  .map(parts => parts.join(''));
const word = fc.constantFrom(
  'true',
  'false',
  'TRUE',
  'yes',
  'no',
  'x',
  '',
  '007',
  '-0',
  '1e3',
  'NaN',
);

/** Columns of one kind of values mostly, so that types are inferred at all. */
const column = fc.oneof(
  ...[
    fc.array(short, { minLength: 1, maxLength: 6 }),
    fc.array(number, { minLength: 1, maxLength: 4 }),
    fc.array(fc.integer().map(String), { minLength: 1, maxLength: 4 }),
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.array(time, { minLength: 1, maxLength: 4 }),
    fc.array(fc.constantFrom('2024-01-31', '1969-12-31'), { minLength: 1, maxLength: 3 }),
    fc.array(fc.constantFrom('2024-01-31', '2024-01-31 10:00:00'), { minLength: 2, maxLength: 4 }),
    fc.array(fc.constantFrom('1.50', '20.25', '-3.00'), { minLength: 1, maxLength: 3 }),
    fc.array(fc.constantFrom('true', 'FALSE', 'x'), { minLength: 1, maxLength: 3 }),
    fc.array(fc.oneof(short, number, time, word), { minLength: 1, maxLength: 4 }),
  ],
);

/** What a value of a type may have been written as, given how the database prints it. */
function writtenForms(printed: string, type: string): readonly string[] {
  if (type === 'BOOLEAN') return [printed, printed.toUpperCase()];
  if (type === 'TIMESTAMP') return [printed, printed.replace(/ 00:00:00$/, '')];
  if (type !== 'DOUBLE') return [printed];
  const plain = /e/.test(printed) ? writtenOut(printed) : printed;
  return [plain, plain.replace(/[.]0$/, '')];
}

/** 1.5e-05 as 0.000015. */
function writtenOut(printed: string): string {
  const [mantissa = '', exponent = '0'] = printed.split('e');
  const [whole = '', decimals = ''] = mantissa.replace('-', '').split('.');
  const by = Number(exponent);
  const padded = `${'0'.repeat(400)}${whole}${decimals}${'0'.repeat(400)}`;
  const point = 400 + whole.length + by;
  const left = padded.slice(0, point).replace(/^0+(?=.)/, '');
  const right = padded.slice(point).replace(/0+$/, '');
  return `${mantissa.startsWith('-') ? '-' : ''}${left || '0'}${right === '' ? '' : `.${right}`}`;
}

test('a seed column whose type is inferred gives back what was written, value by value', async () => {
  const types = new Set<string>();
  await fc.assert(
    fc.asyncProperty(column, async values => {
      await fixture.write('s.csv', `k,v\n${values.map((value, k) => `${k},${value}\n`).join('')}`);
      const { columns, rows } = await fixture.load(fixture.seed('s.csv'));
      const type = columns[1]?.type ?? '';
      types.add(type.replace(/[(].*/, ''));
      const printed = await fixture.connection.query(
        'select cast(v as varchar) from raw.loaded order by k',
      );
      expect(rows).toHaveLength(values.length);
      for (const [index, value] of values.entries()) {
        const text = printed.rows[index]?.[0];
        if (value === '') expect(text).toBeNull();
        else expect(writtenForms(String(text), type)).toContain(value);
      }
      // Texts that differ stay different, or a join on them would find more.
      const texts = new Set(
        values
          .filter(value => value !== '')
          .map(value => (type === 'BOOLEAN' ? value.toLowerCase() : value)),
      );
      const {
        rows: [distinct],
      } = await fixture.connection.query('select count(distinct v) from raw.loaded');
      expect(Number(distinct?.[0])).toBe(texts.size);
    }),
    { numRuns: Number(process.env.SEED_RUNS ?? 200) },
  );
  // Or the claim above would be an empty one.
  for (const type of ['BOOLEAN', 'INTEGER', 'DOUBLE', 'DECIMAL', 'DATE', 'TIMESTAMP', 'VARCHAR']) {
    expect([...types]).toContain(type);
  }
});

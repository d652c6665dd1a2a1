import { pickFrom } from './mutate-text.ts';

export const columnTypes = ['varchar', 'integer', 'decimal(9,2)', 'date', 'boolean'] as const;
export type CsvType = (typeof columnTypes)[number];

/** A CSV file to load, and what is known of it. */
export interface CsvDraft {
  readonly bytes: Buffer;
  readonly delimiter: string;
  /** Names in the header; the first ones are declared, in another order. */
  readonly header: readonly string[];
  readonly declared: readonly { readonly name: string; readonly type: CsvType }[];
  readonly kind: 'source' | 'seed';
}

const texts = [
  'a',
  'b c',
  ' d',
  'e ',
  'é€😀',
  "'",
  'x"y',
  '',
  '\0',
  'NULL',
  '#',
  '\\',
  '\t',
  'N/A',
];
const values: Readonly<Record<CsvType, readonly string[]>> = {
  varchar: texts,
  integer: [
    '1',
    '-20',
    '3.0',
    '+7',
    '',
    '0012',
    '2147483647',
    '2147483648',
    '"4"',
    ' "5" ',
    '1 000',
  ],
  'decimal(9,2)': ['1.5', '.25', '-3', '', '1,299.00', '1.299', '9999999.99', '10000000', '"2.50"'],
  date: [
    '2024-02-29',
    '2023-02-29',
    '',
    '2024-1-1',
    '"2024-12-31"',
    '2024-01-31 00:00:00',
    '31.01.2024',
  ],
  boolean: ['true', 'F', 'yes', '0', '', 'ja', '"N"'],
};
const quoted = ['a', '""', ',', ';', '\n', '\r\n', '\r', 'é', ' ', '\t', '|', '\0'];
const ends = ['\n', '\r\n', '\r'];

/** What happens to files, as bytes. */
const damage: readonly Buffer[] = [
  ...[
    '"',
    '""',
    '" "',
    ',',
    ';',
    '\t',
    '|',
    '\r',
    '\n',
    '\r\n',
    '\n\n',
    '\n\r',
    '\r ',
    ' ',
    'x',
    '\0',
  ],
  ...['\n,,\n', '\r\n;;;\r\n', '\ufeff', '\u2028', '\u00a0', "'", '\\"', '#', '1e5', '-', '😀'],
]
  .map(text => Buffer.from(text))
  .concat([Buffer.from([0xff]), Buffer.from([0xc3]), Buffer.from([0x80])]);

/** Draws a CSV file: one that is sound, or one of many rows or huge fields, with some damage. */
export function drawCsv(draw: () => number): CsvDraft {
  const kind = draw() < 0.75 ? 'source' : 'seed';
  const width = 1 + Math.floor(draw() * 4);
  const declared = Array.from(
    { length: width },
    (_, at) =>
      ({
        name: `c${at}`,
        type: draw() < 0.4 ? 'varchar' : pickFrom(columnTypes, draw),
      }) as const,
  );
  const types = new Map<string, CsvType>(declared.map(({ name, type }) => [name, type]));
  const names: string[] = declared.map(({ name }) => name);
  if (kind === 'source' && draw() < 0.2) names.push('other');
  const header = shuffle(names, draw);
  const delimiter = header.length === 1 ? ',' : pickFrom([',', ',', ';', '\t', '|'], draw);
  const end = pickFrom(ends, draw);
  const rows = draw() < 0.002 ? 3000 : Math.floor(draw() ** 2 * 12);
  const above = draw() < 0.1 ? end.repeat(1 + Math.floor(draw() * 3)) : '';
  const lines = Array.from({ length: rows }, () =>
    header.map(name => drawField(types.get(name) ?? 'varchar', delimiter, draw)).join(delimiter),
  );
  const own = () => (draw() < 0.03 ? pickFrom(ends, draw) : end);
  const top = Buffer.from(
    above + header.map(name => (draw() < 0.1 ? `"${name}"` : name)).join(delimiter),
  );
  const body = end + lines.map(line => line + own()).join('');
  const tail =
    draw() < 0.3
      ? pickFrom(['', `${delimiter}\n`, `${delimiter}${end}${end}`, end + end, '""'], draw)
      : '';
  const cut = draw() < 0.1 ? body.slice(0, body.lastIndexOf(end)) : body;
  const spoiled = damaged(Buffer.from(cut + tail), draw);
  // The header keeps its names; what follows it ends it.
  const isEnded = spoiled.length === 0 || spoiled[0] === 0x0a || spoiled[0] === 0x0d;
  const bytes = Buffer.concat([top, Buffer.from(isEnded ? '' : end), spoiled]);
  return { bytes: wrapped(bytes, draw), delimiter, header, declared, kind };
}

function drawField(type: CsvType, delimiter: string, draw: () => number): string {
  if (draw() < 0.0002) return 'x'.repeat(Math.floor(draw() * 2_500_000));
  if (type !== 'varchar') {
    const value = pickFrom(values[type].slice(0, draw() < 0.05 ? undefined : 6), draw);
    return value.includes(delimiter) ? `"${value}"` : value;
  }
  if (draw() < 0.7)
    return pickFrom(
      texts.filter(text => text !== delimiter),
      draw,
    );
  const inner = Array.from({ length: Math.floor(draw() * 5) }, () => pickFrom(quoted, draw));
  return draw() < 0.2 ? ` "${inner.join('')}"  ` : `"${inner.join('')}"`;
}

function damaged(body: Buffer, draw: () => number): Buffer {
  let bytes = body;
  if (draw() < 0.5) return bytes;
  for (let left = 1 + Math.floor(draw() * 3); left > 0; left -= 1) {
    const at = Math.floor(draw() * (bytes.length + 1));
    const length = Math.floor(draw() ** 3 * 12);
    const head = bytes.subarray(0, at);
    const stretch = bytes.subarray(at, at + length);
    const rest = bytes.subarray(at + length);
    const kind = draw();
    if (kind < 0.5) bytes = Buffer.concat([head, pickFrom(damage, draw), stretch, rest]);
    else if (kind < 0.65) bytes = Buffer.concat([head, pickFrom(damage, draw), rest]);
    else if (kind < 0.8) bytes = Buffer.concat([head, rest]);
    else if (kind < 0.9) bytes = Buffer.concat([head, stretch, stretch, rest]);
    else if (kind < 0.97) bytes = Buffer.from(head);
    else {
      const flipped = Buffer.from(bytes);
      if (flipped.length > 0) flipped[at % flipped.length] = Math.floor(draw() * 256);
      bytes = flipped;
    }
  }
  return bytes;
}

/** With a byte order mark, or in another encoding, as programs write files. */
function wrapped(bytes: Buffer, draw: () => number): Buffer {
  const kind = draw();
  if (kind < 0.06) return Buffer.concat([Buffer.from('\ufeff'), bytes]);
  if (kind < 0.07) return Buffer.from(bytes.toString(), 'utf16le');
  if (kind < 0.08) return Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le');
  if (kind < 0.09) return Buffer.from(bytes.toString(), 'latin1');
  return bytes;
}

function shuffle<T>(list: readonly T[], draw: () => number): T[] {
  return list
    .map(value => [draw(), value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);
}

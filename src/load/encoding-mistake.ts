import { isUtf8 } from 'node:buffer';
import { type CsvRecord, positionIn } from './csv-scanner.ts';

/** U+FFFD, which decoding puts in the place of what is not UTF-8, written out. */
const replacementCharacter = Buffer.from('\uFFFD');

/** The first byte of a record that is not UTF-8: what to say of it, and its place. */
export interface BadByte {
  readonly message: string;
  readonly hint: string;
  readonly line: number;
  readonly column: number;
}

/** The first byte of a record that is not UTF-8; undefined when all of it is. */
export function badByte(record: CsvRecord): BadByte | undefined {
  const { bytes, start, end } = record;
  if (isUtf8(bytes.subarray(start, end))) return undefined;
  const text = bytes.toString('utf8', start, end);
  let bad = start;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) {
    bad = start + Buffer.byteLength(text.slice(0, at));
    if (!bytes.subarray(bad, bad + 3).equals(replacementCharacter)) break;
  }
  const byte = (bytes[bad] ?? 0).toString(16).padStart(2, '0').toUpperCase();
  return {
    message: `the byte ${byte} here is not UTF-8`,
    hint: 'save the file as UTF-8; it looks like Windows-1252 or Latin-1',
    ...positionIn(record, bad),
  };
}

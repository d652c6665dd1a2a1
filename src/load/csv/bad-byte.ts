import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { type CsvRecord, positionIn } from './csv-scanner.ts';

/** True when all of a file is UTF-8. */
export async function isUtf8File(file: string): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const read of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const chunk: Buffer = rest.length === 0 ? read : Buffer.concat([rest, read]);
    const whole = chunk.length - unfinished(chunk);
    if (!isUtf8(chunk.subarray(0, whole))) return false;
    rest = chunk.subarray(whole);
  }
  return rest.length === 0;
}

/** Bytes at the end of a chunk that begin a character and do not end it. */
function unfinished(chunk: Buffer): number {
  for (let back = 1; back <= 3; back += 1) {
    const byte = chunk.at(-back) ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

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

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { splitLine } from './csv-scanner.ts';
import { fieldsOf, totalForm } from './total-row.ts';

/** The end of a file. */
export interface FileTail {
  /** The last bytes. */
  readonly bytes: Buffer;
  /** Where they begin in the file. */
  readonly start: number;
}

const tailSize = 1 << 16;
const lf = 0x0a;
const cr = 0x0d;

/** Reads the last bytes of a file. */
export async function readTail(file: string): Promise<FileTail> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - tailSize);
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(size - start),
      0,
      size - start,
      start,
    );
    return { bytes: buffer.subarray(0, bytesRead), start };
  } finally {
    await handle.close();
  }
}

/** True when the last line does not end as a line does. */
export function isOpenEnded({ bytes }: FileTail): boolean {
  const last = bytes.at(-1);
  return last !== undefined && last !== lf && last !== cr;
}

/** True when a quote alone ends the file: where it opens a value, DuckDB leaves it out in silence. */
export function endsInQuote({ bytes }: FileTail): boolean {
  return /(^|[\r\n]) *" *[\r\n]*$/.test(bytes.toString('latin1', Math.max(0, bytes.length - 256)));
}

/**
 * True when the last line with a value begins with a word for a total and has numbers alone behind
 * it, as far as that shows in the tail.
 */
export function endsInTotal({ bytes }: FileTail, delimiter: string): boolean {
  const separators = new Set([lf, cr, delimiter.charCodeAt(0), 0x22, 0x20]);
  let end = bytes.length;
  while (end > 0 && separators.has(bytes[end - 1] ?? 0)) end -= 1;
  const start = Math.max(bytes.lastIndexOf(lf, end - 1), bytes.lastIndexOf(cr, end - 1)) + 1;
  const record = start === 0 ? undefined : splitLine(bytes.subarray(start), delimiter);
  return record !== undefined && totalForm(fieldsOf(record)) === 'word';
}

/** Line ends of any kind in the first `length` bytes of a file. */
export async function countLineEnds(file: string, length: number): Promise<number> {
  if (length === 0) return 0;
  let count = 0;
  let afterCr = false;
  for await (const read of createReadStream(file, { end: length - 1, highWaterMark: 1 << 20 })) {
    const chunk: Buffer = read;
    const hasCr = chunk.includes(cr);
    if (!hasCr) {
      for (let at = chunk.indexOf(lf); at !== -1; at = chunk.indexOf(lf, at + 1)) count += 1;
      if (afterCr && chunk[0] === lf) count -= 1;
      afterCr = false;
      continue;
    }
    for (const byte of chunk) {
      if (byte === cr || (byte === lf && !afterCr)) count += 1;
      afterCr = byte === cr;
    }
  }
  return count;
}

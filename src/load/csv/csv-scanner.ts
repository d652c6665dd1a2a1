import { createReadStream } from 'node:fs';

/** One record of a CSV file; valid only while the callback that gets it runs. */
export interface CsvRecord {
  /** 1-based line that it starts on, as an editor counts. */
  readonly line: number;
  /** The bytes that the offsets below point into. */
  readonly bytes: Buffer;
  readonly start: number;
  /** Just behind its last byte, the line end left out. */
  readonly end: number;
  /** Start of each field, its opening quote included. */
  readonly starts: readonly number[];
  /** End of each field, its closing quote included. */
  readonly ends: readonly number[];
  readonly lineEnd: LineEnd;
  /** Where a quote was opened that is never closed, or that text follows. */
  readonly badQuote: { readonly kind: 'unclosed' | 'followed'; readonly at: number } | undefined;
  /** True for a record of which only the beginning was read, because it is longer than can be. */
  readonly cut: boolean;
}

export type LineEnd = 'LF' | 'CRLF' | 'CR' | 'none';

const quote = 0x22;
const lf = 0x0a;
const cr = 0x0d;
const space = 0x20;
const chunkSize = 1 << 20;
/** Bytes of the longest record; a longer one comes from a quote that is never closed. */
export const longestRecord = 16_000_000;

/**
 * Reads a CSV file record by record, in bounded memory. It reads as DuckDB does in its strict mode:
 * a quote counts at the start of a field only, spaces around a quoted field are left out. Blank
 * lines are not records. Stops when `onRecord` returns false.
 */
export async function scanCsv(
  file: string,
  delimiter: string,
  onRecord: (record: CsvRecord) => boolean | undefined,
): Promise<void> {
  const split = recordSplitter(delimiter.charCodeAt(0), onRecord);
  let pending: Buffer = Buffer.alloc(0);
  let first = true;
  for await (const read of createReadStream(file, { highWaterMark: chunkSize })) {
    let chunk: Buffer = pending.length === 0 ? read : Buffer.concat([pending, read]);
    if (first && chunk.length >= 3) {
      first = false;
      if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) chunk = chunk.subarray(3);
    }
    const used = split(chunk, false);
    if (used < 0) return;
    if (chunk.length - used > longestRecord) {
      split(chunk.subarray(used), true, true);
      return;
    }
    pending = chunk.subarray(used);
  }
  if (pending.length > 0) split(pending, true);
}

/** As `scanCsv`, for a text that is at hand. */
export function scanCsvText(
  text: string,
  delimiter: string,
  onRecord: (record: CsvRecord) => boolean | undefined,
): void {
  recordSplitter(delimiter.charCodeAt(0), onRecord)(Buffer.from(text), true);
}

/**
 * The record that begins at the start of `bytes`; undefined when there is none. Its line is 1. The
 * last byte counts as the end of the file.
 */
export function splitLine(bytes: Buffer, delimiter: string): CsvRecord | undefined {
  const found = readRecord(bytes, 0, delimiter.charCodeAt(0), true);
  return found && { line: 1, bytes, cut: false, ...found };
}

/** Gives a function that takes bytes and says how many of them were whole records; -1 to stop. */
function recordSplitter(
  delimiter: number,
  onRecord: (record: CsvRecord) => boolean | undefined,
): (bytes: Buffer, last: boolean, cut?: boolean) => number {
  let line = 1;
  return (bytes, last, cut = false) => {
    let start = 0;
    while (start < bytes.length) {
      const record = readRecord(bytes, start, delimiter, last);
      if (record === undefined) return start;
      const { next, lines, ...found } = record;
      const blank = found.end === found.start;
      if (!blank && onRecord({ line, bytes, cut, ...found }) === false) return -1;
      line += lines;
      start = next;
    }
    return start;
  };
}

type FoundRecord = Omit<CsvRecord, 'line' | 'bytes' | 'cut'> & { next: number; lines: number };

/** The record at `start`; undefined when its end may lie beyond `bytes`. */
function readRecord(
  bytes: Buffer,
  start: number,
  delimiter: number,
  last: boolean,
): FoundRecord | undefined {
  const starts = [start];
  const ends: number[] = [];
  let badQuote: CsvRecord['badQuote'];
  let lines = 0;
  let at = start;
  for (;;) {
    let open = at;
    while (bytes[open] === space) open += 1;
    if (bytes[open] === quote) {
      const close = closingQuote(bytes, open + 1);
      if (close === undefined || (close === bytes.length - 1 && !last)) {
        if (!last) return undefined;
        if (close === undefined) badQuote ??= { kind: 'unclosed', at: open };
      }
      const end = close ?? bytes.length - 1;
      lines += countLineEnds(bytes, open, end);
      at = end + 1;
      while (bytes[at] === space) at += 1;
      const follows = bytes[at];
      const clean = follows === undefined || follows === delimiter || follows === lf;
      if (!clean && follows !== cr) badQuote ??= { kind: 'followed', at: open };
    }
    while (at < bytes.length) {
      const byte = bytes[at];
      if (byte === delimiter || byte === lf || byte === cr) break;
      at += 1;
    }
    if (at >= bytes.length && !last) return undefined;
    ends.push(at);
    if (bytes[at] !== delimiter || at >= bytes.length) break;
    at += 1;
    starts.push(at);
  }
  const end = at;
  if (bytes[at] === cr && at + 1 >= bytes.length && !last) return undefined;
  const lineEnd = lineEndAt(bytes, at);
  const next = at + { LF: 1, CRLF: 2, CR: 1, none: 0 }[lineEnd];
  return { start, end, starts, ends, lineEnd, badQuote, next, lines: lines + 1 };
}

function closingQuote(bytes: Buffer, from: number): number | undefined {
  for (let at = bytes.indexOf(quote, from); at !== -1; at = bytes.indexOf(quote, at + 2)) {
    if (bytes[at + 1] !== quote) return at;
  }
  return undefined;
}

function lineEndAt(bytes: Buffer, at: number): LineEnd {
  if (bytes[at] === lf) return 'LF';
  if (bytes[at] !== cr) return 'none';
  return bytes[at + 1] === lf ? 'CRLF' : 'CR';
}

/** Line ends between two offsets; CRLF is one. */
function countLineEnds(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    if (bytes[at] === lf || (bytes[at] === cr && bytes[at + 1] !== lf)) count += 1;
  }
  return count;
}

/** True for a field in quotes, which spaces may surround. */
export function isQuotedField({ bytes, starts, ends }: CsvRecord, index: number): boolean {
  let at = starts[index] ?? 0;
  while (bytes[at] === space && at < (ends[index] ?? 0)) at += 1;
  return at < (ends[index] ?? 0) && bytes[at] === quote;
}

/** The text of field `index`, quotes and doubled quotes undone. */
export function fieldText(record: CsvRecord, index: number): string {
  const start = record.starts[index] ?? record.end;
  const text = record.bytes.toString('utf8', start, record.ends[index]);
  const first = record.bytes[start];
  if (first !== quote && first !== space) return text;
  const inner = /^ *"([\s\S]*?)"? *$/.exec(text)?.[1];
  return inner === undefined ? text : inner.replaceAll('""', '"');
}

/** True for a record without any value: delimiters alone, or empty quotes between them. */
export function isEmptyRecord(record: CsvRecord): boolean {
  return (
    record.badQuote === undefined &&
    record.starts.every(
      (start, index) => start === record.ends[index] || fieldText(record, index) === '',
    )
  );
}

/** The bytes of field `index` as they are, without the spaces around a quoted one. */
export function fieldBytes(record: CsvRecord, index: number): Buffer {
  const field = record.bytes.subarray(record.starts[index] ?? record.end, record.ends[index]);
  if (field[0] !== space && field.at(-1) !== space) return field;
  const text = field.toString('latin1');
  return /^ *"/.test(text) ? Buffer.from(text.replace(/^ +| +$/g, ''), 'latin1') : field;
}

/** Line and column (1-based, UTF-16 units) of a byte of the record. */
export function positionIn(record: CsvRecord, at: number): { line: number; column: number } {
  const before = record.bytes.toString('utf8', record.start, at);
  const lines = before.split(/\r\n|\r|\n/);
  return {
    line: record.line + lines.length - 1,
    column: (lines.at(-1) ?? '').length + 1,
  };
}

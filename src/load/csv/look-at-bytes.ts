import { createReadStream } from 'node:fs';

const quote = 0x22;
const space = 0x20;
const lineEnds: readonly (number | undefined)[] = [0x0a, 0x0d, undefined];

/** Bytes that give reason to read a file closer, by what they are. */
const sought = {
  /** In a file with CRLF, DuckDB leaves the space out in silence. */
  'CR and a space': { bytes: Buffer.from('\r '), confirm: () => true },
  /** DuckDB takes `"a" "b"` for one value, without the quotes in its middle. */
  'quotes in a value': { bytes: Buffer.from('" '), confirm: isQuoteInValue },
  /** DuckDB takes a quote behind one space at the start of a field for one, and not behind two. */
  'spaces before a quote': { bytes: Buffer.from('  "'), confirm: startsField },
  'E+': { bytes: Buffer.from('E+'), confirm: () => true },
  NUL: { bytes: Buffer.from('\0'), confirm: () => true },
} as const;

type Sought = keyof typeof sought;

export type BytesFound = ReadonlySet<Sought>;

/** Bytes of a chunk that are looked at again with the next one. */
const overlap = 1024;

/** Looks through the bytes of a CSV file for those that give reason to read it closer. */
export async function lookAtBytes(file: string, delimiter: string): Promise<BytesFound> {
  const found = new Set<Sought>();
  const left = new Set(Object.keys(sought) as Sought[]);
  let last: Buffer = Buffer.alloc(0);
  for await (const read of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const chunk = Buffer.concat([last, read]);
    for (const name of left) {
      if (!holds(chunk, name, delimiter.charCodeAt(0))) continue;
      found.add(name);
      left.delete(name);
    }
    if (left.size === 0) break;
    last = chunk.subarray(-overlap);
  }
  return found;
}

function holds(chunk: Buffer, name: Sought, delimiter: number): boolean {
  const { bytes, confirm } = sought[name];
  for (let at = chunk.indexOf(bytes); at !== -1; at = chunk.indexOf(bytes, at + 1)) {
    if (confirm(chunk, at, delimiter)) return true;
  }
  return false;
}

/** True for spaces that begin a field. */
function startsField(chunk: Buffer, at: number, delimiter: number): boolean {
  let before = at - 1;
  while (chunk[before] === space) before -= 1;
  return chunk[before] === delimiter || lineEnds.includes(chunk[before]);
}

/** True for a quote that is followed by spaces and a quote, and does not open a value of spaces. */
function isQuoteInValue(chunk: Buffer, at: number, delimiter: number): boolean {
  let next = at + 1;
  while (chunk[next] === space) next += 1;
  if (chunk[next] !== quote) return false;
  const before = chunk[at - 1];
  if (before !== delimiter && !lineEnds.includes(before)) return true;
  // A quote that opens a value has an even number of them before it in its line.
  let quotes = 0;
  for (let back = at - 1; back >= 0 && chunk[back] !== 0x0a && chunk[back] !== 0x0d; back -= 1) {
    if (chunk[back] === quote) quotes += 1;
  }
  return quotes % 2 === 1;
}

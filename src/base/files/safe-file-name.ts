import { hash } from 'node:crypto';

/** Leaves room in the 255 bytes that file systems take for an ending and for what DuckDB adds. */
const mostBytes = 200;

const plain = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]*$/u;

/** Names that Windows keeps for devices, whatever their ending. */
const device = /^(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$)(\.|$)/i;

/**
 * The name of a file that stands for a name that a person gave: one part of a path on every system,
 * never empty, `.` or `..`, without an ending of its own. A name that cannot be used as it is gets
 * eight digits of its hash, so that two names do not meet in one file.
 */
export function safeFileName(name: string): string {
  const isSafe = plain.test(name) && !device.test(name) && Buffer.byteLength(name) <= mostBytes;
  return isSafe ? name : hashedFileName(name, name);
}

/** A safe file name that reads like `name` and is that of `key` alone. */
export function hashedFileName(name: string, key: string): string {
  const cleaned = name.replace(/^[^\p{L}\p{N}_]+/u, '_').replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, '_');
  const digits = hash('sha256', key).slice(0, 8);
  return `${firstBytes(cleaned, mostBytes - digits.length - 1) || '_'}-${digits}`;
}

/** What two file names have in common that file systems without letter case take for one. */
export function fileNameKey(fileName: string): string {
  return fileName.normalize('NFC').toLowerCase();
}

function firstBytes(text: string, most: number): string {
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return kept;
}

import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CrmError } from '../../base/errors/crm-error.ts';
import { errnoOf } from '../../base/errors/file-error.ts';
import type { SourceLocation } from '../../base/errors/source-location.ts';
import { faultCode, systemFault } from '../../base/errors/system-faults.ts';

/**
 * The error of a file or directory that the system refused to give: `file-unreadable`, or
 * `system-error` where the machine is the cause.
 */
export function unreadable(path: string, cause: unknown, location?: SourceLocation): CrmError {
  const code = errnoOf(cause);
  const fault = systemFault(code) ?? systemFault((cause as NodeJS.ErrnoException).errno);
  // The system gives names as bytes; those that are not UTF-8 cannot be given back to it.
  const isGarbled = code === 'ENOENT' && path.includes('\uFFFD');
  const reason = isGarbled
    ? 'its name is not UTF-8'
    : (fault?.reason ?? (cause instanceof Error ? cause.message : String(cause)));
  const errorCode = fault === undefined ? 'file-unreadable' : faultCode(fault, 'file-unreadable');
  return new CrmError(
    errorCode,
    {
      reason: `cannot read ${path}: ${reason}`,
      hint: isGarbled ? 'rename it' : fault?.kind === 'system' ? fault.hint : undefined,
    },
    { location: location ?? { file: path, line: 1, column: 1 }, cause },
  );
}

/** Reads the bytes of `path`, which is relative to `root`; throws CrmError `file-unreadable`. */
export function readBytes(root: string, path: string): Buffer {
  try {
    return readFileSync(join(root, path));
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * Reads a UTF-8 text file without its byte order mark and with LF line ends. Throws CrmError
 * `file-unreadable` or `file-encoding`, the latter at the first byte that is wrong.
 */
export function readText(root: string, path: string): string {
  const bytes = readBytes(root, path);
  if (!isUtf8(bytes)) throw wrongEncoding(path, bytes);
  return bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n');
}

function wrongEncoding(path: string, bytes: Buffer): CrmError {
  const offset = firstBadByte(bytes);
  const before = bytes.toString('utf8', 0, offset).replace(/^\uFEFF/, '');
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  const byte = (bytes[offset] ?? 0).toString(16).padStart(2, '0');
  const start = bytes.toString('hex', 0, 2);
  const message =
    start === 'fffe' || start === 'feff'
      ? `${path} is UTF-16 text, not UTF-8`
      : `${path} is not valid UTF-8: byte 0x${byte} does not belong there`;
  return new CrmError(
    'file-encoding',
    { path, reason: message, hint: 'save the file as UTF-8' },
    { location: { file: path, line, column } },
  );
}

/** Offset of the first byte that starts no valid character. */
function firstBadByte(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const width = characterWidth(bytes[at] ?? 0);
    if (width > 1 && !isUtf8(bytes.subarray(at, at + width))) return at;
    if (width === 0 || at + width > bytes.length) return at;
    at += width;
  }
  return at;
}

/** Bytes of the character that starts with this one; 0 when none does. */
function characterWidth(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

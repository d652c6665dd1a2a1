import { CrmError } from '../../base/errors/crm-error.ts';
import type { ReasonCode } from '../../base/errors/error-kinds.ts';
import {
  faultCode,
  faultInText,
  type SystemFault,
  systemFault,
} from '../../base/errors/system-faults.ts';
import { candidateHint } from './candidate-hint.ts';
import { utf16OffsetOfByte, utf16OffsetOfCodePoint } from './text-offset.ts';

/** What DuckDB reports of an error when `errors_as_json` is set. */
interface DatabaseError {
  readonly exception_type: string;
  readonly exception_message: string;
  readonly position?: string;
  readonly errno?: string;
  readonly error_subtype?: string;
}

const codesByType: Readonly<Record<string, ReasonCode>> = {
  parser: 'sql-parser',
  syntax: 'sql-parser',
  binder: 'sql-binder',
  'parameter not resolved': 'sql-binder',
  catalog: 'sql-catalog',
  conversion: 'sql-conversion',
  'mismatch type': 'sql-conversion',
  constraint: 'sql-constraint',
  'out of range': 'sql-out-of-range',
  'out of memory': 'out-of-memory',
  interrupt: 'interrupted',
};

/** Codes of errors whose type does not tell enough, by what their message says. */
const codesByMessage: readonly (readonly [RegExp, ReasonCode])[] = [
  [/no space left on device|failed to write all bytes|disk quota exceeded/i, 'disk-full'],
  [/max_temp_directory_size|temp_directory.* is full/i, 'disk-full'],
  [/could not set lock on file|unique file handle conflict/i, 'warehouse-locked'],
  [/read versions? between|newer version of duckdb|storage version/i, 'warehouse-newer'],
  [/not a valid duckdb database file|corrupt database file/i, 'warehouse-invalid'],
  [/could not read from file.*is a directory/i, 'warehouse-invalid'],
  [/read-only file ?system|cannot create (file|directory)/i, 'file-unwritable'],
  [/cannot open file|no files found that match/i, 'file-unreadable'],
  [/^(fsync|fdatasync|ftruncate|seek) failed/i, 'system-error'],
  [/no statement to prepare|cannot prepare multiple statements/i, 'sql-parser'],
];

const hints: Readonly<Partial<Record<ReasonCode, string>>> = {
  'out-of-memory': "raise 'memory_limit', lower 'threads', or give a 'temp_directory' with room",
  'disk-full': "make room on the disk, or point 'temp_directory' at another one",
  'warehouse-newer': 'install a newer crm-run',
  'warehouse-invalid': 'check that the path is that of a DuckDB file, and that it is whole',
};

/**
 * Turns what node-api throws into a CrmError. `sqlOffset` is the place in `sql`, in UTF-16 units,
 * where the database reports it; `prefix` is the length of text that was put in front of it.
 */
export function toCrmError(error: unknown, sql = '', prefix = 0): CrmError {
  if (error instanceof CrmError) return error;
  const told = parseDatabaseError(error instanceof Error ? error.message : String(error));
  const code = codeOf(told);
  const { message, hint } = splitMessage(told, code);
  const payload = { reason: message, hint: hint ?? faultOf(told)?.hint ?? hints[code] };
  const offset = offsetOf(told, sql);
  if (offset === undefined) return new CrmError(code, payload, { cause: error });
  const sqlOffset = Math.min(Math.max(offset - prefix, 0), sql.length - prefix);
  return new CrmError(code, payload, { cause: error, sqlOffset });
}

function parseDatabaseError(text: string): DatabaseError {
  const prefixed = /^([A-Za-z][A-Za-z ]*?) Error: /.exec(text);
  const body = prefixed === null ? text : text.slice(prefixed[0].length);
  if (body.startsWith('{')) {
    try {
      const parsed: unknown = JSON.parse(body);
      if (isDatabaseError(parsed)) return originalOf(parsed);
    } catch {
      // Not JSON after all: the text itself is the message.
    }
  }
  return originalOf({ exception_type: prefixed?.[1] ?? 'unknown', exception_message: body });
}

/** What broke the database down says more than that it is broken. */
function originalOf(told: DatabaseError): DatabaseError {
  const original = /Original error: "?(?:[A-Za-z]+ Error: )?([\s\S]*?)"?$/;
  const message = original.exec(told.exception_message)?.[1];
  if (message === undefined) return told;
  return { ...told, exception_type: 'io', exception_message: message };
}

function isDatabaseError(value: unknown): value is DatabaseError {
  return (
    typeof value === 'object' &&
    value !== null &&
    'exception_type' in value &&
    typeof value.exception_type === 'string' &&
    'exception_message' in value &&
    typeof value.exception_message === 'string'
  );
}

function codeOf(told: DatabaseError): ReasonCode {
  const fault = faultOf(told);
  if (fault !== undefined && !/could not set lock on file/i.test(told.exception_message)) {
    return faultCode(
      fault,
      /could not write|(cannot|failed to) create/i.test(told.exception_message)
        ? 'file-unwritable'
        : 'file-unreadable',
    );
  }
  const type = told.exception_type.toLowerCase();
  for (const [pattern, code] of codesByMessage) {
    if (pattern.test(told.exception_message)) return code;
  }
  return codesByType[type] ?? 'sql-error';
}

/** The system's fault behind an error, which DuckDB reports by number or by the words of the C library. */
function faultOf(told: DatabaseError): SystemFault | undefined {
  const number = Number(told.errno);
  return told.errno !== undefined && Number.isInteger(number)
    ? (systemFault(number) ?? faultInText(told.exception_message))
    : faultInText(told.exception_message);
}

/** Where DuckDB adds candidates and advice to its reason. */
const advice =
  /\n+\s*(Did you mean|Candidate|Possible|See also|Use "SET|LINE \d|Database is launched)/;

function splitMessage(
  told: DatabaseError,
  code: ReasonCode,
): { message: string; hint: string | undefined } {
  const full = told.exception_message.trim();
  if (/^No statement to prepare/.test(full)) {
    return { message: 'there is no SQL statement', hint: 'write a select' };
  }
  if (/^Cannot prepare multiple statements/.test(full)) {
    return { message: 'there is more than one SQL statement', hint: 'write one statement' };
  }
  if (code === 'interrupted') return { message: 'the statement was interrupted', hint: undefined };
  const cut = advice.exec(full)?.index ?? full.length;
  const message = full
    .slice(0, cut)
    .replace(/ See also https?:\S+$/, '')
    .replace(/\. You might need to add explicit type casts\.$/, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[!.]$/, '');
  if (/^syntax error at or near ";"/.test(message)) {
    return {
      message: restyle(message, code),
      hint: "take the ';' out: one select is the whole SQL",
    };
  }
  return { message: restyle(message, code), hint: hintOf(told, full.slice(cut)) };
}

/** Errors whose messages put names, not values, in double quotes. */
const quotesNames: ReadonlySet<ReasonCode> = new Set(['sql-parser', 'sql-binder', 'sql-catalog']);

/**
 * The message as ours are written: a small first letter, and names in single quotes. What has no
 * code of its own may be the text of somebody's own `error()`, and stays.
 */
function restyle(message: string, code: ReasonCode): string {
  if (code === 'sql-error') return message;
  const quoted = quotesNames.has(code) ? message.replace(/"([^"']+)"/g, "'$1'") : message;
  return quoted.replace(/^[A-Z][a-z]* (Function|Macro)?/, first => first.toLowerCase());
}

function hintOf(told: DatabaseError, rest: string): string | undefined {
  const signatures = /Candidate functions:\s*([\s\S]*)$/.exec(rest)?.[1];
  if (signatures !== undefined) return `it takes ${listSignatures(signatures)}`;
  if (!/^\s*(Did you mean|Candidate)/.test(rest)) return undefined;
  const names = [...rest.matchAll(/"((?:[^"]|"")+)"/g)].map(match => match[1] ?? '');
  return candidateHint(told.exception_message, names);
}

const shownSignatures = 4;

function listSignatures(text: string): string {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  const more = lines.length - shownSignatures;
  const shown = more > 1 ? lines.slice(0, shownSignatures) : lines;
  return more > 1 ? `${shown.join('; ')}; and ${more} more` : shown.join('; ');
}

function offsetOf(told: DatabaseError, sql: string): number | undefined {
  const position = Number(told.position);
  if (told.position === undefined || !Number.isSafeInteger(position)) return undefined;
  // The parser counts code points, everything after it counts bytes.
  return told.exception_type === 'Parser'
    ? utf16OffsetOfCodePoint(sql, position)
    : utf16OffsetOfByte(sql, position);
}

import type { CrmError } from '../../base/errors/crm-error.ts';
import type { ErrorCode } from '../../base/errors/error-kinds.ts';

/** A file that could not be read, and what its text names. */
export interface UnreadFile {
  readonly path: string;
  readonly words: ReadonlySet<string>;
  readonly macro: ReadonlySet<string>;
  readonly test: ReadonlySet<string>;
}

/** Looks for names in the text of a file that could not be read. */
export function unreadFile(path: string, text: string): UnreadFile {
  const words = new Set(text.match(/\w+/g));
  return { path, words, macro: defined('macro', text), test: defined('test', text) };
}

/** True where the file would have what is missing, were it read. */
type WouldHave = (name: string, file: UnreadFile) => boolean;

const isNamed: WouldHave = (name, { path }) => {
  const stem = path.replace(/^.*\//, '').replace(/\.(?:sql|csv)$/, '');
  return stem === name;
};

/** Errors about something that is missing, which may be in a file that could not be read. */
const consequences: ReadonlyMap<ErrorCode, WouldHave> = new Map<ErrorCode, WouldHave>([
  ['unknown-ref', isNamed],
  [
    'unknown-source',
    (name, { path, words }) =>
      /\.ya?ml$/.test(path) && (name.match(/\w+/g) ?? []).every(part => words.has(part)),
  ],
  ['unknown-macro', (name, { macro }) => macro.has(name)],
  ['unknown-test', (name, { test }) => test.has(name)],
  ['unattached-properties', (name, file) => isNamed(name, file) || file.macro.has(name)],
]);

/** The names of the macros or generic tests that a text defines. */
function defined(tag: 'macro' | 'test', text: string): ReadonlySet<string> {
  const definitions = text.matchAll(/\{%[-+]?\s*(macro|test)\s+(\w+)/g);
  return new Set([...definitions].flatMap(([, found, name = '']) => (found === tag ? [name] : [])));
}

/** True for an error that may only follow from another one. */
export function isConsequence(code: ErrorCode): boolean {
  return consequences.has(code);
}

/** True for an error about something that is in a file that could not be read. */
export function followsFrom({ code, payload }: CrmError, file: UnreadFile): boolean {
  return 'name' in payload && (consequences.get(code)?.(payload.name, file) ?? false);
}

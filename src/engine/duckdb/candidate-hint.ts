import { nearest } from '../../base/text/nearest.ts';

/** How many columns a hint lists. */
const shownNames = 5;

/** What the database makes for itself, and what the runner does, which nobody means by a name. */
const internal = /^(?:__|pg_|duckdb_|sqlite_|pragma_)|^(?:information_schema|pg_catalog)$/;

/**
 * The hint that is worth giving of the names that the database proposes for one that does not exist.
 * Columns and aliases that it proposes are those in scope. Of relations, functions, types and
 * settings it proposes whatever is least unlike, of the whole instance: passed on is what is close,
 * and of what the database or the runner makes for itself only what was asked for by such a name.
 */
export function candidateHint(message: string, names: readonly string[]): string | undefined {
  const [, wanted] = /^(?:.*?with name|.* parameter) "?([^\s"]+)/i.exec(message) ?? [];
  if (wanted === undefined) {
    const shown = names.filter(name => !name.startsWith('__')).slice(0, shownNames);
    return shown.length === 0 ? undefined : `did you mean ${shown.map(quote).join(', ')}?`;
  }
  const asked = lastPart(wanted);
  const known = names.filter(name => isInternal(asked) || !name.split('.').some(isInternal));
  const close = nearest(asked, known.map(lastPart));
  if (close === undefined) return undefined;
  const found = known.find(name => lastPart(name) === close);
  return `did you mean ${quote(isInternal(close) || found === undefined ? close : found)}?`;
}

function isInternal(name: string): boolean {
  return internal.test(name);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function quote(name: string): string {
  return `'${name}'`;
}

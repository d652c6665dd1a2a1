import { basename } from 'node:path';

/** Names that DuckDB has for databases of its own. */
const reserved = new Set(['main', 'system', 'temp']);

/**
 * The name that DuckDB gives to a database when its file is opened: the file's up to the first dot
 * after its leading ones, with `_db` after it where DuckDB needs the name itself.
 */
export function databaseName(path: string): string {
  const stem = basename(path).replace(/^\.+/, '').replace(/\..*$/s, '');
  return reserved.has(stem) ? `${stem}_db` : stem;
}

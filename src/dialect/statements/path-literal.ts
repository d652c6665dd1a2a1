import { sep } from 'node:path';
import { CrmError } from '../../base/errors/crm-error.ts';
import { databasePathProblem } from '../names/database-path.ts';
import { quoteLiteral } from '../names/relation.ts';

/**
 * How paths are handed to DuckDB; there is no other way. A path is that of one file, whatever
 * characters are in it, and never a pattern.
 */

/** What makes a text a pattern to DuckDB. */
const patternCharacter = /[[*?]/g;

/** The options of `read_csv` that keep DuckDB from reading anything into the name of a file. */
export const plainCsvFile =
  "compression = 'none', hive_partitioning = false, union_by_name = false";

/** The options of `read_parquet` that keep DuckDB from reading anything into the name of a file. */
export const plainParquetFile = 'hive_partitioning = false, union_by_name = false';

/**
 * The absolute path of one file as a literal for `read_csv` and `read_parquet`, which take patterns.
 * Throws CrmError `invalid-value` for a path that no pattern means.
 */
export function filePattern(path: string): string {
  if (path.search(patternCharacter) === -1) return quoteLiteral(path);
  if (sep !== '\\' && path.includes('\\')) {
    const message = `${path} cannot be read: a path with a backslash cannot hold '[', '*' or '?' too`;
    throw new CrmError('invalid-value', {
      reason: message,
      hint: 'rename the file or its directory',
    });
  }
  return quoteLiteral(path.replace(patternCharacter, character => `[${character}]`));
}

/** The absolute path of a file or directory as a literal for `copy … to` and for settings. */
export function fileLiteral(path: string): string {
  return quoteLiteral(path);
}

/**
 * The absolute path of a database file as a literal for `attach`. Throws CrmError `invalid-value`
 * where DuckDB cannot keep a database there.
 */
export function databaseLiteral(path: string): string {
  const problem = databasePathProblem(path);
  if (problem === undefined) return quoteLiteral(path);
  throw new CrmError('invalid-value', {
    reason: `${path} cannot be a database: ${problem}`,
    hint: "move the file to a path without '?'",
  });
}

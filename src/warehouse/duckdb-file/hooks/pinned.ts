import { CrmError } from '../../../base/errors/crm-error.ts';
import { quoteIdentifier } from '../../../dialect/names/relation.ts';
import type { Connection } from '../../../engine/engine.ts';

/** Where the statements of a connection go. */
export interface Place {
  readonly database: string;
  readonly schema: string;
  /** Paths of the attached files by name. */
  readonly attached: ReadonlyMap<string, string>;
}

/** Reads where the statements of a connection go. */
export async function readPlace(connection: Connection): Promise<Place> {
  const { rows: here } = await connection.query('select current_database(), current_schema()');
  const { rows } = await connection.query(
    "select database_name, coalesce(path, '') from duckdb_databases() where not internal order by all",
  );
  return {
    database: String(here[0]?.[0]),
    schema: String(here[0]?.[1]),
    attached: new Map(rows.map(([database, path]) => [String(database), String(path)])),
  };
}

/**
 * Puts a connection back where it was before a hook, and gives an error for what the hook had
 * changed; undefined where it left everything as it was.
 */
export async function restorePlace(
  connection: Connection,
  before: Place,
): Promise<CrmError | undefined> {
  const open = await endTransaction(connection);
  const after = await readPlace(connection);
  for (const [database, path] of before.attached) {
    if (after.attached.get(database) === path) continue;
    return refused(`the hook has detached '${database}', which the build works with`);
  }
  if (after.database !== before.database || after.schema !== before.schema) {
    const place = `${quoteIdentifier(before.database)}.${quoteIdentifier(before.schema)}`;
    await connection.run(`use ${place}`);
    return refused(`the hook has left ${after.database}.${after.schema} in use`);
  }
  return open ? refused('the hook has left a transaction open') : undefined;
}

/** Ends a transaction that is open; true when there was one. */
async function endTransaction(connection: Connection): Promise<boolean> {
  try {
    await connection.run('begin transaction');
    await connection.run('rollback');
    return false;
  } catch {
    await connection.run('rollback').catch(() => undefined);
    return true;
  }
}

function refused(message: string): CrmError {
  return new CrmError('hook-refused', {
    reason: message,
    hint: 'a hook works in the file that is built, and leaves it in use',
  });
}

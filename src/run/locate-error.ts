import type { CrmError } from '../base/crm-error.ts';
import { locateSql, type MappedSql } from '../base/mapped-sql.ts';
import type { Node } from '../template/node.ts';

/**
 * The error with the place in the template that it comes from: where the database tells the
 * offset in `sql`, that place and the macro calls around it; else the place of the node.
 */
export function locateError(error: CrmError, sql: MappedSql, node: Node): CrmError {
  if (error.location !== undefined) return error;
  const found = error.sqlOffset === undefined ? undefined : locateSql(sql, error.sqlOffset);
  if (found === undefined) return error.with({ location: node.location });
  return error.with({ location: found.location, trace: [...found.trace, ...error.trace] });
}

import type { CrmError } from '../base/crm-error.ts';
import { locateSql, type MappedSql } from '../base/mapped-sql.ts';
import type { SourceLocation } from '../base/source-location.ts';
import type { Node } from '../template/node.ts';

/** True for a data test that comes with the runner. */
function isBuiltIn({ file }: SourceLocation): boolean {
  return file.startsWith('<');
}

/**
 * The error with the place in the template that it comes from: where the database tells the
 * offset in `sql`, that place and the macro calls around it; else the place of the node.
 */
export function locateError(error: CrmError, sql: MappedSql, node: Node): CrmError {
  if (error.location !== undefined) return error;
  const found = error.sqlOffset === undefined ? undefined : locateSql(sql, error.sqlOffset);
  if (found === undefined) return error.with({ location: node.location });
  const trace = [...found.trace, ...error.trace];
  const [outermost] = found.trace;
  if (outermost !== undefined && isBuiltIn(found.location)) {
    // Nobody can look into what comes with the runner: the place is where it is used.
    return error.with({ location: outermost.location, trace: trace.slice(1) });
  }
  return error.with({ location: found.location, trace });
}

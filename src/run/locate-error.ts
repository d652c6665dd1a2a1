import type { CrmError } from '../base/errors/crm-error.ts';
import type { SourceLocation } from '../base/errors/source-location.ts';
import { locateSql, type MappedSql } from '../base/text/mapped-sql.ts';
import type { Node } from '../nodes/node.ts';

/** True for a data test that comes with the runner. */
function isBuiltIn({ file }: SourceLocation): boolean {
  return file.startsWith('<');
}

/** Codes of errors that are about the very text at their place, not about values. */
const aboutText: ReadonlySet<string> = new Set(['sql-parser', 'sql-binder', 'sql-catalog']);

/**
 * The error located in the template, by its offset in `sql`, with the macro calls around that place;
 * an error about the output of a ref() or source() names the call. Undefined where the database reports
 * no offset, or no part of the text was written in a file.
 */
export function locateInSql(error: CrmError, sql: MappedSql): CrmError | undefined {
  const found = error.sqlOffset === undefined ? undefined : locateSql(sql, error.sqlOffset);
  if (found === undefined) return undefined;
  const { location, reference } = found;
  const trace = [...found.trace, ...error.trace];
  if (reference === undefined || !aboutText.has(error.code)) return error.with({ location, trace });
  return error.withReason(`${error.message}, at ${reference}`).with({ location, trace });
}

/** The error at its place in the template, or where none is known at the place of the node. */
export function locateError(error: CrmError, sql: MappedSql, node: Node): CrmError {
  if (error.location !== undefined) return error;
  const found = locateInSql(error, sql);
  if (found?.location === undefined) return error.with({ location: node.location });
  const [outermost] = found.trace;
  if (outermost === undefined || !isBuiltIn(found.location)) return found;
  // Built-in files cannot be opened, so the place is where the test is used.
  return found.with({ location: outermost.location, trace: found.trace.slice(1) });
}

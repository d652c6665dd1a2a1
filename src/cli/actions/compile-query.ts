import { CrmError } from '../../base/errors/crm-error.ts';
import { locateSql, type MappedSql } from '../../base/text/mapped-sql.ts';
import { findStatements } from '../../dialect/statements/sql-statements.ts';
import type { Compiler } from '../../nodes/compiler.ts';
import { queryProblem } from '../../plan/models/query-problem.ts';

/**
 * Renders a query of --inline. Throws CrmError, also where nothing but comments is left of it, or
 * more than one query.
 */
export function compileQuery(compiler: Compiler, text: string): MappedSql {
  const { sql } = compiler.compileInline(text);
  if (findStatements(sql.text).length === 0) {
    throw new CrmError('usage', {
      reason: 'the query of --inline is empty',
      hint: `such as --inline "select 1"`,
    });
  }
  const problem = queryProblem(sql.text);
  if (problem === undefined) return sql;
  throw problem.with(locateSql(sql, problem.sqlOffset ?? 0) ?? {});
}

import { CrmError } from '../base/crm-error.ts';
import type { MappedSql } from '../base/mapped-sql.ts';
import type { Compiler } from '../template/compiler.ts';

const comments = /--.*|\/\*[\s\S]*?\*\//g;

/** Renders a query of --inline. Throws CrmError, also where nothing but comments is left of it. */
export function compileQuery(compiler: Compiler, text: string): MappedSql {
  const { sql } = compiler.compileInline(text);
  if (sql.text.replaceAll(comments, '').trim() === '') {
    throw new CrmError('usage', 'the query of --inline is empty', {
      hint: `such as --inline "select 1"`,
    });
  }
  return sql;
}

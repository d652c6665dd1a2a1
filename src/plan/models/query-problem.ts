import { CrmError } from '../../base/errors/crm-error.ts';
import { findStatements, type SqlStatement } from '../../dialect/statements/sql-statements.ts';
import { notQueries } from '../../dialect/statements/statement-words.ts';

/**
 * What is wrong with SQL that has to be one query: more statements than one, or one that is not a query.
 * The error has the offset of that statement; undefined where there is nothing to say.
 */
export function queryProblem(text: string): CrmError | undefined {
  const statements = findStatements(text);
  const [first] = statements;
  const several = severalStatements(statements, 'query', "leave one; a ';' ends a statement");
  if (several !== undefined) return several;
  if (first === undefined || !notQueries.has(first.keyword)) return undefined;
  return new CrmError(
    'sql-parser',
    {
      reason: `'${first.keyword}' is not a query: it returns no rows`,
      hint: 'write a select; other statements belong in on-run-start or on-run-end',
    },
    { sqlOffset: first.start },
  );
}

/** What is wrong with SQL that has to be one statement of any kind, as a hook. */
export function statementProblem(text: string): CrmError | undefined {
  return severalStatements(findStatements(text), 'statement', 'make each an entry of the list');
}

function severalStatements(
  statements: readonly SqlStatement[],
  wanted: 'query' | 'statement',
  hint: string,
): CrmError | undefined {
  const second = statements[1];
  if (second === undefined) return undefined;
  const what = second.keyword === '' ? 'the second' : `the second, '${second.keyword} …',`;
  const message =
    `there are ${statements.length} SQL statements where one ${wanted} belongs; ` +
    `${what} begins here`;
  return new CrmError('sql-parser', { reason: message, hint }, { sqlOffset: second.start });
}

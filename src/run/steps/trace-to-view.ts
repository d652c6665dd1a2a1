import { CrmError } from '../../base/errors/crm-error.ts';
import { concatSql, type MappedSql } from '../../base/text/mapped-sql.ts';
import { reach } from '../../graph/dag.ts';
import type { Node } from '../../nodes/node.ts';
import { relationKind } from '../../nodes/relation-kind.ts';
import { locateError } from '../locate-error.ts';
import type { StepContext } from './step-context.ts';

/** Errors that come from values, which a view passes on to whoever reads it. */
const valueErrors: ReadonlySet<string> = new Set([
  'sql-conversion',
  'sql-out-of-range',
  'sql-error',
]);

/**
 * Locates an error that came up while `node` ran. A view runs inside of the statement that reads
 * it, and the database reports the place in the view's text without saying that it is the view's;
 * so the views that the node reads are queried one by one, the ones furthest up first, and the
 * first that fails alike is where the error is reported, with the node in its trace.
 */
export async function locateRunError(
  error: CrmError,
  sql: MappedSql,
  node: Node,
  context: StepContext,
): Promise<CrmError> {
  if (error.location !== undefined || !valueErrors.has(error.code)) {
    return locateError(error, sql, node);
  }
  const { nodes, parents, order } = context.manifest;
  const through = (id: string) => {
    const read = nodes.get(id);
    return read !== undefined && relationKind(read) !== 'table';
  };
  const reads = reach(parents, [node.uniqueId], { through });
  for (const view of order.flatMap(id => (reads.has(id) ? (nodes.get(id) ?? []) : []))) {
    if (relationKind(view) !== 'view') continue;
    const found = await queryView(view, context);
    if (found === undefined || !sameReason(found.error, error)) continue;
    const located = locateError(found.error, found.sql, view);
    const what = `read by ${node.resourceType} '${node.name}'`;
    const frame = { kind: 'step', what, location: node.location } as const;
    return located.with({ trace: [frame, ...located.trace], cause: error });
  }
  return locateError(error, sql, node);
}

async function queryView(
  view: Node,
  context: StepContext,
): Promise<{ readonly error: CrmError; readonly sql: MappedSql } | undefined> {
  // The hash of whole rows makes the database compute every column.
  const sql = concatSql([
    'select count(hash(whole_row)) from (\n',
    context.compiler.compile(view),
    '\n) as whole_row',
  ]);
  try {
    await context.connection.query(sql.text);
    return undefined;
  } catch (error) {
    if (error instanceof CrmError) return { error, sql };
    throw error;
  }
}

/** Values differ from run to run, as threads take rows in any order; the reason does not. */
function sameReason(left: CrmError, right: CrmError): boolean {
  const reason = (error: CrmError) => error.message.replace(/'[^']*'|"[^"]*"|-?\d[\d.]*/g, '');
  return left.code === right.code && reason(left) === reason(right);
}

import { CrmError } from '../../base/errors/crm-error.ts';
import type { MappedSql } from '../../base/text/mapped-sql.ts';
import type { Node } from '../../nodes/node.ts';
import type { StepContext } from './step-context.ts';
import { locateRunError } from './trace-to-view.ts';

/** Sends a statement of a node by `send`; an error of it gets its place in what the person wrote. */
export async function sendStatement<T>(
  sql: MappedSql,
  node: Node,
  context: StepContext,
  send: (text: string) => Promise<T>,
): Promise<T> {
  try {
    return await send(sql.text);
  } catch (error) {
    if (!(error instanceof CrmError) || error.code === 'interrupted') throw error;
    throw await locateRunError(error, sql, node, context);
  }
}

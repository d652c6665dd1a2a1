import { CrmError } from '../../base/errors/crm-error.ts';
import type { MappedSql } from '../../base/text/mapped-sql.ts';
import type { Connection } from '../../engine/engine.ts';
import type { ModelNode } from '../../nodes/node.ts';
import { relationKind } from '../../nodes/relation-kind.ts';
import { locateError } from '../locate-error.ts';

/**
 * Refuses a view that calls a function of the runner: a view is computed by whoever reads the
 * published file, and other programs do not have the function. A table holds what was computed.
 */
export async function checkViewFunctions(
  connection: Connection,
  node: ModelNode,
  select: MappedSql,
  functions: ReadonlySet<string>,
): Promise<readonly CrmError[]> {
  if (relationKind(node) !== 'view') return [];
  const text = select.text.toLowerCase();
  // Parsing costs more than a text search, and most views call none of them.
  if (![...functions].some(name => text.includes(name))) return [];
  const calls = await connection.functionCalls(select.text);
  return calls
    .filter(({ name }) => functions.has(name))
    .map(({ name, sqlOffset }) =>
      locateError(
        new CrmError('function-in-view', { view: node.name, function: name }, { sqlOffset }),
        select,
        node,
      ),
    );
}

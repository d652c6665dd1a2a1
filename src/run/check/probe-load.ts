import type { CrmError } from '../../base/errors/crm-error.ts';
import { knownErrors } from '../../base/errors/known-errors.ts';
import type { MappedSql } from '../../base/text/mapped-sql.ts';
import type { TypedColumn } from '../../dialect/types/typed-column.ts';
import type { Connection } from '../../engine/engine.ts';
import { probe } from '../../load/load-table.ts';
import type { SeedNode, SourceNode } from '../../nodes/node.ts';

/** The columns of the table of a source or seed, and the errors that its file already shows. */
export interface ProbedLoad {
  /** Undefined where the columns are not known. */
  readonly columns: readonly TypedColumn[] | undefined;
  readonly errors: readonly CrmError[];
  /** The statement that will load it, where the database can read the file as it is. */
  readonly statement?: MappedSql | undefined;
}

/**
 * Columns of the table that a source or seed becomes. Those of a source are declared, so that the
 * models that read it can be checked even while its file is missing. Errors of files that the plan
 * does not load are not reported.
 */
export async function probeLoad(
  connection: Connection,
  node: SourceNode | SeedNode,
  planned: boolean,
): Promise<ProbedLoad> {
  if (node.resourceType === 'source' && !planned) {
    return { columns: declaredColumns(node), errors: [] };
  }
  try {
    const { columns, statement } = await probe(connection, { node, relation: node.relation });
    return { columns, statement, errors: [] };
  } catch (error) {
    const errors = knownErrors(error);
    const columns = node.resourceType === 'source' ? declaredColumns(node) : undefined;
    return { columns, errors: planned ? errors : [] };
  }
}

function declaredColumns(node: SourceNode): readonly TypedColumn[] {
  return node.columns.map(({ name, dataType }) => ({ name, type: dataType ?? 'varchar' }));
}

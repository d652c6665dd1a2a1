import { formatRelation, quoteIdentifier, type Relation } from '../../dialect/relation.ts';
import type { Connection, ResultColumn } from '../../engine/engine.ts';

/** Creates a relation of these columns without rows. */
export async function createEmpty(
  connection: Connection,
  relation: Relation,
  columns: readonly ResultColumn[],
): Promise<void> {
  const list = columns.map(({ name, type }) => `${quoteIdentifier(name)} ${type}`).join(', ');
  await connection.run(`create table ${formatRelation(relation)} (${list})`);
}

import { formatRelation } from '../../../dialect/names/relation.ts';
import type { Connection } from '../../../engine/engine.ts';
import { ownSchema } from './list-objects.ts';

/** The tables and views of the database in use, by `schema.identifier`, but the runner's own. */
export async function listRelations(
  connection: Connection,
): Promise<Map<string, 'table' | 'view'>> {
  const { rows } = await connection.query(`
    select schema_name, table_name, 'table' as kind from duckdb_tables()
    where database_name = current_database() and not internal and schema_name <> '${ownSchema}'
    union all
    select schema_name, view_name, 'view' from duckdb_views()
    where database_name = current_database() and not internal and schema_name <> '${ownSchema}'
    order by all`);
  return new Map(
    rows.map(([schema, identifier, kind]) => [
      formatRelation({ schema: String(schema), identifier: String(identifier) }),
      kind === 'view' ? 'view' : 'table',
    ]),
  );
}

/** Rows of the largest table of the database in use, as the database estimates them. */
export async function largestTable(connection: Connection): Promise<number> {
  const { rows } = await connection.query(`
    select max(estimated_size) from duckdb_tables()
    where database_name = current_database() and not internal`);
  return Number(rows[0]?.[0] ?? 0);
}

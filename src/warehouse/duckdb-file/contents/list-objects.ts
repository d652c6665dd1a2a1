import { quoteLiteral } from '../../../dialect/names/relation.ts';
import type { Connection } from '../../../engine/engine.ts';
import type { CatalogObject, ObjectKind } from '../../catalog-object.ts';
/** The schema in which the runner keeps what it knows of a file. */
export const ownSchema = 'crm_run';

/** Everything in an attached database but the runner's own schema, in an order that is always the same. */
export async function listObjects(
  connection: Connection,
  database: string,
): Promise<readonly CatalogObject[]> {
  const here = `database_name = ${quoteLiteral(database)}`;
  const { rows } = await connection.query(`
    select 'table', schema_name, table_name, null, null from duckdb_tables()
    where ${here} and not internal
    union all
    select 'view', schema_name, view_name, sql, null from duckdb_views()
    where ${here} and not internal
    union all
    select 'index', schema_name, index_name, sql, table_name from duckdb_indexes() where ${here}
    union all
    select 'sequence', schema_name, sequence_name, null, null from duckdb_sequences() where ${here}
    union all
    select 'type', schema_name, type_name, null, null from duckdb_types()
    where ${here} and not internal
    union all
    select distinct
      case function_type when 'table_macro' then 'macro table' else 'macro' end,
      schema_name, function_name, null, null
    from duckdb_functions() where ${here} and not internal
    union all
    select 'schema', schema_name, schema_name, null, null from duckdb_schemas()
    where ${here} and not internal
    order by all`);
  return rows
    .filter(([, schema]) => String(schema).toLowerCase() !== ownSchema)
    .map(([kind, schema, name, sql, table]) => ({
      kind: kind as ObjectKind,
      schema: String(schema),
      name: String(name),
      sql: sql === null ? undefined : String(sql),
      table: table === null ? undefined : String(table),
    }));
}

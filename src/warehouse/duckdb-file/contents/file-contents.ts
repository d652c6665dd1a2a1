import { quoteIdentifier, quoteLiteral } from '../../../dialect/names/relation.ts';
import type { Connection } from '../../../engine/engine.ts';
import { type CatalogObject, isRelation, keyOf, objectKey } from '../../catalog-object.ts';
import { listObjects } from './list-objects.ts';

/** An object of a file, with what says whether it is whole. */
export interface ObjectContents {
  readonly object: CatalogObject;
  /** Names and types of the columns of a table or view, in order. */
  readonly columns: string;
  /** Rows of a table. */
  readonly rows: number | undefined;
}

/** Everything in an attached database by objectKey; rows are counted without reading them. */
export async function readContents(
  connection: Connection,
  database: string,
): Promise<ReadonlyMap<string, ObjectContents>> {
  const objects = await listObjects(connection, database);
  const columns = await readColumns(connection, database);
  const rows = await countRows(connection, database, objects);
  return new Map(
    objects.map(object => {
      const key = objectKey(object);
      const found = isRelation(object) ? columns.get(keyOf(object)) : undefined;
      return [key, { object, columns: found ?? '', rows: rows.get(key) }];
    }),
  );
}

async function readColumns(
  connection: Connection,
  database: string,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await connection.query(`
    select schema_name, table_name,
      string_agg(column_name || ' ' || data_type, ', ' order by column_index)
    from duckdb_columns()
    where database_name = ${quoteLiteral(database)} and not internal
    group by all`);
  return new Map(
    rows.map(([schema, name, text]) => [
      keyOf({ kind: 'table', schema: String(schema), name: String(name) }),
      String(text),
    ]),
  );
}

async function countRows(
  connection: Connection,
  database: string,
  objects: readonly CatalogObject[],
): Promise<ReadonlyMap<string, number>> {
  const tables = objects.filter(({ kind }) => kind === 'table');
  if (tables.length === 0) return new Map();
  const counts = tables.map(({ schema, name }, at) => {
    const table = [database, schema, name].map(quoteIdentifier).join('.');
    return `select ${at}, count(*) from ${table}`;
  });
  const { rows } = await connection.query(counts.join(' union all '));
  return new Map(
    rows.flatMap(([at, count]) => {
      const table = tables[Number(at)];
      return table === undefined ? [] : [[objectKey(table), Number(count)] as const];
    }),
  );
}

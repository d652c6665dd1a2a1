import { quoteIdentifier, quoteLiteral } from '../../../dialect/names/relation.ts';
import type { Connection } from '../../../engine/engine.ts';
import type { WithheldRelation } from '../../withheld-relation.ts';
import { withheldReason } from '../../withheld-relation.ts';
import { ownSchema } from './list-objects.ts';

const columns = ['group_name', 'unique_id', 'schema_name', 'relation_name', 'reason'];

/** What a project's last builds left out of a file that is attached as `database`. */
export async function readWithheld(
  connection: Connection,
  database: string,
  project: string,
): Promise<readonly WithheldRelation[]> {
  if (!(await hasTable(connection, database))) return [];
  const table = `${quoteIdentifier(database)}.${ownSchema}.withheld`;
  const { rows } = await connection.query(
    `select ${columns.join(', ')} from ${table} where project = ${quoteLiteral(project)} order by all`,
  );
  return rows.map(row => {
    const [group = '', uniqueId = '', schemaName = '', identifier = '', failure = ''] =
      row.map(String);
    return { group, uniqueId, relation: { schema: schemaName, identifier }, failure };
  });
}

/** Writes down in the file in use what a project leaves out of it, in place of what is there. */
export async function writeWithheld(
  connection: Connection,
  database: string,
  project: string,
  withheld: readonly WithheldRelation[],
): Promise<void> {
  if (!(await hasTable(connection, database))) {
    if (withheld.length === 0) return;
    await connection.run(`create schema if not exists ${ownSchema}`);
    const typed = ['project', ...columns].map(name => `${name} varchar`).join(', ');
    await connection.run(`create table ${ownSchema}.withheld (${typed})`);
  }
  await connection.run(
    `delete from ${ownSchema}.withheld where project = ${quoteLiteral(project)}`,
  );
  if (withheld.length === 0) return;
  const rows = withheld.map(each => {
    const { group, uniqueId, relation } = each;
    const values = [project, group, uniqueId, relation.schema, relation.identifier];
    return [...values, withheldReason(each)].map(quoteLiteral).join(', ');
  });
  await connection.run(
    `insert into ${ownSchema}.withheld values ${rows.map(row => `(${row})`).join(', ')}`,
  );
}

async function hasTable(connection: Connection, database: string): Promise<boolean> {
  const { rows } = await connection.query(`
    select 1 from duckdb_tables() where database_name = ${quoteLiteral(database)}
    and schema_name = '${ownSchema}' and table_name = 'withheld'`);
  return rows.length > 0;
}

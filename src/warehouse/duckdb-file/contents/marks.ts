import { CrmError } from '../../../base/errors/crm-error.ts';
import { quoteLiteral } from '../../../dialect/names/relation.ts';
import type { Connection } from '../../../engine/engine.ts';
import { type ObjectKind, objectKey } from '../../catalog-object.ts';
import type { OwnedObject } from '../../warehouse.ts';
import { ownSchema } from './list-objects.ts';

/** Version of the tables in the schema `crm_run`, and the newest that this runner can read. */
const layoutVersion = 1;

/** What a file says of itself. */
export interface Marks {
  /** Projects that publish into the file. */
  readonly projects: readonly string[];
  readonly objects: readonly OwnedObject[];
}

/**
 * The marks in an attached database; undefined in a file that no crm-run has written. Throws
 * CrmError `warehouse-newer` for a layout that a later version made.
 */
export async function readMarks(
  connection: Connection,
  database: string,
): Promise<Marks | undefined> {
  const { rows: found } = await connection.query(`
    select count(*) from duckdb_tables()
    where database_name = ${quoteLiteral(database)} and schema_name = '${ownSchema}'
      and table_name = 'layout'`);
  if (Number(found[0]?.[0]) === 0) return undefined;
  const own = `${database}.${ownSchema}`;
  const { rows: layout } = await connection.query(`select max(version) from ${own}.layout`);
  const version = Number(layout[0]?.[0]);
  if (version > layoutVersion) {
    const message = `the warehouse was written by a newer crm-run (its layout is ${version}, known are up to ${layoutVersion})`;
    throw new CrmError('warehouse-newer', {
      reason: message,
      hint: 'install that version of crm-run',
    });
  }
  const { rows: projects } = await connection.query(
    `select project from ${own}.projects order by project`,
  );
  const { rows: objects } = await connection.query(`
    select project, kind, schema_name, relation_name, unique_id, fingerprint, origin
    from ${own}.relations order by all`);
  const text = (value: unknown) => (value === null ? undefined : String(value));
  return {
    projects: projects.map(([project]) => String(project)),
    objects: objects.map(([project, kind, schema, name, uniqueId, fingerprint, origin]) => ({
      project: String(project),
      kind: kind as ObjectKind,
      schema: String(schema),
      name: String(name),
      uniqueId: text(uniqueId),
      fingerprint: text(fingerprint),
      origin: text(origin),
    })),
  };
}

/** Writes the mark of a project and the list of what it made into the database in use. */
export async function writeMarks(
  connection: Connection,
  mark: { readonly project: string; readonly version: string },
  objects: readonly OwnedObject[],
): Promise<void> {
  const project = quoteLiteral(mark.project);
  const statements = [
    `create schema if not exists ${ownSchema}`,
    `create table if not exists ${ownSchema}.layout (version integer)`,
    `create table if not exists ${ownSchema}.projects (project varchar, crm_run_version varchar)`,
    `create table if not exists ${ownSchema}.relations (
      project varchar, kind varchar, schema_name varchar, relation_name varchar,
      unique_id varchar, fingerprint varchar, origin varchar
    )`,
    `create table if not exists ${ownSchema}.withheld (
      project varchar, group_name varchar, unique_id varchar, schema_name varchar,
      relation_name varchar, reason varchar
    )`,
    `delete from ${ownSchema}.layout`,
    `insert into ${ownSchema}.layout values (${layoutVersion})`,
    `delete from ${ownSchema}.projects where project = ${project}`,
    `insert into ${ownSchema}.projects values (${project}, ${quoteLiteral(mark.version)})`,
    `delete from ${ownSchema}.relations where project = ${project}`,
  ];
  const rows = objects.map(object => {
    const { kind, schema, name, uniqueId, fingerprint, origin } = object;
    const cells = [mark.project, kind, schema, name, uniqueId, fingerprint, origin];
    return `(${cells.map(cell => (cell === undefined ? 'null' : quoteLiteral(cell))).join(', ')})`;
  });
  if (rows.length > 0) {
    statements.push(`insert into ${ownSchema}.relations values ${rows.join(', ')}`);
  }
  for (const statement of statements) await connection.run(statement);
}

/** Objects of one project, by their key. */
export function objectsOf(
  marks: Marks | undefined,
  project: string,
): ReadonlyMap<string, OwnedObject> {
  const own = marks?.objects.filter(object => object.project === project) ?? [];
  return new Map(own.map(object => [objectKey(object), object]));
}

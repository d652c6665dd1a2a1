import { CrmError } from '../../../base/errors/crm-error.ts';
import { quoteIdentifier, quoteLiteral } from '../../../dialect/names/relation.ts';
import type { Connection } from '../../../engine/engine.ts';
import { isRelation, keyOf, objectKey, objectName } from '../../catalog-object.ts';
import type { Claim } from './claim-file.ts';
import { listObjects } from './list-objects.ts';

/** What others put on relations of the project. */
export type Attachments = readonly Attachment[];

/** Something of others that hangs on a relation of the project: an index, or a comment. */
interface Attachment {
  /** Its name, for messages. */
  readonly label: string;
  /** True when the database in use has it. */
  readonly isThere: (found: ReadonlySet<string>) => boolean;
  /** True when the database in use has what it hangs on. */
  readonly fits: (found: ReadonlySet<string>) => boolean;
  readonly sql: string;
}

/**
 * Indexes and comments that others put on relations of the project, as the published file has them.
 * They go when their relation is made anew.
 */
export async function readAttachments(
  connection: Connection,
  database: string,
  { foreign, own }: Claim,
): Promise<Attachments> {
  if (own.length === 0) return [];
  const relations = new Map(own.filter(isRelation).map(object => [keyOf(object), object]));
  const indexes = foreign.flatMap((object): Attachment[] => {
    if (object.kind !== 'index' || object.sql === undefined) return [];
    const table = { ...object, kind: 'table' as const, name: object.table ?? '' };
    if (!relations.has(keyOf(table))) return [];
    const key = objectKey(object);
    return [
      {
        label: `the index ${objectName(object)} on ${objectName(table)}`,
        isThere: found => found.has(key),
        fits: found => found.has(objectKey(table)),
        sql: object.sql,
      },
    ];
  });
  const comments = (await listComments(connection, database)).flatMap(comment => {
    const relation = relations.get(
      keyOf({ kind: 'table', schema: comment.schema, name: comment.name }),
    );
    return relation === undefined ? [] : [commentOn(comment)];
  });
  return [...indexes, ...comments];
}

/** Puts back what is missing. Throws CrmError for an index that can no longer be made. */
export async function restoreAttachments(
  connection: Connection,
  attachments: Attachments,
): Promise<void> {
  if (attachments.length === 0) return;
  const found = new Set([
    ...(await listObjects(connection, '__next')).map(objectKey),
    ...(await listComments(connection, '__next')).map(commentKey),
    ...(await listColumns(connection)),
  ]);
  for (const { label, isThere, fits, sql } of attachments) {
    if (isThere(found) || !fits(found)) continue;
    try {
      await connection.run(sql);
    } catch (error) {
      if (!(error instanceof CrmError)) throw error;
      const message = `${label} is not the project's and cannot be retained: ${error.message}`;
      throw new CrmError(
        'warehouse-foreign',
        { reason: message, hint: 'drop it, or build a relation that it fits' },
        { cause: error },
      );
    }
  }
}

interface Comment {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'view' | 'column';
  readonly column: string | undefined;
  readonly text: string;
}

async function listComments(connection: Connection, database: string): Promise<readonly Comment[]> {
  const here = `database_name = ${quoteLiteral(database)} and comment is not null`;
  const { rows } = await connection.query(`
    select 'table', schema_name, table_name, null, comment from duckdb_tables() where ${here}
    union all
    select 'view', schema_name, view_name, null, comment from duckdb_views() where ${here}
    union all
    select 'column', schema_name, table_name, column_name, comment from duckdb_columns()
    where ${here}
    order by all`);
  return rows.map(([kind, schema, name, column, text]) => ({
    kind: kind as Comment['kind'],
    schema: String(schema),
    name: String(name),
    column: column === null ? undefined : String(column),
    text: String(text),
  }));
}

async function listColumns(connection: Connection): Promise<readonly string[]> {
  const { rows } = await connection.query(`
    select schema_name, table_name, column_name from duckdb_columns()
    where database_name = '__next' and not internal`);
  return rows.map(([schema, name, column]) =>
    columnKey(String(schema), String(name), String(column)),
  );
}

function commentOn(comment: Comment): Attachment {
  const { kind, schema, name, column, text } = comment;
  const relation = `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
  const what = column === undefined ? relation : `${relation}.${quoteIdentifier(column)}`;
  return {
    label: `the comment on ${what}`,
    isThere: found => found.has(commentKey(comment)),
    fits: found =>
      column === undefined
        ? found.has(objectKey({ kind: kind === 'view' ? 'view' : 'table', schema, name }))
        : found.has(columnKey(schema, name, column)),
    sql: `comment on ${kind} ${what} is ${quoteLiteral(text)}`,
  };
}

function commentKey({ kind, schema, name, column }: Comment): string {
  return JSON.stringify(['comment', kind, schema, name, column ?? null].map(lower));
}

function columnKey(schema: string, name: string, column: string): string {
  return JSON.stringify(['column', schema, name, column].map(lower));
}

function lower(text: string | null): string | null {
  return text === null ? null : text.toLowerCase();
}

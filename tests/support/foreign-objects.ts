import { DuckDBInstance } from '@duckdb/node-api';

/** Runs statements on a database file as another program would, and gives the rows of the last. */
export async function onFile(
  file: string,
  ...statements: readonly string[]
): Promise<readonly unknown[][]> {
  const instance = await DuckDBInstance.create(file);
  try {
    const connection = await instance.connect();
    let rows: unknown[][] = [];
    for (const sql of statements) rows = (await connection.runAndReadAll(sql)).getRowsJson();
    connection.closeSync();
    return rows;
  } finally {
    instance.closeSync();
  }
}

/** The rows of each of several queries on a database file. */
export async function rowsOf(
  file: string,
  queries: readonly string[],
): Promise<readonly (readonly unknown[][])[]> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  try {
    const connection = await instance.connect();
    const found: unknown[][][] = [];
    for (const sql of queries) found.push((await connection.runAndReadAll(sql)).getRowsJson());
    connection.closeSync();
    return found;
  } finally {
    instance.closeSync();
  }
}

/** Something that others put into a warehouse file, and how to see that it is there whole. */
export interface ForeignObject {
  readonly kind: string;
  readonly make: readonly string[];
  /** A query whose rows are the same before and after. */
  readonly see: string;
}

/** One of each kind; `table` is a table of the project with a column `x`. */
export function foreignObjects(table: string): readonly ForeignObject[] {
  const comment = "select comment from duckdb_tables() where table_name = 'noted'";
  return [
    {
      kind: 'a table',
      make: [
        'create table precious (id integer primary key, note varchar default $$none$$)',
        'insert into precious values (1, null), (2, $$two$$)',
      ],
      see: "select *, (select sql from duckdb_tables() where table_name = 'precious') from precious",
    },
    { kind: 'a view', make: ['create view seen as select 1 as one'], see: 'from seen' },
    {
      kind: 'a view over a table of the project',
      make: [`create view over_ours as select count(*) as n from ${table}`],
      see: "select sql from duckdb_views() where view_name = 'over_ours'",
    },
    { kind: 'a macro', make: ['create macro twice(x) as 2 * x'], see: 'select twice(4)' },
    {
      kind: 'a table macro',
      make: ['create macro triple() as table select 3'],
      see: 'from triple()',
    },
    {
      kind: 'a sequence',
      make: ['create sequence counter start 7'],
      see: "select sql from duckdb_sequences() where sequence_name = 'counter'",
    },
    {
      kind: 'a type',
      make: ["create type mood as enum ('good', 'bad')"],
      see: "select 'bad'::mood",
    },
    {
      kind: 'an index',
      make: ['create table indexed as select 1 as y', 'create index by_y on indexed (y)'],
      see: "select sql from duckdb_indexes() where index_name = 'by_y'",
    },
    {
      kind: 'an index on a table of the project',
      make: [`create index by_x on ${table} (x)`],
      see: "select sql from duckdb_indexes() where index_name = 'by_x'",
    },
    {
      kind: 'a schema',
      make: ['create schema elsewhere', 'create table elsewhere.t as select 5 as five'],
      see: 'from elsewhere.t',
    },
    {
      kind: 'an empty schema',
      make: ['create schema vacant'],
      see: "select schema_name from duckdb_schemas() where schema_name = 'vacant'",
    },
    {
      kind: 'a comment',
      make: ['create table noted as select 1 as z', "comment on table noted is 'kept'"],
      see: comment,
    },
    {
      kind: 'a comment on a table of the project and on its column',
      make: [`comment on table ${table} is 'ours'`, `comment on column ${table}.x is 'the x'`],
      see:
        "select comment from duckdb_columns() where column_name = 'x' and comment is not null " +
        "union all select comment from duckdb_tables() where comment = 'ours'",
    },
    {
      kind: 'two tables with a foreign key',
      make: [
        'create table parent (a integer primary key)',
        'create table child (a integer references parent (a))',
      ],
      see: "select sql from duckdb_tables() where table_name in ('parent', 'child') order by all",
    },
  ];
}

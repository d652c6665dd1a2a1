import { quoteIdentifier, relationKey } from '../dialect/names/relation.ts';

/** What a database file can hold, by the words of SQL. */
export type ObjectKind =
  | 'table'
  | 'view'
  | 'index'
  | 'sequence'
  | 'type'
  | 'macro'
  | 'macro table'
  | 'schema';

/** Something in a database file. */
export interface CatalogObject {
  readonly kind: ObjectKind;
  readonly schema: string;
  /** For a schema, its own name. */
  readonly name: string;
  /** The statement that makes it, of a view and an index. */
  readonly sql?: string | undefined;
  /** The table of an index. */
  readonly table?: string | undefined;
}

/** A key that is equal for two objects that the database holds for one. */
export function objectKey({ kind, schema, name }: CatalogObject): string {
  return `${kind} ${relationKey({ schema, identifier: name })}`;
}

/** The name of an object as SQL takes it. */
export function objectName({ kind, schema, name }: CatalogObject): string {
  const quoted = quoteIdentifier(name);
  return kind === 'schema' ? quoted : `${quoteIdentifier(schema)}.${quoted}`;
}

/** True for tables and views, which share their names. */
export function isRelation({ kind }: CatalogObject): boolean {
  return kind === 'table' || kind === 'view';
}

/** The key of a table or view among relations. */
export function keyOf({ schema, name }: CatalogObject): string {
  return relationKey({ schema, identifier: name });
}

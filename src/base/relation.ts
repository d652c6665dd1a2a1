/** A table or view, named `schema.identifier`; never with a catalog, so that the file can be renamed. */
export interface Relation {
  readonly schema: string;
  readonly identifier: string;
}

const plainIdentifier = /^[a-z_][a-z0-9_]*$/;

/** Words that DuckDB does not take as a bare identifier; quoting more than needed does no harm. */
const reserved = new Set(
  (
    'all analyse analyze and any array as asc asymmetric both case cast check collate column ' +
    'constraint create default deferrable desc describe distinct do else end except false fetch ' +
    'for foreign from grant group having in initially intersect into lambda lateral leading limit ' +
    'not null offset on only or order pivot pivot_longer pivot_wider placing primary qualify ' +
    'references returning select show some summarize symmetric table then to trailing true union ' +
    'unique unpivot using variadic when where window with'
  ).split(' '),
);

/** Quotes an identifier where DuckDB needs it. */
export function quoteIdentifier(name: string): string {
  if (plainIdentifier.test(name) && !reserved.has(name)) return name;
  return `"${name.replaceAll('"', '""')}"`;
}

/** Quotes text as an SQL string literal. */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The name of a relation as SQL takes it. */
export function formatRelation({ schema, identifier }: Relation): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(identifier)}`;
}

/** A key that is equal for two relations that the database holds for one: it ignores case. */
export function relationKey({ schema, identifier }: Relation): string {
  return JSON.stringify([schema.toLowerCase(), identifier.toLowerCase()]);
}

/** A table or view, named `schema.identifier`; never with a catalog, so that the file can be renamed. */
export interface Relation {
  readonly schema: string;
  readonly identifier: string;
}

const plainIdentifier = /^[a-z_][a-z0-9_]*$/;

/**
 * Words that DuckDB does not take as a bare identifier: its keywords of the categories reserved and
 * type_function. Quoting more than needed does no harm.
 */
const reserved = new Set(
  (
    'all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by ' +
    'case cast check collate collation column columns concurrently constraint create cross default ' +
    'deferrable desc describe distinct do else end except false fetch for foreign freeze from full ' +
    'generated glob grant group having ilike in initially inner intersect into is isnull join ' +
    'lambda lateral leading left like limit map natural not notnull null offset on only or order ' +
    'outer overlaps pivot pivot_longer pivot_wider placing positional primary qualify references ' +
    'returning right select semi show similar some struct summarize symmetric table tablesample ' +
    'then to trailing true try_cast union unique unpack unpivot using variadic verbose when where ' +
    'window with'
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

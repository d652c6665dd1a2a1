import { CrmError } from '../base/crm-error.ts';
import { didYouMean } from '../base/did-you-mean.ts';
import type { Json } from '../base/json.ts';
import { quoteIdentifier } from '../base/relation.ts';
import type { UnitTestRows } from '../project/project.ts';
import type { TypedColumn } from './check-contract.ts';
import { parseCsvRows } from './parse-csv-rows.ts';
import { typedLiteral } from './typed-literal.ts';

/** Rows by column, and the columns in the order in which they first stand. */
interface NamedRows {
  readonly names: readonly string[];
  readonly rows: readonly ReadonlyMap<string, Json>[];
}

/** What rows are of, for messages: `row 2 of ref('x')`, and the relation that has the columns. */
export interface RowsContext {
  readonly what: string;
  readonly owner: string;
}

/**
 * The given rows of an input as one SELECT with exactly the input's columns and types; a column that
 * a row does not name is NULL. Rows written as SQL stand as they are. Errors go to `errors`.
 */
export function givenRowsSql(
  rows: UnitTestRows,
  columns: readonly TypedColumn[],
  context: RowsContext,
  errors: CrmError[],
): string {
  if (rows.format === 'sql') return String(rows.rows);
  const named = namedRows(rows, context, errors);
  checkNames(named.names, columns, rows, context, errors);
  return rowsSql(named, columns, rows, context, errors);
}

/** The expected rows, and the columns that they name and that are compared. */
export interface ExpectedRows {
  readonly sql: string;
  readonly columns: readonly TypedColumn[];
}

/**
 * The expected rows as one SELECT with the model's types. Without rows the whole model is compared,
 * so that any row of it is unexpected.
 */
export function expectedRowsSql(
  rows: UnitTestRows,
  modelColumns: readonly TypedColumn[],
  context: RowsContext,
  errors: CrmError[],
): ExpectedRows {
  const named = namedRows(rows, context, errors);
  checkNames(named.names, modelColumns, rows, context, errors);
  for (const [index, row] of named.rows.entries()) {
    for (const name of named.names) {
      if (row.has(name)) continue;
      const message = `row ${index + 1} of ${context.what} lacks the column "${name}" of another row`;
      const hint = `write "${name}: null" if that is meant`;
      errors.push(new CrmError('missing-column', message, { location: rows.location, hint }));
    }
  }
  const compared =
    named.names.length === 0
      ? modelColumns
      : named.names.flatMap(name => findColumn(modelColumns, name) ?? []);
  return { sql: rowsSql(named, compared, rows, context, errors), columns: compared };
}

function namedRows(rows: UnitTestRows, context: RowsContext, errors: CrmError[]): NamedRows {
  if (typeof rows.rows !== 'string') {
    const maps = rows.rows.map(row => new Map(Object.entries(row)));
    return { names: [...new Set(maps.flatMap(row => [...row.keys()]))], rows: maps };
  }
  const { header, records, problem } = parseCsvRows(rows.rows);
  const { location } = rows;
  if (problem !== undefined) {
    errors.push(new CrmError('ragged-line', `${context.what}: ${problem}`, { location }));
    return { names: header, rows: [] };
  }
  return {
    names: header,
    rows: records.map(
      record => new Map(header.map((name, index) => [name, record[index] ?? null])),
    ),
  };
}

function checkNames(
  names: readonly string[],
  columns: readonly TypedColumn[],
  { location }: UnitTestRows,
  { what, owner }: RowsContext,
  errors: CrmError[],
): void {
  const seen = new Set<string>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (seen.has(key)) {
      const message = `${what} names the column "${name}" twice`;
      errors.push(new CrmError('duplicate-column', message, { location }));
    }
    seen.add(key);
    if (findColumn(columns, name) !== undefined) continue;
    const known = columns.map(column => column.name);
    const hint = didYouMean(name, known) ?? `its columns are ${known.join(', ')}`;
    const message = `${what} names the column "${name}", which ${owner} does not have`;
    errors.push(new CrmError('unknown-column', message, { location, hint }));
  }
}

function findColumn(columns: readonly TypedColumn[], name: string): TypedColumn | undefined {
  return columns.find(column => column.name.toLowerCase() === name.toLowerCase());
}

function rowsSql(
  { rows }: NamedRows,
  columns: readonly TypedColumn[],
  { location }: UnitTestRows,
  { what }: RowsContext,
  errors: CrmError[],
): string {
  // A first SELECT without rows gives names and types, also where no row follows.
  const head = columns.map(({ name, type }) => `cast(null as ${type}) as ${quoteIdentifier(name)}`);
  const selects = [`select ${head.join(', ')} where false`];
  for (const [index, row] of rows.entries()) {
    const byKey = new Map([...row].map(([name, value]) => [name.toLowerCase(), value]));
    const literals = columns.map(({ name, type }) => {
      const literal = typedLiteral(byKey.get(name.toLowerCase()) ?? null, type);
      if ('sql' in literal) return literal.sql;
      const message = `row ${index + 1} of ${what}, column "${name}": ${literal.problem}`;
      errors.push(new CrmError('bad-value', message, { location, hint: literal.hint }));
      return 'null';
    });
    selects.push(`select ${literals.join(', ')}`);
  }
  return selects.join('\nunion all ');
}

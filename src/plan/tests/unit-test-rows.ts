import { CrmError } from '../../base/errors/crm-error.ts';
import type { SourceLocation } from '../../base/errors/source-location.ts';
import type { Json } from '../../base/text/json.ts';
import { nearestHint } from '../../base/text/nearest.ts';
import { quoteIdentifier } from '../../dialect/names/relation.ts';
import { blankFinalSemicolons } from '../../dialect/statements/sql-statements.ts';
import type { TypedColumn } from '../../dialect/types/typed-column.ts';
import { typedLiteral } from '../../dialect/types/typed-literal.ts';
import type { UnitTestRows } from '../../project/project.ts';
import { parseCsvRows } from './parse-csv-rows.ts';

/** Rows by column, and the columns in the order in which they first stand. */
interface NamedRows {
  readonly names: readonly string[];
  /** Keyed by the lower-case name, because column names ignore case. */
  readonly rows: readonly ReadonlyMap<string, Json>[];
}

/** What rows are of, for messages: `row 2 of ref('x')`, and the relation that has the columns. */
export interface RowsContext {
  readonly what: string;
  readonly owner: string;
}

/**
 * The given rows of an input as one SELECT with exactly the input's columns and types; a column that
 * a row does not name is NULL. Rows written as SQL are as they are. Errors go to `errors`.
 */
export function givenRowsSql(
  rows: UnitTestRows,
  columns: readonly TypedColumn[],
  context: RowsContext,
  errors: CrmError[],
): string {
  if (rows.format === 'sql') return blankFinalSemicolons(String(rows.rows));
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
      if (row.has(name.toLowerCase())) continue;
      const message = `row ${index + 1} of ${context.what} lacks the column '${name}' of another row`;
      const hint = `write '${name}: null' if that is meant`;
      const location = placeOf(rows, index);
      errors.push(
        new CrmError('missing-column', { columns: [name], reason: message, hint }, { location }),
      );
    }
  }
  const compared =
    named.names.length === 0
      ? modelColumns
      : named.names.flatMap(name => findColumn(modelColumns, name) ?? []);
  return { sql: rowsSql(named, compared, rows, context, errors), columns: compared };
}

/** Rows that an input or an expectation has at most; more are a data set, not an example. */
const mostRows = 10_000;

function namedRows(rows: UnitTestRows, context: RowsContext, errors: CrmError[]): NamedRows {
  const named = allNamedRows(rows, context, errors);
  if (named.rows.length <= mostRows) return named;
  const message = `${context.what} has ${named.rows.length} rows; a unit test takes at most ${mostRows}`;
  const hint = 'a few rows show what a model does; test many with a data test';
  errors.push(
    new CrmError('invalid-value', { reason: message, hint }, { location: rows.location }),
  );
  return { names: named.names, rows: [] };
}

function allNamedRows(rows: UnitTestRows, context: RowsContext, errors: CrmError[]): NamedRows {
  const { location } = rows;
  if (typeof rows.rows !== 'string') {
    const names = rows.rows.flatMap((row, index) => {
      checkDoubled(Object.keys(row), placeOf(rows, index), context, errors);
      return Object.keys(row);
    });
    return { names: uniqueNames(names), rows: rows.rows.map(row => byKey(Object.entries(row))) };
  }
  const { header, records, problem } = parseCsvRows(rows.rows);
  checkDoubled(header, location, context, errors);
  if (problem !== undefined) {
    errors.push(
      new CrmError('ragged-line', { reason: `${context.what}: ${problem}` }, { location }),
    );
    return { names: uniqueNames(header), rows: [] };
  }
  return {
    names: uniqueNames(header),
    rows: records.map(record => byKey(header.map((name, index) => [name, record[index] ?? null]))),
  };
}

function byKey(entries: readonly (readonly [string, Json])[]): ReadonlyMap<string, Json> {
  return new Map(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

/** Names without repetition, in their first spelling. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  for (const name of names) if (!first.has(name.toLowerCase())) first.set(name.toLowerCase(), name);
  return [...first.values()];
}

function checkDoubled(
  names: readonly string[],
  location: UnitTestRows['location'],
  { what }: RowsContext,
  errors: CrmError[],
): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name.toLowerCase())) {
      const message = `${what} names the column '${name}' twice`;
      errors.push(
        new CrmError('duplicate-column', { columns: [name], reason: message }, { location }),
      );
    }
    seen.add(name.toLowerCase());
  }
}

function checkNames(
  names: readonly string[],
  columns: readonly TypedColumn[],
  rows: UnitTestRows,
  { what, owner }: RowsContext,
  errors: CrmError[],
): void {
  for (const name of names) {
    if (findColumn(columns, name) !== undefined) continue;
    const known = columns.map(column => column.name);
    const hint = nearestHint(name, known, 'its columns are');
    const message = `${what} names the column '${name}', which ${owner} does not have`;
    const index = rows.places?.findIndex(({ values }) => Object.hasOwn(values, name)) ?? -1;
    const location = placeOf(rows, index, name);
    errors.push(
      new CrmError('unknown-column', { columns: [name], reason: message, hint }, { location }),
    );
  }
}

/** Where a row stands, or its value of a column, as near as the file shows. */
function placeOf(rows: UnitTestRows, index: number, column?: string): SourceLocation {
  const place = rows.places?.[index];
  if (place === undefined) return rows.location;
  const key = column?.toLowerCase();
  const found = Object.entries(place.values).find(([name]) => name.toLowerCase() === key);
  return found?.[1] ?? place.location;
}

function findColumn(columns: readonly TypedColumn[], name: string): TypedColumn | undefined {
  return columns.find(column => column.name.toLowerCase() === name.toLowerCase());
}

function rowsSql(
  { rows }: NamedRows,
  columns: readonly TypedColumn[],
  written: UnitTestRows,
  { what }: RowsContext,
  errors: CrmError[],
): string {
  // A first SELECT without rows gives names and types, also where no row follows.
  const columnsOnly = columns.map(
    ({ name, type }) => `cast(null as ${type}) as ${quoteIdentifier(name)}`,
  );
  const head = `select ${columnsOnly.join(', ')} where false`;
  // One list of values: a union of many rows takes time with the square of their number.
  const lines: string[] = [];
  for (const [index, row] of rows.entries()) {
    const literals = columns.map(({ name, type }) => {
      const literal = typedLiteral(row.get(name.toLowerCase()) ?? null, type);
      if ('sql' in literal) return literal.sql;
      const message = `row ${index + 1} of ${what}, column '${name}': ${literal.problem}`;
      const location = placeOf(written, index, name);
      errors.push(new CrmError('bad-value', { reason: message, hint: literal.hint }, { location }));
      return 'null';
    });
    lines.push(`(${literals.join(', ')})`);
  }
  if (lines.length === 0 || columns.length === 0) return head;
  return `${head}\nunion all select * from (values\n${lines.join(',\n')})`;
}

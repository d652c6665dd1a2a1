import { CrmError } from '../base/crm-error.ts';
import { formatCount } from '../base/format-count.ts';
import { nearestHint } from '../base/nearest.ts';
import { quoteIdentifier } from '../base/relation.ts';
import type { Connection, ResultColumn } from '../engine/engine.ts';
import { label } from './data-type.ts';
import type { Input, WantedColumn } from './input.ts';
import { Mistakes, showValue } from './mistakes.ts';
import { type Conversion, conversion } from './type-conversion.ts';

/** Something with typed columns that SQL can read: a Parquet file or a table. */
export interface TypedOrigin {
  /** How the person knows it. */
  readonly path: string;
  /** SQL that reads it, for a FROM clause. */
  readonly from: string;
  /** The same with a first column `row_number`, counted from 1. */
  readonly numbered: string;
}

interface BoundColumn extends WantedColumn {
  readonly sourceName: string | undefined;
  readonly conversion: Conversion;
}

/** Adds what is wrong with the columns to `errors` and prepares the rest to be read. */
export async function tableInput(
  connection: Connection,
  origin: TypedOrigin,
  wanted: readonly WantedColumn[],
  errors: CrmError[],
): Promise<Input> {
  const present = await connection.describe(`select * from ${origin.from}`);
  const bound = wanted.flatMap(column => bind(column, present, origin, errors) ?? []);
  const values = bound.map(({ name, type, sourceName, conversion: { valid, value } }) => {
    if (sourceName === undefined) return `cast(null as ${type.sql}) as ${quoteIdentifier(name)}`;
    const typed = valid === undefined ? value : guarded(valid, value, sourceName);
    return `${typed} as ${quoteIdentifier(name)}`;
  });
  return {
    columns: wanted.map(({ name, type }) => ({ name, type: type.sql })),
    select: `select ${values.join(', ')} from ${origin.from}`,
    explain: () => explainRows(connection, origin, bound),
  };
}

function guarded(valid: string, value: string, sourceName: string): string {
  const name = quoteIdentifier(sourceName);
  return `case when ${name} is null then null when ${valid} then ${value} else error('bad value') end`;
}

function bind(
  column: WantedColumn,
  present: readonly ResultColumn[],
  origin: TypedOrigin,
  errors: CrmError[],
): BoundColumn | undefined {
  const found = present.find(({ name }) => name.toLowerCase() === column.name.toLowerCase());
  if (found === undefined) {
    if (column.optional) {
      return { ...column, sourceName: undefined, conversion: { value: 'null' } };
    }
    const names = present.map(({ name }) => name);
    errors.push(
      new CrmError('missing-column', `column '${column.name}' is missing from ${origin.path}`, {
        location: column.location,
        hint: nearestHint(column.name, names, 'it has'),
      }),
    );
    return undefined;
  }
  const plan = conversion(quoteIdentifier(found.name), found.type, column.type);
  if ('refused' in plan) {
    const from = `${found.type.toLowerCase()} in ${origin.path}`;
    const message = `column '${column.name}' is ${from} and cannot be read as ${label(column.type)}`;
    const { location } = column;
    errors.push(new CrmError('bad-value', message, { location, hint: plan.refused }));
    return undefined;
  }
  return { ...column, sourceName: found.name, conversion: plan };
}

/** One query a column that can fail: its first bad values and how many there are. */
async function explainRows(
  connection: Connection,
  origin: TypedOrigin,
  columns: readonly BoundColumn[],
): Promise<readonly CrmError[]> {
  const found: { row: number; error: CrmError }[] = [];
  let total = 0;
  for (const { name, location, sourceName, conversion: how } of columns) {
    if (sourceName === undefined || how.valid === undefined) continue;
    const source = quoteIdentifier(sourceName);
    const fits = `coalesce(${how.valid}, false) and try(${how.value}) is not null`;
    const { rows } = await connection.query(
      `select row_number, cast(${source} as varchar), count(*) over () from ${origin.numbered} ` +
        `where ${how.present} and not (${fits}) order by row_number limit 21`,
    );
    total += Number(rows[0]?.[2] ?? 0);
    for (const [row, value] of rows) {
      const text = String(value);
      const refusal = how.explain(text);
      const message =
        `row ${formatCount(Number(row))} of ${origin.path}, column '${name}': ` +
        `${showValue(text)} ${refusal.reason}`;
      const error = new CrmError('bad-value', message, { location, hint: refusal.hint });
      found.push({ row: Number(row), error });
    }
  }
  found.sort((a, b) => a.row - b.row);
  const mistakes = new Mistakes(origin.path);
  for (const { error } of found) mistakes.add(() => error);
  mistakes.addUnread(total - found.length);
  return mistakes.list();
}

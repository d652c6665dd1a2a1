import { CrmError } from '../base/errors/crm-error.ts';
import { formatCount } from '../base/text/format-count.ts';
import { nearestHint } from '../base/text/nearest.ts';
import { quoteIdentifier } from '../dialect/names/relation.ts';
import { label } from '../dialect/types/data-type.ts';
import type { TypedColumn } from '../dialect/types/typed-column.ts';
import type { Connection } from '../engine/engine.ts';
import { type Input, type LoadedInto, notTheData, type WantedColumn } from './input.ts';
import { type RowError, type RowErrorKind, RowErrors, showValue } from './row-errors.ts';
import { countSuspects, suspicions } from './values/suspect-values.ts';
import { type Conversion, conversion } from './values/type-conversion.ts';

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
    async explain(cause) {
      const errors = await explainRows(connection, origin, bound).catch(error => {
        if (error instanceof CrmError && !notTheData.has(error.code)) return [];
        throw error;
      });
      return { errors: errors.length > 0 ? errors : [unreadable(origin, wanted, cause)] };
    },
    isDoubtful: async () => false,
    warn: (open, relation) => warnOfRows(origin, bound, { connection: open, relation }),
  };
}

/** All values fit, and still the database could not read them to the end. */
function unreadable(
  { path }: TypedOrigin,
  [first]: readonly WantedColumn[],
  cause: CrmError | undefined,
): CrmError {
  return new CrmError(
    'file-unreadable',
    {
      path,
      reason: `${path} cannot be read to its end`,
      hint: 'it may be damaged or cut off; write it again',
    },
    { location: first?.location, cause },
  );
}

function guarded(valid: string, value: string, sourceName: string): string {
  const name = quoteIdentifier(sourceName);
  return `case when ${name} is null then null when ${valid} then ${value} else error('bad value') end`;
}

function bind(
  column: WantedColumn,
  present: readonly TypedColumn[],
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
      new CrmError(
        'missing-column',
        {
          columns: [column.name],
          reason: `column '${column.name}' is missing from ${origin.path}`,
          hint: nearestHint(column.name, names, 'it has'),
        },
        { location: column.location },
      ),
    );
    return undefined;
  }
  const plan = conversion(quoteIdentifier(found.name), found.type, column.type);
  if ('refused' in plan) {
    const from = `${found.type.toLowerCase()} in ${origin.path}`;
    const message = `column '${column.name}' is ${from} and cannot be read as ${label(column.type)}`;
    const { location } = column;
    errors.push(new CrmError('bad-value', { reason: message, hint: plan.refused }, { location }));
    return undefined;
  }
  return { ...column, sourceName: found.name, conversion: plan };
}

/** Different bad values of a column that are distinguished by kind; the others are counted. */
const distinctValues = 100_000;

/** One query a column that can fail: its bad values, where each is first, and how many there are. */
async function explainRows(
  connection: Connection,
  origin: TypedOrigin,
  columns: readonly BoundColumn[],
): Promise<readonly CrmError[]> {
  const rowErrors = new RowErrors();
  for (const { name, location, sourceName, conversion: how } of columns) {
    if (sourceName === undefined || how.valid === undefined) continue;
    const source = quoteIdentifier(sourceName);
    const fits = `coalesce(${how.valid}, false) and try(${how.value}) is not null`;
    const { rows } = await connection.query(
      'select min(row_number) as first, value, count(*), sum(count(*)) over () ' +
        `from (select row_number, cast(${source} as varchar) as value from ${origin.numbered} ` +
        `where ${how.present} and not (${fits})) group by value order by first limit ${distinctValues}`,
    );
    let unread = Number(rows[0]?.[3] ?? 0);
    let last: { readonly kind: RowErrorKind; readonly rowError: RowError } | undefined;
    for (const [row, value, count] of rows) {
      const text = String(value);
      const refusal = how.explain(text);
      const place = `row ${formatCount(Number(row))}`;
      const shown = showValue(text);
      const message = `${place} of ${origin.path}, column '${name}': ${shown} ${refusal.reason}`;
      const rowError = { message, hint: refusal.hint, location, place, shown };
      const key = `${name} ${refusal.reason} ${refusal.form ?? ''}`;
      const kind = { code: 'bad-value', key, noun: 'value' } as const;
      rowErrors.add(kind, () => rowError, Number(count));
      unread -= Number(count);
      last = { kind, rowError };
    }
    if (unread > 0 && last !== undefined) {
      const { kind, rowError } = last;
      rowErrors.add(kind, () => rowError, unread);
    }
  }
  return rowErrors.list();
}

/** Values that look damaged, with their rows. */
async function warnOfRows(
  origin: TypedOrigin,
  columns: readonly BoundColumn[],
  loaded: LoadedInto,
): Promise<readonly CrmError[]> {
  const rowErrors = new RowErrors();
  for (const { name, suspicion, count } of await countSuspects(loaded, columns, suspicions)) {
    const column = columns.find(each => each.name === name);
    if (column?.sourceName === undefined) continue;
    const text = `cast(${quoteIdentifier(column.sourceName)} as varchar)`;
    const { rows } = await loaded.connection.query(
      `select row_number, ${text} from ${origin.numbered} where ${suspicion.sql(text)} ` +
        'order by row_number limit 3',
    );
    for (const [index, [row, value]] of rows.entries()) {
      const place = `row ${formatCount(Number(row))}`;
      const shown = showValue(String(value));
      const message = `${place} of ${origin.path}, column '${name}': ${shown} ${suspicion.said}`;
      rowErrors.add(
        { code: 'suspect-value', key: `${name} ${suspicion.said}`, noun: 'value' },
        () => ({ message, hint: suspicion.hint, location: column.location, place, shown }),
        index === rows.length - 1 ? count - index : 1,
      );
    }
  }
  return rowErrors.list();
}

import { formatRelation, quoteIdentifier, quoteLiteral } from '../../dialect/names/relation.ts';
import type { LoadedInto, WantedColumn } from '../input.ts';

/** A way in which text that loads may be damaged. */
export interface Suspicion {
  /** Bytes that each such value has. */
  readonly bytes: 'E+' | 'NUL';
  /** SQL that is true for such a value. */
  sql(text: string): string;
  matches(text: string): boolean;
  /** Goes on after the value. */
  readonly said: string;
  readonly hint: string;
}

const exponent = '[+-]?[0-9]+([.,][0-9]+)?E[+][0-9]+';
const isExponent = new RegExp(`^${exponent}$`);

/** What text columns are looked through for: nobody writes these by hand. */
export const suspicions: readonly Suspicion[] = [
  {
    bytes: 'E+',
    sql: text =>
      `(contains(${text}, 'E+') and regexp_full_match(${text}, ${quoteLiteral(exponent)}))`,
    matches: text => isExponent.test(text),
    said: 'is a number in scientific notation, as Excel leaves of a long identifier',
    hint: 'export the column as text; the digits that are gone are in the source alone',
  },
  {
    bytes: 'NUL',
    sql: text => `contains(${text}, chr(0))`,
    matches: text => text.includes('\0'),
    said: 'holds a NUL byte',
    hint: 'the file may be damaged; export it again',
  },
];

/** How many values of a column are suspect in one way. */
export interface SuspectCount {
  readonly name: string;
  readonly suspicion: Suspicion;
  readonly count: number;
}

/** Counts the suspect values of the text columns of a loaded table; those without any are left out. */
export async function countSuspects(
  { connection, relation }: LoadedInto,
  columns: readonly WantedColumn[],
  kinds: readonly Suspicion[],
): Promise<readonly SuspectCount[]> {
  const sought = columns
    .filter(({ type }) => type.kind === 'varchar')
    .flatMap(({ name }) => kinds.map(suspicion => ({ name, suspicion })));
  if (sought.length === 0) return [];
  const counts = sought.map(
    ({ name, suspicion }) => `count(*) filter (where ${suspicion.sql(quoteIdentifier(name))})`,
  );
  const { rows } = await connection.query(
    `select ${counts.join(', ')} from ${formatRelation(relation)}`,
  );
  return sought.flatMap((each, index) => {
    const count = Number(rows[0]?.[index] ?? 0);
    return count === 0 ? [] : [{ ...each, count }];
  });
}

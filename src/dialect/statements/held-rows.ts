import { concatSql, type MappedSql } from '../../base/text/mapped-sql.ts';
import { fileLiteral } from './path-literal.ts';

/** A temporary table, which belongs to one connection and is not part of a build. */
const heldTable = 'temp.failing_rows';

/** Holds all rows of a query; gives how many there are. */
export function holdRows(select: MappedSql): MappedSql {
  return concatSql(['create or replace temp table failing_rows as\n', select]);
}

/** Reads the held rows. */
export const heldRows: MappedSql = concatSql([`from ${heldTable}`]);

/** The first held rows, in an order that is the same whatever the threads do. */
export function firstHeldRows(count: number): MappedSql {
  return concatSql([`select * from ${heldTable} as failing order by all limit ${count}`]);
}

/** Writes the first held rows to a CSV file; gives how many they are. */
export function copyHeldRows(count: number, file: string): MappedSql {
  const rows = firstHeldRows(count).text;
  return concatSql([`copy (${rows}) to ${fileLiteral(file)} (format csv, header)`]);
}

export const dropHeldRows: MappedSql = concatSql([`drop table if exists ${heldTable}`]);

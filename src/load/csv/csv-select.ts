import { quoteIdentifier, quoteLiteral } from '../../dialect/names/relation.ts';
import { filePattern, plainCsvFile } from '../../dialect/statements/path-literal.ts';
import type { WantedColumn } from '../input.ts';
import { textRule } from '../values/text-rule.ts';
import type { CsvHeader } from './csv-header.ts';

/** A wanted column and which of the file's it is; `index` is undefined when the file lacks it. */
export interface BoundColumn extends WantedColumn {
  readonly index: number | undefined;
}

/** A file that DuckDB reads, and what it has to know of it. */
export interface CsvText {
  /** Absolute. */
  readonly file: string;
  /** Lines above the header. */
  readonly skip: number;
  /** Bytes of the longest line, where that is more than DuckDB takes unasked. */
  readonly longestLine?: number;
  /** Whether a row without any value fails the query; it does not where they have been looked at. */
  readonly refuseEmpty: boolean;
}

/**
 * SQL that reads a CSV file in one pass, typed; it fails where a line or a value is not as it
 * should be. Always in strict mode: the other one reads broken lines as best it can.
 */
export function csvSelect(
  { file, skip, longestLine, refuseEmpty }: CsvText,
  header: CsvHeader,
  columns: readonly BoundColumn[],
): string {
  const fields = header.names.map((_, index) => `'c${index}': 'varchar'`);
  const values = columns.map(({ name, type, index }) => {
    const value = index === undefined ? `cast(null as ${type.sql})` : typedSql(`c${index}`, type);
    return `${value} as ${quoteIdentifier(name)}`;
  });
  const longest = longestLine === undefined ? '' : `max_line_size = ${longestLine}, `;
  return (
    `select ${values.join(', ')} from read_csv(${filePattern(file)}, auto_detect = false, ` +
    `header = true, skip = ${skip}, delim = ${quoteLiteral(header.delimiter)}, ` +
    `quote = '"', escape = '"', nullstr = '', strict_mode = true, ${longest}${plainCsvFile}, ` +
    `columns = {${fields.join(', ')}})${emptyRows(header, columns, refuseEmpty)}`
  );
}

/** What becomes of rows without any value: lines of delimiters alone, and other rows that hold nothing. */
function emptyRows(
  { names }: CsvHeader,
  columns: readonly BoundColumn[],
  refuseEmpty: boolean,
): string {
  // A blank line is a record to DuckDB only where there is one column.
  if (names.length === 1) return ' where c0 is not null';
  const read = columns.flatMap(({ index }) => (index === undefined ? [] : [`c${index}`]));
  if (!refuseEmpty || read.length === 0) return '';
  const first = read.length === 1 ? read[0] : `coalesce(${read.join(', ')})`;
  return ` where case when ${first} is null then error('empty line') else true end`;
}

function typedSql(text: string, type: WantedColumn['type']): string {
  if (type.kind === 'varchar') return text;
  const rule = textRule(type);
  const quick = rule.quick?.(text);
  const first = quick === undefined ? '' : `when ${quick} then try_cast(${text} as ${type.sql}) `;
  return (
    `case ${first}when ${text} is null then null when ${rule.valid(text)} then ${rule.value(text)} ` +
    `else error('bad value') end`
  );
}

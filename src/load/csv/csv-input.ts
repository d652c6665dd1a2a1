import { CrmError } from '../../base/errors/crm-error.ts';
import type { Input, SecondReading, WantedColumn } from '../input.ts';
import { isUtf8File } from './bad-byte.ts';
import { copyRecords, lineOfRecord } from './csv-copy.ts';
import type { CsvHeader } from './csv-header.ts';
import { type BoundColumn, csvSelect } from './csv-select.ts';
import { endsInQuote, endsInTotal, readTail } from './csv-tail.ts';
import { csvWarnings } from './csv-warnings.ts';
import { explainCsv } from './explain-csv.ts';
import { type BytesFound, lookAtBytes } from './look-at-bytes.ts';

/** What is expected of the files of sources and not of seeds, which people keep by hand. */
export interface CsvExpectations {
  /** Whether the last line is to end like the others, hold no totals, and the values look whole. */
  readonly exported: boolean;
}

/**
 * Prepares a CSV file to be read in one pass by DuckDB. The header and the columns have been
 * matched already.
 */
export function csvInput(
  file: string,
  path: string,
  header: CsvHeader,
  wanted: readonly WantedColumn[],
  { exported }: CsvExpectations,
): Input {
  const names = header.names.map(name => name.toLowerCase());
  const columns = wanted.map((column): BoundColumn => {
    const index = names.indexOf(column.name.toLowerCase());
    return { ...column, index: index === -1 ? undefined : index };
  });
  let bytes: BytesFound | undefined;
  return {
    columns: wanted.map(({ name, type }) => ({ name, type: type.sql })),
    select: header.mixedLineEnds
      ? undefined
      : csvSelect({ file, skip: header.linesAbove, refuseEmpty: true }, header, columns),
    // DuckDB looks for the name of the column that a bad byte is in among the names of those that it
    // reads, and where it does not find it, the whole database is lost.
    async isUnsafe() {
      const read = columns.filter(({ index }) => index !== undefined).length;
      return read < header.names.length && !(await isUtf8File(file));
    },
    async explain() {
      const { rowErrors, rows, longest } = await explainCsv(file, path, header, columns, exported);
      const errors = rowErrors.list();
      if (errors.length > 0) return { errors };
      return { errors, second: secondReading(file, path, header, columns, rows, longest) };
    },
    async isDoubtful(rows) {
      bytes = await lookAtBytes(file, header.delimiter);
      const tail = await readTail(file);
      const total = exported && rows > 0 && endsInTotal(tail, header.delimiter);
      const odd = misread.some(each => bytes?.has(each));
      return odd || endsInQuote(tail) || total;
    },
    async warn(connection, relation) {
      if (!exported) return [];
      bytes ??= await lookAtBytes(file, header.delimiter);
      return csvWarnings(file, path, header, columns, bytes, { connection, relation });
    },
  };
}

/** What DuckDB reads in silence, and not as it is; it drops a value of NUL bytes too many. */
const misread = ['CR and a space', 'quotes in a value', 'spaces before a quote', 'NUL'] as const;

/** Line ends of several kinds, and lines longer than DuckDB takes unasked, are nothing wrong. */
function secondReading(
  file: string,
  path: string,
  header: CsvHeader,
  columns: readonly BoundColumn[],
  rows: number,
  longest: number,
): SecondReading {
  const longestLine = Math.max(2_000_000, longest + 16);
  return {
    rows,
    async read(directory, use) {
      const copy = await copyRecords(file, header, directory);
      try {
        const text = { file: copy.file, skip: 0, longestLine, refuseEmpty: false };
        return await use(csvSelect(text, header, columns));
      } finally {
        await copy.remove();
      }
    },
    async refusal(cause) {
      const record = /\bline: (\d+)/i.exec(cause instanceof Error ? cause.message : '')?.[1];
      if (record === undefined && cause !== undefined) {
        return new CrmError(
          'bad-value',
          {
            reason: 'the database refuses a value that fits its type',
            hint: 'find it by taking lines away, and report it as a bug of crm-run',
          },
          { location: { file: path, line: 1, column: 1 }, cause },
        );
      }
      const line = await lineOfRecord(file, header.delimiter, Number(record ?? 1));
      return new CrmError(
        'ragged-line',
        {
          reason: 'the database cannot read the file as CSV from here on',
          hint: 'look at the quotes and delimiters here, or write the file again with another program',
        },
        { location: { file: path, line, column: 1 }, cause },
      );
    },
  };
}

import { open } from 'node:fs/promises';
import { CrmError } from '../../base/errors/crm-error.ts';
import { badByte } from './bad-byte.ts';
import { type CsvRecord, fieldText, longestRecord, positionIn, scanCsv } from './csv-scanner.ts';

export interface CsvHeader {
  readonly delimiter: string;
  /** Names in the file's order, spaces around them taken away. */
  readonly names: readonly string[];
  /** Places of the names. */
  readonly positions: readonly { readonly line: number; readonly column: number }[];
  /** Lines above the header, all of them blank. */
  readonly linesAbove: number;
  /** Whether lines end in several ways down to the header: DuckDB then loses all rows in silence. */
  readonly mixedLineEnds: boolean;
  /** Where a quote stands that is not closed before the next delimiter. */
  readonly badQuote: { readonly line: number; readonly column: number } | undefined;
  /** Set where the header is not UTF-8; the names are read as far as they can be. */
  readonly badEncoding: CrmError | undefined;
}

/**
 * Reads the header of a CSV file. Without a `delimiter`, it is the one of comma, semicolon, tab and
 * bar that splits the header into the most of the `expected` names; comma unless another is better.
 * Throws CrmError for an empty file and one that is UTF-16. `path` is for messages.
 */
export async function readCsvHeader(
  file: string,
  path: string,
  expected: readonly string[],
  delimiter?: string,
): Promise<CsvHeader> {
  await refuseUtf16(file, path);
  let best: { header: CsvHeader; score: number } | undefined;
  for (const candidate of delimiter === undefined ? [',', ';', '\t', '|'] : [delimiter]) {
    const header = await splitHeader(file, path, candidate);
    const names = new Set(header.names.map(name => name.toLowerCase()));
    const score = expected.filter(name => names.has(name.toLowerCase())).length;
    if (best === undefined || score > best.score) best = { header, score };
  }
  if (best === undefined) throw new Error('no delimiter to try');
  const { header } = best;
  if (header.badQuote === undefined) return header;
  throw new CrmError(
    'ragged-line',
    { reason: 'a quote in the header is not closed' },
    { location: { file: path, ...header.badQuote } },
  );
}

async function splitHeader(file: string, path: string, delimiter: string): Promise<CsvHeader> {
  let header: CsvHeader | undefined;
  await scanCsv(file, delimiter, record => {
    const { badQuote } = record;
    if (record.cut && badQuote === undefined) {
      const size = `${longestRecord / 1_000_000} MB`;
      throw new CrmError(
        'ragged-line',
        {
          reason: `the header is longer than ${size}`,
          hint: 'look for line ends that are missing, or see whether it is a CSV file at all',
        },
        { location: { file: path, line: record.line, column: 1 } },
      );
    }
    header = {
      delimiter,
      badQuote: badQuote && positionIn(record, badQuote.at),
      names: record.starts.map((_, index) => fieldText(record, index).trim()),
      positions: record.starts.map(start => positionIn(record, start)),
      linesAbove: record.line - 1,
      mixedLineEnds: hasMixedLineEnds(record),
      badEncoding: encodingError(record, path),
    };
    return false;
  });
  if (header !== undefined) return header;
  throw new CrmError(
    'missing-column',
    {
      columns: [],
      reason: `${path} is empty`,
      hint: 'the first line of a CSV file names its columns',
    },
    { location: { file: path, line: 1, column: 1 } },
  );
}

function hasMixedLineEnds({ bytes, start, end, line, lineEnd }: CsvRecord): boolean {
  // The lines above are gone where they fill more than one chunk.
  if (line - 1 > start) return true;
  const text = bytes.toString('latin1', 0, end);
  const kinds = new Set(text.match(/\r\n|\r|\n/g));
  if (lineEnd !== 'none') kinds.add({ LF: '\n', CRLF: '\r\n', CR: '\r' }[lineEnd]);
  return kinds.size > 1;
}

function encodingError(record: CsvRecord, path: string): CrmError | undefined {
  const bad = badByte(record);
  if (bad === undefined) return undefined;
  const { message, hint, line, column } = bad;
  return new CrmError(
    'file-encoding',
    { path, reason: message, hint },
    { location: { file: path, line, column } },
  );
}

async function refuseUtf16(file: string, path: string): Promise<void> {
  const handle = await open(file, 'r');
  const { buffer, bytesRead } = await handle
    .read(Buffer.alloc(64), 0, 64, 0)
    .finally(() => handle.close());
  const [first = 1, second = 1] = buffer.subarray(0, bytesRead);
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (!marked && (bytesRead < 2 || (first !== 0 && second !== 0))) return;
  throw new CrmError(
    'file-encoding',
    {
      path,
      reason: `${path} is UTF-16, not UTF-8`,
      hint: 'save the file as UTF-8 (in Excel: "CSV UTF-8")',
    },
    { location: { file: path, line: 1, column: 1 } },
  );
}

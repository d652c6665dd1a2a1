import { type RowError, type RowErrorKind, RowErrors, showValue } from '../row-errors.ts';
import { type TextRule, textRule } from '../values/text-rule.ts';
import { badByte } from './bad-byte.ts';
import type { CsvHeader } from './csv-header.ts';
import {
  type CsvRecord,
  fieldText,
  isEmptyRecord,
  longestRecord,
  positionIn,
  scanCsv,
} from './csv-scanner.ts';
import type { BoundColumn } from './csv-select.ts';
import { totalError } from './total-row.ts';

/** What a CSV file is like, found by reading it record by record. */
export interface CsvFindings {
  readonly rowErrors: RowErrors;
  /** Records that hold a value, the header left out. */
  readonly rows: number;
  /** Bytes of the longest record. */
  readonly longest: number;
}

/** An error that was found; it is made only where it is shown. */
type Found = readonly [kind: RowErrorKind, make: () => RowError];

interface FieldCheck {
  readonly name: string;
  readonly index: number;
  readonly rule: TextRule;
}

/**
 * Reads a CSV file slowly, and finds everything that is wrong with it. Lines without any value are
 * wrong unless they end the file. Where `totals` are looked for, a last line of totals is named as
 * such, and not for its values.
 */
export async function explainCsv(
  file: string,
  path: string,
  header: CsvHeader,
  columns: readonly BoundColumn[],
  totals: boolean,
): Promise<CsvFindings> {
  const rowErrors = new RowErrors();
  const width = header.names.length;
  const checks = columns.flatMap(({ name, type, index }) => {
    if (index === undefined || type.kind === 'varchar') return [];
    return [{ name, index, rule: textRule(type) }];
  });
  let records = 0;
  let longest = 0;
  let empty: Empty | undefined;
  /** A record that is a total if it is the last one, and what is wrong with it if it is not. */
  let total: { readonly rowError: Found; readonly others: readonly Found[] } | undefined;

  await scanCsv(file, header.delimiter, record => {
    longest = Math.max(longest, record.end - record.start);
    if (isEmptyRecord(record)) {
      if (width > 1) empty = anotherEmpty(empty, record, path);
      return undefined;
    }
    addEmpty(rowErrors, empty);
    empty = undefined;
    for (const found of total?.others ?? []) rowErrors.add(...found);
    total = undefined;
    records += 1;
    if (records === 1) return undefined;
    const found = recordRowErrors(record, path, width, checks);
    const asTotal = totals ? totalError(record, path, found.length > 0) : undefined;
    if (asTotal === undefined) for (const each of found) rowErrors.add(...each);
    // The bytes of the record are gone when the next one is read.
    else total = { rowError: made(asTotal), others: found.map(made) };
    return undefined;
  });
  if (total !== undefined) rowErrors.add(...total.rowError);
  return { rowErrors, rows: Math.max(records - 1, 0), longest };
}

function made([kind, make]: Found): Found {
  const rowError = make();
  return [kind, () => rowError];
}

/** Lines without any value, one below the other. */
interface Empty {
  readonly rowErrors: readonly RowError[];
  readonly count: number;
}

const emptyLine: RowErrorKind = { code: 'ragged-line', key: 'empty', noun: 'line' };

function anotherEmpty(before: Empty | undefined, record: CsvRecord, path: string): Empty {
  const { rowErrors = [], count = 0 } = before ?? {};
  if (rowErrors.length === 3) return { rowErrors, count: count + 1 };
  const rowError = errorAt(record, record.start, path, {
    message: 'the line has delimiters and no value',
    hint: 'delete it; such lines are skipped at the end of a file only',
  });
  return { rowErrors: [...rowErrors, rowError], count: count + 1 };
}

function addEmpty(rowErrors: RowErrors, empty: Empty | undefined): void {
  if (empty === undefined) return;
  for (const rowError of empty.rowErrors) rowErrors.add(emptyLine, () => rowError);
  const rest = empty.count - empty.rowErrors.length;
  const [first] = empty.rowErrors;
  if (rest > 0 && first !== undefined) rowErrors.add(emptyLine, () => first, rest);
}

function recordRowErrors(
  record: CsvRecord,
  path: string,
  width: number,
  checks: readonly FieldCheck[],
): readonly Found[] {
  const encoding = badByte(record);
  const found: Found[] = [];
  if (encoding !== undefined) {
    const { message, hint, line, column } = encoding;
    const location = { file: path, line, column };
    const place = `${line}:${column}`;
    const kind = { code: 'file-encoding', key: '', noun: 'line' } as const;
    found.push([kind, () => ({ message, hint, location, place })]);
  }
  const shape = shapeError(record, path, width);
  if (shape !== undefined) return [...found, shape];
  for (const { name, index, rule } of checks) {
    const text = fieldText(record, index);
    const refusal = text === '' ? undefined : rule.check(text);
    if (refusal === undefined) continue;
    const { reason, hint, form = '' } = refusal;
    const key = `${name} ${reason} ${form}`;
    found.push([
      { code: 'bad-value', key, noun: 'value' },
      () => {
        const shown = showValue(text);
        const message = `column '${name}': ${shown} ${reason}`;
        const at = record.starts[index] ?? record.start;
        return { ...errorAt(record, at, path, { message, hint }), shown };
      },
    ]);
  }
  return found;
}

/** What is wrong with a record before its values can be looked at. */
function shapeError(record: CsvRecord, path: string, width: number): Found | undefined {
  const { badQuote } = record;
  const ragged = (key: string, at: number, message: string, hint?: string): Found => [
    { code: 'ragged-line', key, noun: 'line' },
    () => errorAt(record, at, path, { message, hint }),
  ];
  if (badQuote !== undefined) {
    const message =
      badQuote.kind === 'unclosed'
        ? `a quote is opened here and never closed${record.cut ? ` in the next ${limit}` : ''}`
        : 'text follows the closing quote of this value';
    const hint = 'write a quote inside a quoted value twice, as ""';
    return ragged(badQuote.kind, badQuote.at, message, hint);
  }
  if (record.cut) {
    const hint = 'look for line ends that are missing';
    return ragged('long', record.start, `the line is longer than ${limit}`, hint);
  }
  const found = fieldCount(record, width);
  if (found === width) return undefined;
  const values = found === 1 ? '1 value' : `${found} values`;
  const message = `the line has ${values}, the header ${width}`;
  if (found < width) return ragged('short', record.end, message);
  const hint = 'put a value that holds the delimiter in double quotes';
  return ragged('wide', record.starts[width] ?? record.end, message, hint);
}

const limit = `${longestRecord / 1_000_000} MB`;

function errorAt(
  record: CsvRecord,
  at: number,
  file: string,
  said: { readonly message: string; readonly hint?: string | undefined },
): RowError {
  const { line, column } = positionIn(record, at);
  return { ...said, location: { file, line, column }, place: `${line}:${column}` };
}

/** Number of values; empty ones beyond the header's, which DuckDB leaves out, are none. */
function fieldCount(record: CsvRecord, width: number): number {
  let { length } = record.starts;
  while (length > width && fieldText(record, length - 1) === '') length -= 1;
  return length;
}

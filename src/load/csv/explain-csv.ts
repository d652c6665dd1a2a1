import { type Mistake, type MistakeKind, Mistakes, showValue } from '../mistakes.ts';
import { type TextRule, textRule } from '../values/text-rule.ts';
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
import { badByte } from './encoding-mistake.ts';
import { totalMistake } from './total-row.ts';

/** What a CSV file is like, found by reading it record by record. */
export interface CsvFindings {
  readonly mistakes: Mistakes;
  /** Records that hold a value, the header left out. */
  readonly rows: number;
  /** Bytes of the longest record. */
  readonly longest: number;
}

/** A mistake that was found; it is made only where it is shown. */
type Found = readonly [kind: MistakeKind, make: () => Mistake];

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
  const mistakes = new Mistakes();
  const width = header.names.length;
  const checks = columns.flatMap(({ name, type, index }) => {
    if (index === undefined || type.kind === 'varchar') return [];
    return [{ name, index, rule: textRule(type) }];
  });
  let records = 0;
  let longest = 0;
  let empty: Empty | undefined;
  /** A record that is a total if it is the last one, and what is wrong with it if it is not. */
  let total: { readonly mistake: Found; readonly others: readonly Found[] } | undefined;

  await scanCsv(file, header.delimiter, record => {
    longest = Math.max(longest, record.end - record.start);
    if (isEmptyRecord(record)) {
      if (width > 1) empty = anotherEmpty(empty, record, path);
      return undefined;
    }
    addEmpty(mistakes, empty);
    empty = undefined;
    for (const found of total?.others ?? []) mistakes.add(...found);
    total = undefined;
    records += 1;
    if (records === 1) return undefined;
    const found = recordMistakes(record, path, width, checks);
    const asTotal = totals ? totalMistake(record, path, found.length > 0) : undefined;
    if (asTotal === undefined) for (const each of found) mistakes.add(...each);
    // The bytes of the record are gone when the next one is read.
    else total = { mistake: made(asTotal), others: found.map(made) };
    return undefined;
  });
  if (total !== undefined) mistakes.add(...total.mistake);
  return { mistakes, rows: Math.max(records - 1, 0), longest };
}

function made([kind, make]: Found): Found {
  const mistake = make();
  return [kind, () => mistake];
}

/** Lines without any value, one below the other. */
interface Empty {
  readonly mistakes: readonly Mistake[];
  readonly count: number;
}

const emptyLine: MistakeKind = { code: 'ragged-line', key: 'empty', noun: 'line' };

function anotherEmpty(before: Empty | undefined, record: CsvRecord, path: string): Empty {
  const { mistakes = [], count = 0 } = before ?? {};
  if (mistakes.length === 3) return { mistakes, count: count + 1 };
  const mistake = mistakeAt(record, record.start, path, {
    message: 'the line has delimiters and no value',
    hint: 'delete it; such lines are skipped at the end of a file only',
  });
  return { mistakes: [...mistakes, mistake], count: count + 1 };
}

function addEmpty(mistakes: Mistakes, empty: Empty | undefined): void {
  if (empty === undefined) return;
  for (const mistake of empty.mistakes) mistakes.add(emptyLine, () => mistake);
  const rest = empty.count - empty.mistakes.length;
  const [first] = empty.mistakes;
  if (rest > 0 && first !== undefined) mistakes.add(emptyLine, () => first, rest);
}

function recordMistakes(
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
  const shape = shapeMistake(record, path, width);
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
        return { ...mistakeAt(record, at, path, { message, hint }), shown };
      },
    ]);
  }
  return found;
}

/** What is wrong with a record before its values can be looked at. */
function shapeMistake(record: CsvRecord, path: string, width: number): Found | undefined {
  const { badQuote } = record;
  const ragged = (key: string, at: number, message: string, hint?: string): Found => [
    { code: 'ragged-line', key, noun: 'line' },
    () => mistakeAt(record, at, path, { message, hint }),
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

function mistakeAt(
  record: CsvRecord,
  at: number,
  file: string,
  said: { readonly message: string; readonly hint?: string | undefined },
): Mistake {
  const { line, column } = positionIn(record, at);
  return { ...said, location: { file, line, column }, place: `${line}:${column}` };
}

/** Number of values; empty ones beyond the header's, which DuckDB leaves out, are none. */
function fieldCount(record: CsvRecord, width: number): number {
  let { length } = record.starts;
  while (length > width && fieldText(record, length - 1) === '') length -= 1;
  return length;
}

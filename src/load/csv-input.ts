import { isUtf8 } from 'node:buffer';
import { CrmError } from '../base/crm-error.ts';
import { nearestHint } from '../base/nearest.ts';
import { quoteIdentifier, quoteLiteral } from '../base/relation.ts';
import { filePattern, plainCsvFile } from '../engine/duckdb/path-literal.ts';
import type { CsvHeader } from './csv-header.ts';
import { type CsvRecord, fieldText, type LineEnd, positionIn, scanCsv } from './csv-scanner.ts';
import type { Input, WantedColumn } from './input.ts';
import { Mistakes, showValue } from './mistakes.ts';
import { type TextRule, textRule } from './text-rule.ts';

/** U+FFFD, which decoding puts in the place of what is not UTF-8, written out. */
const replacementCharacter = Buffer.from('\uFFFD');

/** A wanted column and which of the file's it is; `index` is undefined when the file lacks it. */
interface BoundColumn extends WantedColumn {
  readonly index: number | undefined;
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
): Input {
  const names = header.names.map(name => name.toLowerCase());
  const columns = wanted.map(column => {
    const index = names.indexOf(column.name.toLowerCase());
    return { ...column, index: index === -1 ? undefined : index };
  });
  return {
    columns: wanted.map(({ name, type }) => ({ name, type: type.sql })),
    select: selectSql(file, header, columns),
    explain: () => explainCsv(file, path, header, columns),
  };
}

/** What is wrong with the names of a header: columns that are missing or stand in it twice. */
export function checkHeader(
  header: CsvHeader,
  path: string,
  wanted: readonly WantedColumn[],
): readonly CrmError[] {
  const errors: CrmError[] = [];
  const firsts = new Map<string, number>();
  const wantedNames = new Set(wanted.map(({ name }) => name.toLowerCase()));
  header.names.forEach((name, index) => {
    const key = name.toLowerCase();
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, index);
    else if (wantedNames.has(key)) {
      const { line = 1, column = 1 } = header.positions[index] ?? {};
      errors.push(
        new CrmError('duplicate-column', `column '${name}' stands twice in the header`, {
          location: { file: path, line, column },
          hint: `it is column ${first + 1} and column ${index + 1}`,
        }),
      );
    }
  });
  const free = header.names.filter(name => !wantedNames.has(name.toLowerCase()));
  const { line = 1, column = 1 } = header.positions[0] ?? {};
  for (const { name, optional } of wanted) {
    if (optional || firsts.has(name.toLowerCase())) continue;
    errors.push(
      new CrmError('missing-column', `column '${name}' is missing from the header`, {
        location: { file: path, line, column },
        hint: nearestHint(name, free) ?? `the header has ${header.names.join(', ')}`,
      }),
    );
  }
  return errors;
}

function selectSql(file: string, header: CsvHeader, columns: readonly BoundColumn[]): string {
  const fields = header.names.map((_, index) => `'c${index}': 'varchar'`);
  const values = columns.map(({ name, type, index }) => {
    const value = index === undefined ? `cast(null as ${type.sql})` : typedSql(`c${index}`, type);
    return `${value} as ${quoteIdentifier(name)}`;
  });
  // A blank line is a record to DuckDB only where there is one column.
  const where = header.names.length === 1 ? ' where c0 is not null' : '';
  return (
    `select ${values.join(', ')} from read_csv(${filePattern(file)}, auto_detect = false, ` +
    `header = true, skip = ${header.linesAbove}, delim = ${quoteLiteral(header.delimiter)}, ` +
    `quote = '"', escape = '"', nullstr = '', strict_mode = true, ${plainCsvFile}, ` +
    `columns = {${fields.join(', ')}})${where}`
  );
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

async function explainCsv(
  file: string,
  path: string,
  header: CsvHeader,
  columns: readonly BoundColumn[],
): Promise<readonly CrmError[]> {
  const mistakes = new Mistakes(path);
  const checks = columns.flatMap(({ name, type, index }) => {
    if (index === undefined || type.kind === 'varchar') return [];
    return [{ name, index, rule: textRule(type) }];
  });
  let lineEnd: LineEnd | undefined;
  let isMixed = false;
  let isHeader = true;
  await scanCsv(file, header.delimiter, record => {
    lineEnd ??= record.lineEnd;
    if (isHeader) isHeader = false;
    else checkRecord(record, path, header.names.length, checks, mistakes);
    if (!isMixed && record.lineEnd !== lineEnd && record.lineEnd !== 'none') {
      isMixed = true;
      mistakes.add(() => lineEndError(record, path, lineEnd));
    }
    return undefined;
  });
  return mistakes.list();
}

interface FieldCheck {
  readonly name: string;
  readonly index: number;
  readonly rule: TextRule;
}

function checkRecord(
  record: CsvRecord,
  path: string,
  width: number,
  checks: readonly FieldCheck[],
  mistakes: Mistakes,
): void {
  const { badQuote, bytes, start, end } = record;
  if (!isUtf8(bytes.subarray(start, end))) {
    mistakes.add(() => encodingError(record, path));
    return;
  }
  if (badQuote !== undefined) {
    const location = { file: path, ...positionIn(record, badQuote.at) };
    const message =
      badQuote.kind === 'unclosed'
        ? 'a quote is opened here and never closed'
        : 'text follows the closing quote of this value';
    const hint = 'write a quote inside a quoted value twice, as ""';
    mistakes.add(() => new CrmError('ragged-line', message, { location, hint }));
    return;
  }
  const found = fieldCount(record, width);
  if (found !== width) {
    mistakes.add(() => raggedError(record, path, width, found));
    return;
  }
  for (const { name, index, rule } of checks) {
    const text = fieldText(record, index);
    if (text === '') continue;
    const refusal = rule.check(text);
    if (refusal === undefined) continue;
    mistakes.add(() => {
      const location = { file: path, ...positionIn(record, record.starts[index] ?? 0) };
      const message = `column '${name}': ${showValue(text)} ${refusal.reason}`;
      return new CrmError('bad-value', message, { location, hint: refusal.hint });
    });
  }
}

/** Number of values; a delimiter behind the last one, which DuckDB leaves out, is none. */
function fieldCount(record: CsvRecord, width: number): number {
  const { length } = record.starts;
  const empty = record.starts[length - 1] === record.ends[length - 1];
  return length === width + 1 && empty ? width : length;
}

function raggedError(record: CsvRecord, path: string, width: number, found: number): CrmError {
  const at = found > width ? record.starts[width] : record.end;
  const values = found === 1 ? '1 value' : `${found} values`;
  return new CrmError('ragged-line', `the line has ${values}, the header ${width}`, {
    location: { file: path, ...positionIn(record, at ?? record.end) },
    hint: found > width ? 'put a value that holds the delimiter in double quotes' : undefined,
  });
}

function encodingError(record: CsvRecord, path: string): CrmError {
  const text = record.bytes.toString('utf8', record.start, record.end);
  let good = record.start;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) {
    good = record.start + Buffer.byteLength(text.slice(0, at));
    if (!record.bytes.subarray(good, good + 3).equals(replacementCharacter)) break;
  }
  const byte = (record.bytes[good] ?? 0).toString(16).padStart(2, '0').toUpperCase();
  return new CrmError('file-encoding', `the byte ${byte} here is not UTF-8`, {
    location: { file: path, ...positionIn(record, good) },
    hint: 'save the file as UTF-8; it looks like Windows-1252 or Latin-1',
  });
}

function lineEndError(record: CsvRecord, path: string, usual: LineEnd | undefined): CrmError {
  const message = `the line ends with ${record.lineEnd}, the header with ${usual}`;
  return new CrmError('ragged-line', message, {
    location: { file: path, ...positionIn(record, record.end) },
    hint: 'save the file with one kind of line end',
  });
}

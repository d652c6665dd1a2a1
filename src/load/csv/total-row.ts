import type { RowError, RowErrorKind } from '../row-errors.ts';
import { readNumber } from '../values/number-forms.ts';
import { type CsvRecord, fieldText, positionIn } from './csv-scanner.ts';

const word =
  /^((grand |sub-?|net )?totals?|totale|totaal|totalt|sum|summ?e|summa|suma|somme|(gesamt|end|zwischen)summe|(ins)?gesamt|(genel |ara )?toplam|razem|итого)\s*:?$/i;

/**
 * How a line looks like one of totals: its first value is a word for that (`word`), or its first
 * field is empty (`numbers`); all other values are numbers, and at least one field is empty.
 */
export function totalForm(fields: readonly string[]): 'word' | 'numbers' | undefined {
  const values = fields.map(field => field.trim()).filter(field => field !== '');
  if (values.length === 0 || values.length === fields.length) return undefined;
  const [first = '', ...others] = values;
  const areNumbers = (texts: readonly string[]) =>
    texts.length > 0 && texts.every(text => readNumber(text) !== undefined);
  if (word.test(first)) return areNumbers(others) ? 'word' : undefined;
  return fields[0]?.trim() === '' && areNumbers(values) ? 'numbers' : undefined;
}

/** The values of a record as text. */
export function fieldsOf(record: CsvRecord): readonly string[] {
  return record.starts.map((_, index) => fieldText(record, index));
}

/**
 * What is said of a line of totals, which would be counted as data; undefined for another line. One
 * that only lacks its key is taken for one where something is `wrong` with it besides.
 */
export function totalError(
  record: CsvRecord,
  file: string,
  wrong: boolean,
): readonly [RowErrorKind, () => RowError] | undefined {
  const fields = fieldsOf(record);
  const form = totalForm(fields);
  if (form === undefined || (form === 'numbers' && !wrong)) return undefined;
  const { line, column } = positionIn(record, record.start);
  const first = fields.find(field => field.trim() !== '') ?? '';
  const why = form === 'word' ? `: it begins with ${JSON.stringify(first)}` : ': its key is empty';
  const rowError: RowError = {
    message: `the last line looks like one of totals${why}`,
    hint: 'delete the line; only data may be below the header',
    location: { file, line, column },
    place: `${line}:${column}`,
  };
  return [{ code: 'total-row', key: form, noun: 'line' }, () => rowError];
}

import { fieldText, isQuotedField, scanCsvText } from '../../load/csv/csv-scanner.ts';

/** Header and records of a small CSV text; an empty value is NULL, a quoted empty one is text. */
export interface CsvRows {
  readonly header: readonly string[];
  readonly records: readonly (readonly (string | null)[])[];
  /** What is wrong with the text; undefined where nothing is. */
  readonly problem: string | undefined;
}

/**
 * Parses the CSV of a unit test as the files of seeds and sources are split, with values outside
 * quotes trimmed and blank lines left out. Reads up to the first quote that is wrong.
 */
export function parseCsvRows(text: string): CsvRows {
  const lines: (string | null)[][] = [];
  let problem: string | undefined;
  scanCsvText(text, ',', record => {
    const line = record.starts.map((_, index) => {
      if (isQuotedField(record, index)) return fieldText(record, index);
      return fieldText(record, index).trim() || null;
    });
    // A tab in front of a quote makes it a part of the value, which nobody means.
    const isOdd = line.some(
      (value, index) => value?.startsWith('"') && !isQuotedField(record, index),
    );
    if (record.badQuote !== undefined || isOdd) {
      const row = Math.max(lines.length, 1);
      problem = `row ${row} has a quote that does not ${isOdd ? 'begin its value' : 'end before a comma'}`;
      return false;
    }
    if (line.length > 1 || line[0] !== null) lines.push(line);
    return true;
  });
  const [header = [], ...records] = lines;
  const ragged = records.findIndex(record => record.length !== header.length);
  if (ragged !== -1) {
    problem ??=
      `row ${ragged + 1} has ${records[ragged]?.length} values, ` +
      `the header has ${header.length} columns`;
  }
  return { header: header.map(name => name ?? ''), records, problem };
}

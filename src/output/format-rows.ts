import type { QueryResult, SqlValue } from '../engine/engine.ts';
import { isNumeric, valueText } from './format-cell.ts';

/**
 * A result as CSV with a header and LF line ends (RFC 4180 else). NULL is an empty field, empty
 * text is `""`, so that a reader can tell them apart.
 */
export function formatCsv(result: QueryResult): string {
  const lines = [result.columns.map(column => csvField(column.name))];
  for (const row of result.rows) lines.push(row.map(csvField));
  return `${lines.map(fields => fields.join(',')).join('\n')}\n`;
}

function csvField(value: SqlValue): string {
  if (value === null) return '';
  const text = valueText(value);
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A result as a JSON array with one object a line. Numbers keep all their digits; NaN and the
 * infinities, which JSON does not have, are texts.
 */
export function formatJsonRows(result: QueryResult): string {
  const names = result.columns.map(column => JSON.stringify(column.name));
  const numeric = result.columns.map(isNumeric);
  const rows = result.rows.map(row => {
    const fields = row.map(
      (value, index) => `${names[index]}: ${jsonValue(value, numeric[index] === true)}`,
    );
    return `  {${fields.join(', ')}}`;
  });
  return rows.length === 0 ? '[]\n' : `[\n${rows.join(',\n')}\n]\n`;
}

const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

function jsonValue(value: SqlValue, numeric: boolean): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  const text = valueText(value);
  if (numeric && jsonNumber.test(text)) return text;
  return JSON.stringify(text);
}

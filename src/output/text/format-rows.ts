import type { TypedColumn } from '../../dialect/types/typed-column.ts';
import type { JsonResult, QueryResult, SqlValue } from '../../engine/engine.ts';
import { isNumeric, valueText } from './format-cell.ts';
import { visibleJson } from './visible-text.ts';

/**
 * A result as CSV with a header and LF line ends (RFC 4180 else). NULL is an empty field, empty
 * text is `""`, so that a reader can distinguish them. With `safe`, a text that a spreadsheet would run
 * as a formula begins with an apostrophe.
 */
export function formatCsv(result: QueryResult, { safe = false } = {}): string {
  const field = safe
    ? (value: SqlValue, type: TypedColumn | undefined) => csvField(guard(value, type))
    : csvField;
  const lines = [result.columns.map(column => field(column.name, undefined))];
  for (const row of result.rows) {
    lines.push(row.map((value, index) => field(value, result.columns[index])));
  }
  return `${lines.map(fields => fields.join(',')).join('\n')}\n`;
}

/** What spreadsheets take for the beginning of a formula, also behind blanks and in full width. */
const formula = /^\s*[=+\-@\t\r＝＋－＠]|^[\t\r\n]/;
const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function guard(value: SqlValue, column: TypedColumn | undefined): SqlValue {
  if (typeof value !== 'string' || (column !== undefined && isNumeric(column))) return value;
  return formula.test(value) && !number.test(value) ? `'${value}` : value;
}

function csvField(value: SqlValue): string {
  if (value === null) return '';
  const text = valueText(value);
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A result as a JSON array with one object a line. Characters that could hide something are escaped. */
export function formatJsonRows(result: JsonResult): string {
  const names = result.columns.map(column => JSON.stringify(column.name));
  const rows = result.rows.map(row => {
    const fields = row.map((value, index) => `${names[index]}: ${value}`);
    return visibleJson(`  {${fields.join(', ')}}`);
  });
  return rows.length === 0 ? '[]\n' : `[\n${rows.join(',\n')}\n]\n`;
}

import type { ResultColumn, SqlValue } from '../engine/engine.ts';

const numericType =
  /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL|FLOAT|DOUBLE|REAL|BIGNUM|VARINT)\b/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what would garble a terminal
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/** True for the types whose values are read best when they are aligned at the right. */
export function isNumeric(column: ResultColumn): boolean {
  return numericType.test(column.type) && !column.type.endsWith(']');
}

/** A value as text; NULL is the caller's to show. */
export function valueText(value: Exclude<SqlValue, null>): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A value for one line of a terminal: line ends, tabs and escape codes shown as written in JSON. */
export function formatCell(value: SqlValue): string {
  if (value === null) return 'NULL';
  return valueText(value).replace(control, character => {
    const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
    return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

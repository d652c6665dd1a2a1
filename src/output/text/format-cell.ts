import type { TypedColumn } from '../../dialect/types/typed-column.ts';
import type { SqlValue } from '../../engine/engine.ts';
import { exposeLookAlikes } from './look-alikes.ts';
import { visibleLine } from './visible-text.ts';

const numericType =
  /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL|FLOAT|DOUBLE|REAL|BIGNUM|VARINT)\b/;

/** True for the types whose values are read best when they are aligned at the right. */
export function isNumeric(column: TypedColumn): boolean {
  return numericType.test(column.type) && !column.type.endsWith(']');
}

/** A value as text; NULL is the caller's to show. */
export function valueText(value: Exclude<SqlValue, null>): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A value for one line of a terminal: line ends, tabs and what could hide something are shown. */
export function formatCell(value: SqlValue): string {
  return value === null ? 'NULL' : exposeLookAlikes(visibleLine(valueText(value)));
}

import type { SqlValue } from '../../engine/engine.ts';

/** A number as text, without zeros behind the point that do not count. */
export function shortDecimal(value: SqlValue | undefined): string {
  const text = String(value);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

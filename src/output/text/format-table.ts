import type { QueryResult } from '../../engine/engine.ts';
import { formatCell, isNumeric } from './format-cell.ts';
import { plainStyle, type Style } from './style.ts';
import { cutText, padText, textWidth } from './text-width.ts';

export interface TableOptions {
  /** Cells to stay within; unlimited when absent, as in a pipe. */
  readonly width?: number | undefined;
  readonly style?: Style;
}

/** Text cells are cut to this before a column is left out. */
const longestCell = 32;
const gap = '  ';

/**
 * Lays a result out as aligned lines: a header, a rule and the rows, numbers at the right. What
 * does not fit into `width` is cut, and a last line says so.
 */
export function formatTable(result: QueryResult, options: TableOptions = {}): string[] {
  const { width = Number.POSITIVE_INFINITY, style = plainStyle } = options;
  const columns = result.columns.map((column, index) => {
    const cells = result.rows.map(row => formatCell(row[index] ?? null));
    const natural = cells.reduce((most, cell) => Math.max(most, textWidth(cell)), 0);
    return {
      header: formatCell(column.name),
      cells,
      isNull: result.rows.map(row => (row[index] ?? null) === null),
      align: isNumeric(column) ? ('right' as const) : ('left' as const),
      width: Math.max(natural, textWidth(formatCell(column.name))),
    };
  });

  const total = (widths: readonly number[]): number =>
    widths.reduce((sum, each) => sum + each, 0) + gap.length * Math.max(0, widths.length - 1);
  let widths = columns.map(column => column.width);
  if (total(widths) > width) widths = widths.map(each => Math.min(each, longestCell));
  let shown = columns.length;
  while (shown > 1 && total(widths.slice(0, shown)) > width) shown -= 1;
  if (shown === 1) widths = widths.map(each => Math.min(each, Math.max(width, 1)));

  const line = (text: (index: number) => string, paint: (text: string, index: number) => string) =>
    columns
      .slice(0, shown)
      .map((column, index) => {
        const cut = cutText(text(index), widths[index] ?? 0);
        const padded = padText(cut, widths[index] ?? 0, column.align);
        return padded.replace(cut, () => paint(cut, index));
      })
      .join(gap)
      .trimEnd();

  const lines = [
    line(
      index => columns[index]?.header ?? '',
      text => style.bold(text),
    ),
    style.dim(
      widths
        .slice(0, shown)
        .map(each => '─'.repeat(each))
        .join(gap),
    ),
  ];
  for (const row of result.rows.keys()) {
    lines.push(
      line(
        index => columns[index]?.cells[row] ?? '',
        (text, index) => (columns[index]?.isNull[row] === true ? style.dim(text) : text),
      ),
    );
  }
  if (shown < columns.length) {
    const rest = columns.length - shown;
    lines.push(
      style.dim(
        `(${rest} more ${rest === 1 ? 'column' : 'columns'} to the right: ${columns
          .slice(shown)
          .map(column => column.header)
          .join(', ')})`,
      ),
    );
  } else if (widths.some((each, index) => each < (columns[index]?.width ?? 0))) {
    lines.push(style.dim('(long values are cut with …)'));
  }
  return lines;
}

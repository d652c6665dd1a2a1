import { eraseLines, presentText } from '../../output/text/own-codes.ts';
import { cutText, textWidth } from '../../output/text/text-width.ts';

/** Milliseconds between two drawings: often enough for an eye, seldom enough for a build. */
const pause = 100;

export interface Screen {
  readonly columns: number;
  readonly rows: number;
  /** Writes text and escape codes as they are. */
  put(text: string): void;
}

/** The lines at the end of a terminal that are drawn over. */
export interface LiveArea {
  /** What is to be shown, the last line counting most; nothing takes the area away at once. */
  show(lines: readonly string[]): void;
  /** Writes whole lines above the area. */
  writeAbove(text: string): void;
}

/** An area on a screen; each line takes one row, and at least one row of the screen is left. */
export function createLiveArea(screen: Screen): LiveArea {
  let wanted: readonly string[] = [];
  let drawn: readonly string[] = [];
  let drawnAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  function draw(above = ''): void {
    clearTimeout(timer);
    timer = undefined;
    const { columns, rows } = screen;
    const lines = fitRows(wanted, rows - 1).map(line => cutText(line, Math.max(1, columns - 1)));
    // a terminal that became narrower has wrapped what was drawn
    const taken = drawn.reduce((sum, line) => sum + rowsOf(line, columns), 0);
    const text = `${eraseLines(Math.min(taken, rows))}${above}${lines.join('\n')}`;
    if (text !== '') screen.put(presentText(text));
    drawn = lines;
    drawnAt = performance.now();
  }

  return {
    show(lines) {
      wanted = lines;
      if (lines.length === 0) {
        if (drawn.length > 0) draw();
        clearTimeout(timer);
        timer = undefined;
        return;
      }
      const left = pause - (performance.now() - drawnAt);
      if (left <= 0) draw();
      else timer ??= setTimeout(draw, left).unref();
    },
    writeAbove: text => draw(text),
  };
}

/** The lines as far as there are rows, the last one in any case. */
function fitRows(lines: readonly string[], rows: number): readonly string[] {
  if (lines.length <= rows) return lines;
  const shown = lines.slice(0, Math.max(0, rows - 2));
  const more = `… ${lines.length - 1 - shown.length} more`;
  return rows < 2 ? lines.slice(-1) : [...shown, more, ...lines.slice(-1)];
}

function rowsOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(textWidth(line) / columns));
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLiveArea } from '../../../src/cli/terminal/live-area.ts';

/** To the beginning of the line, up so many rows, away with all from there. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes begin with one
const erasure = /^(\u001b\[1G(?:\u001b\[(\d+)A)?\u001b\[0J)?(.*)$/s;

/** What a terminal of a width shows, with the escape codes that a live area uses. */
class ScreenModel {
  columns = 20;
  rows = 8;
  puts = 0;
  #text = '';

  put(text: string): void {
    this.puts += 1;
    const [, erased, up = '0', rest = ''] = erasure.exec(text) ?? [];
    if (erased !== undefined) {
      const left = this.shown().slice(0, -1 - Number(up));
      this.#text = left.map(line => `${line}\n`).join('');
    }
    this.#text += rest;
  }

  /** Rows as the terminal has them: longer lines are wrapped. */
  shown(): string[] {
    return this.#text.split('\n').flatMap(line => {
      const rows = Math.max(1, Math.ceil(line.length / this.columns));
      return Array.from({ length: rows }, (_, at) =>
        line.slice(at * this.columns, (at + 1) * this.columns),
      );
    });
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the live area of a terminal', () => {
  it('stays below what is written, and is gone at the end', () => {
    const screen = new ScreenModel();
    const area = createLiveArea(screen);
    area.show(['a 1/2', 'b 0/3']);
    area.writeAbove('first\n');
    area.writeAbove('second\nthird\n');
    expect(screen.shown()).toEqual(['first', 'second', 'third', 'a 1/2', 'b 0/3']);
    area.show([]);
    expect(screen.shown()).toEqual(['first', 'second', 'third', '']);
  });

  it('is drawn at most ten times a second, and then as it is by then', () => {
    const screen = new ScreenModel();
    const area = createLiveArea(screen);
    for (let done = 0; done < 1000; done += 1) {
      area.show([`${done}/1000`]);
      vi.advanceTimersByTime(1);
    }
    expect(screen.puts).toBeLessThanOrEqual(11);
    vi.advanceTimersByTime(100);
    expect(screen.shown()).toEqual(['999/1000']);
  });

  it('takes no more rows than there are, its last line in any case', () => {
    const screen = new ScreenModel();
    const area = createLiveArea(screen);
    area.show([...Array.from({ length: 30 }, (_, at) => `directory ${at}`), 'all']);
    expect(screen.shown()).toHaveLength(7);
    expect(screen.shown().slice(-2)).toEqual(['… 25 more', 'all']);
  });

  it('cuts its lines, and finds them again in a terminal that became narrower', () => {
    const screen = new ScreenModel();
    const area = createLiveArea(screen);
    area.show(['x'.repeat(50), 'y'.repeat(12)]);
    expect(screen.shown()).toEqual([`${'x'.repeat(18)}…`, 'y'.repeat(12)]);
    screen.columns = 10;
    vi.advanceTimersByTime(200);
    area.show(['z']);
    expect(screen.shown()).toEqual(['z']);
  });

  it('shows what could hide, also in what is drawn over', () => {
    const screen = new ScreenModel();
    createLiveArea(screen).show(['a\u202eb']);
    expect(screen.shown()).toEqual(['a<U+202E>b']);
  });
});

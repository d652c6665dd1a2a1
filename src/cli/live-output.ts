import { clearLine } from '../output/own-codes.ts';
import type { RunView } from '../output/run-view.ts';
import type { RunEvent } from '../run/run-event.ts';
import type { Stream } from './terminal.ts';

/** Writes a run's lines to a stream and keeps, on a terminal, the status line below them. */
export function createLiveOutput(stream: Stream, view: RunView): (event: RunEvent) => void {
  let drawn: string | undefined;
  return event => {
    const lines = view.lines(event);
    const status = stream.isTerminal ? view.status() : undefined;
    if (lines.length === 0 && status === drawn) return;
    const clear = drawn === undefined ? '' : clearLine;
    const text = lines.map(line => `${line}\n`).join('');
    stream.write(`${clear}${text}${status ?? ''}`);
    drawn = status;
  };
}

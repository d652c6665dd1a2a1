import type { RunView } from '../../output/views/run-view.ts';
import type { RunEvent } from '../../run/run-event.ts';
import type { Stream } from './terminal.ts';

/** Writes a run's lines to a stream and keeps, on a terminal, what is going on now below them. */
export function createLiveOutput(stream: Stream, view: RunView): (event: RunEvent) => void {
  return event => {
    const lines = view.lines(event);
    stream.live(view.status());
    if (lines.length > 0) stream.write(lines.map(line => `${line}\n`).join(''));
  };
}

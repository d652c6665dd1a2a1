import type { RunEvent } from '../run/run-event.ts';

/** Turns what happens in a run into text. Holds only what it needs to put lines together. */
export interface RunView {
  /** The lines that an event adds, without line ends. */
  lines(event: RunEvent): readonly string[];
  /** What is going on now, for the one line of a terminal that is drawn over; cut to its width. */
  status(): string | undefined;
}

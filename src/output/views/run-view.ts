import type { RunEvent } from '../../run/run-event.ts';

/** Turns what happens in a run into text. Holds only what it needs to put lines together. */
export interface RunView {
  /** The lines that an event adds, without line ends. */
  lines(event: RunEvent): readonly string[];
  /** What is going on now, for the lines of a terminal that are drawn over; the last counts most. */
  status(): readonly string[];
}

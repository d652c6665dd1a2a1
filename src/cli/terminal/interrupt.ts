import type { Terminal } from './terminal.ts';

/**
 * Runs `action` with a signal that the first Ctrl-C aborts, so that it ends in good order; the
 * second one ends the process at once. Nothing is lost by that: what is not published yet stays
 * next to the published file until the next build clears it away.
 */
export async function withInterrupt<T>(
  terminal: Terminal,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const off = terminal.onInterrupt(() => {
    if (controller.signal.aborted) return terminal.endAtOnce();
    controller.abort();
    if (terminal.stderr.isTerminal) {
      terminal.stderr.write('Stopping; Ctrl-C again ends it at once.\n');
    }
  });
  try {
    return await action(controller.signal);
  } finally {
    off();
  }
}

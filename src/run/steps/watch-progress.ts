import type { Connection } from '../../engine/engine.ts';

const firstAfter = 1000;
const pollEvery = 250;
const interruptEvery = 50;

/**
 * Watches the statements of `connection` until the returned function is called: reports how far they
 * are once a second has gone by, and interrupts them when the signal is given.
 */
export function watchProgress(
  connection: Connection,
  signal: AbortSignal,
  onProgress: (share: number | undefined, seconds: number) => void,
): () => void {
  const started = performance.now();
  const report = () => {
    const elapsed = performance.now() - started;
    if (elapsed >= firstAfter) onProgress(connection.progress(), elapsed / 1000);
  };
  const reporting = setInterval(report, pollEvery);
  let interrupting: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    // An interrupt between two statements of a step is lost, so it is given until the step ends.
    interrupting = setInterval(() => connection.interrupt(), interruptEvery);
  };
  if (signal.aborted) interrupt();
  else signal.addEventListener('abort', interrupt, { once: true });
  return () => {
    clearInterval(reporting);
    clearInterval(interrupting);
    signal.removeEventListener('abort', interrupt);
  };
}

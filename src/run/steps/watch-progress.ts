import type { Connection } from '../../engine/engine.ts';

const firstAfter = 1000;
const pollEvery = 250;
const interruptEvery = 50;

/**
 * Runs `action`, whose statements run on `connection`: tells how far they are once a second has
 * gone by, and interrupts them when the signal is given.
 */
export async function withProgress<T>(
  connection: Connection,
  signal: AbortSignal,
  onProgress: (share: number | undefined, seconds: number) => void,
  action: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const tell = () => {
    const elapsed = performance.now() - started;
    if (elapsed >= firstAfter) onProgress(connection.progress(), elapsed / 1000);
  };
  const telling = setInterval(tell, pollEvery);
  let interrupting: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    // An interrupt between two statements of a step is lost, so it is given until the step ends.
    interrupting = setInterval(() => connection.interrupt(), interruptEvery);
  };
  if (signal.aborted) interrupt();
  else signal.addEventListener('abort', interrupt, { once: true });
  try {
    return await action();
  } finally {
    clearInterval(telling);
    clearInterval(interrupting);
    signal.removeEventListener('abort', interrupt);
  }
}

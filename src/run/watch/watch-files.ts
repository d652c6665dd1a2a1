import { watch } from 'chokidar';
import { changedFiles, stampFiles } from './file-stamps.ts';

/** What is watched, and what happens when it changes. */
export interface WatchOptions {
  /** Absolute paths of the files and directories; asked for again after each change. */
  readonly paths: () => readonly string[];
  /** Called with the files that changed. Saves meanwhile lead to one more call, once it is done. */
  readonly onChange: (files: readonly string[]) => Promise<void>;
  /** Called once everything is watched; earlier saves are not reported. */
  readonly onReady: () => Promise<void>;
  /** Ends the watch, after the change in progress. */
  readonly signal: AbortSignal;
}

/**
 * The watcher's events only say that something may have happened: it misses a second save within
 * 50 ms, as an editor that formats on save makes. So contents are compared after these delays.
 */
const compareAfter = [50, 200];

/** Watches files until the signal is given. What `onChange` throws ends the watch. */
export async function watchFiles(options: WatchOptions): Promise<void> {
  const { signal } = options;
  if (signal.aborted) return;
  const bell = new Doorbell();
  let paths = options.paths();
  const watcher = watch([...paths], { ignoreInitial: true, persistent: true });
  const stop = () => bell.close();
  const ready = new Promise<void>(resolve => watcher.once('ready', resolve));
  watcher.on('all', () => bell.ring());
  watcher.on('error', () => bell.ring());
  signal.addEventListener('abort', stop, { once: true });
  try {
    let stamps = await stampFiles(paths);
    await ready;
    await options.onReady();
    bell.ring();
    while (!signal.aborted && (await bell.rung())) {
      const now = await stampFiles(paths);
      const files = changedFiles(stamps, now);
      stamps = now;
      if (files.length === 0) continue;
      await options.onChange(files);
      const next = options.paths();
      const added = next.filter(path => !paths.includes(path));
      watcher.unwatch(paths.filter(path => !next.includes(path)));
      watcher.add(added);
      paths = next;
      // New paths count from now on; the others from what the change was called with.
      stamps = new Map([...now, ...(await stampFiles(added))]);
      bell.ring();
    }
  } finally {
    signal.removeEventListener('abort', stop);
    bell.close();
    await watcher.close();
  }
}

/** Turns watcher events into delayed comparisons of contents; no event is lost. */
class Doorbell {
  readonly #timers = new Set<NodeJS.Timeout>();
  #due = false;
  #closed = false;
  #answer: ((open: boolean) => void) | undefined;

  ring(): void {
    if (this.#closed) return;
    for (const delay of compareAfter) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#due = true;
        this.#tell();
      }, delay);
      this.#timers.add(timer);
    }
  }

  /** Waits until it is time to look; false once the bell is closed. */
  rung(): Promise<boolean> {
    return new Promise(resolve => {
      this.#answer = resolve;
      this.#tell();
    });
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#tell();
  }

  #tell(): void {
    if (this.#answer === undefined || !(this.#due || this.#closed)) return;
    const answer = this.#answer;
    this.#answer = undefined;
    this.#due = false;
    answer(!this.#closed);
  }
}

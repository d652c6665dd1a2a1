/** What the commands see of the process that they run in. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly processId: number;
  /** Data: what a person would pipe on. */
  readonly stdout: Stream;
  /** Everything else. */
  readonly stderr: Stream;
  /** Calls back on Ctrl-C and on a request to end, until the function that it gives is called. */
  onInterrupt(callback: () => void): () => void;
  /** Ends the process at once, whatever it is in, as Ctrl-C does: shells see 130. */
  endAtOnce(): void;
}

export interface Stream {
  readonly isTerminal: boolean;
  /** Cells in a line; undefined where it is no terminal. */
  readonly width: number | undefined;
  write(text: string): void;
}

/** The process itself as a terminal. */
export function processTerminal(): Terminal {
  return {
    cwd: process.cwd(),
    env: process.env,
    processId: process.pid,
    stdout: stream(process.stdout),
    stderr: stream(process.stderr),
    onInterrupt(callback) {
      process.on('SIGINT', callback);
      process.on('SIGTERM', callback);
      return () => {
        process.off('SIGINT', callback);
        process.off('SIGTERM', callback);
      };
    },
    endAtOnce() {
      // process.exit would wait for the database, which may take long to come out of a call
      process.removeAllListeners('SIGINT');
      process.kill(process.pid, 'SIGINT');
    },
  };
}

function stream(target: NodeJS.WriteStream): Stream {
  // a reader that has seen enough, such as head, is no error; the work goes on to its end
  target.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    isTerminal: target.isTTY === true,
    get width() {
      return target.isTTY === true ? target.columns || 80 : undefined;
    },
    write: text => {
      if (!target.destroyed) target.write(text);
    },
  };
}

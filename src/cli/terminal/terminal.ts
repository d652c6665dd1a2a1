import { presentText } from '../../output/text/own-codes.ts';
import type { LiveArea, Screen } from './live-area.ts';

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
  /** Cells in a line; undefined where it is not a terminal. */
  readonly width: number | undefined;
  /** Writes for a person: what could hide something is shown. */
  write(text: string): void;
  /** Shows lines below all that is written, until others are shown; on a terminal only. */
  live(lines: readonly string[]): void;
  /** Writes for a program that reads: to the character, but on a terminal as `write` does. */
  writeData(text: string): void;
}

/** The process as a terminal. */
export interface ProcessTerminal extends Terminal {
  /** What kept stdout from taking all that was written, once it has been handed on. */
  stdoutFault(): Promise<NodeJS.ErrnoException | undefined>;
}

/** The process itself as a terminal. */
export function processTerminal(): ProcessTerminal {
  const stdout = stream(process.stdout);
  const stderr = stream(process.stderr);
  process.on('exit', () => stderr.live([]));
  return {
    cwd: process.cwd(),
    env: process.env,
    processId: process.pid,
    stdout,
    stderr,
    stdoutFault: stdout.fault,
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
      stderr.live([]);
      process.removeAllListeners('SIGINT');
      process.kill(process.pid, 'SIGINT');
    },
  };
}

interface ProcessStream extends Stream {
  fault(): Promise<NodeJS.ErrnoException | undefined>;
}

function stream(target: NodeJS.WriteStream): ProcessStream {
  let fault: NodeJS.ErrnoException | undefined;
  // the work goes on to its end without a reader, or without room for what it says
  target.on('error', (error: NodeJS.ErrnoException) => {
    fault ??= error;
  });
  const isTerminal = target.isTTY === true;
  const hand = (text: string): void => {
    if (fault === undefined && !target.destroyed) target.write(text);
  };
  const area = canDrawOver(target)
    ? lazyLiveArea({
        get columns() {
          return target.columns || 80;
        },
        get rows() {
          return target.rows || 24;
        },
        put: hand,
      })
    : { show: () => undefined, writeAbove: (text: string) => hand(presentText(text)) };
  return {
    isTerminal,
    get width() {
      return isTerminal ? target.columns || 80 : undefined;
    },
    write: text => area.writeAbove(text),
    live: lines => area.show(lines),
    writeData: text => (isTerminal ? area.writeAbove(text) : hand(text)),
    async fault() {
      await new Promise<void>(done => {
        if (target.writableLength === 0 || target.destroyed) done();
        else target.write('', () => done());
      });
      // the event of an error follows the call that it failed in
      await new Promise(done => setImmediate(done));
      return fault;
    },
  };
}

/** An area that is loaded with the first lines: most commands draw none, and text widths load slowly. */
function lazyLiveArea(screen: Screen): LiveArea {
  let area: LiveArea | undefined;
  let isLoading = false;
  let wanted: readonly string[] = [];
  return {
    show(lines) {
      wanted = lines;
      if (area !== undefined) area.show(lines);
      else if (lines.length > 0 && !isLoading) void load();
    },
    writeAbove(text) {
      if (area === undefined) screen.put(presentText(text));
      else area.writeAbove(text);
    },
  };

  async function load(): Promise<void> {
    isLoading = true;
    const { createLiveArea } = await import('./live-area.ts');
    area = createLiveArea(screen);
    area.show(wanted);
  }
}

/** Where a log is read later, or the terminal knows no cursor, lines are only added. */
function canDrawOver(target: NodeJS.WriteStream): boolean {
  const { TERM, CI = '' } = process.env;
  return target.isTTY === true && TERM !== 'dumb' && (CI === '' || CI === 'false');
}

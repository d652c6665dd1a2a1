import { resolve } from 'node:path';
import { synth } from '../crm/synth.ts';
import { openEngine } from '../engine/duckdb/open-engine.ts';
import { formatBytes, formatCount, formatNoun, formatSeconds } from '../output/format-quantity.ts';
import type { SynthOptions } from './command-options.ts';
import { withInterrupt } from './interrupt.ts';
import { type Invocation, say } from './invocation.ts';

/** Makes synthetic raw data in a database in memory. Gives the exit code. */
export async function writeSynthetic(
  invocation: Invocation,
  options: SynthOptions,
): Promise<number> {
  const { terminal, diagnostics, startedAt } = invocation;
  const engine = await openEngine({ settings: {} });
  const status = createStatusLine(invocation);
  try {
    const connection = await engine.connect();
    const files = await withInterrupt(terminal, async signal => {
      signal.addEventListener('abort', () => connection.interrupt());
      return synth({
        ...options,
        outDir: resolve(terminal.cwd, options.out),
        connection,
        onProgress: ({ customersDone, customers, writing }) => {
          const done = `${formatCount(customersDone)} of ${formatNoun(customers, 'customer')}`;
          status(writing === undefined ? done : `${done}, writing ${writing}`);
        },
      });
    });
    status(undefined);
    for (const { path, rows, bytes } of files) {
      const content = rows === undefined ? 'what was planted' : formatNoun(rows, 'row');
      say(invocation, `${diagnostics.showPath(path)}: ${content} (${formatBytes(bytes)})`);
    }
    say(invocation, `Done in ${formatSeconds((Date.now() - startedAt.getTime()) / 1000)}.`);
    return 0;
  } finally {
    status(undefined);
    engine.close();
  }
}

/** Draws one line over and over on a terminal; in a pipe, and when quiet, nothing. */
function createStatusLine({ terminal, options }: Invocation): (text: string | undefined) => void {
  let drawn = false;
  const { stderr } = terminal;
  if (!stderr.isTerminal || options.quiet === true || options.logFormat === 'json') {
    return () => undefined;
  }
  return text => {
    if (text === undefined && !drawn) return;
    stderr.write(`\r\u001b[2K${text ?? ''}`);
    drawn = text !== undefined;
  };
}

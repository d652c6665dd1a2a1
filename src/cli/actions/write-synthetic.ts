import { join, resolve } from 'node:path';
import { formatCount } from '../../base/text/format-count.ts';
import { synth } from '../../crm/synthetic/synth.ts';
import { openProjectEngine } from '../../functions/open-project-engine.ts';
import { formatBytes, formatNoun, formatSeconds } from '../../output/text/format-quantity.ts';
import type { SynthOptions } from '../arguments/command-options.ts';
import { type Invocation, say } from '../arguments/invocation.ts';
import { withInterrupt } from '../terminal/interrupt.ts';

/** Makes synthetic raw data in a database in memory. Gives the exit code. */
export async function writeSynthetic(
  invocation: Invocation,
  options: SynthOptions,
): Promise<number> {
  const { terminal, diagnostics, startedAt } = invocation;
  const outDir = resolve(terminal.cwd, options.out);
  // What does not fit in memory goes to the disk that the files go to; the database clears it away.
  const tempDirectory = join(outDir, `.synth-spill-${process.pid}`);
  const engine = await openProjectEngine({ settings: {}, tempDirectory });
  const status = createStatusLine(invocation);
  try {
    const connection = await engine.connect();
    const files = await withInterrupt(terminal, async signal => {
      signal.addEventListener('abort', () => connection.interrupt());
      return synth({
        ...options,
        outDir,
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

/** Shows one line over and over on a terminal; in a pipe, and when quiet, nothing. */
function createStatusLine({ terminal, options }: Invocation): (text: string | undefined) => void {
  if (options.quiet === true || options.logFormat === 'json') return () => undefined;
  return text => terminal.stderr.live(text === undefined ? [] : [text]);
}

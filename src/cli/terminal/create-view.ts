import type { Node } from '../../nodes/node.ts';
import { createGroupedRunView, mostSingleNodes } from '../../output/views/grouped-run-view.ts';
import { createJsonRunView } from '../../output/views/json-log.ts';
import { createPlainRunView } from '../../output/views/plain-run-view.ts';
import { createQuietRunView } from '../../output/views/quiet-run-view.ts';
import type { RunView } from '../../output/views/run-view.ts';
import { createTerminalRunView } from '../../output/views/terminal-run-view.ts';
import type { Invocation } from '../arguments/invocation.ts';

/** The view of a run that fits where it is shown and what was asked for. */
export function createView(
  invocation: Invocation,
  nodes: ReadonlyMap<string, Node>,
  { ids, verbose = false }: { readonly ids: readonly string[]; readonly verbose?: boolean },
): RunView {
  const { terminal, options, diagnostics, log } = invocation;
  const quiet = options.quiet === true;
  const { width } = terminal.stderr;
  if (options.logFormat === 'json') return createJsonRunView(nodes, diagnostics, log, { quiet });
  if (quiet) return createQuietRunView(nodes, { ...diagnostics, width });
  if (ids.length > mostSingleNodes && !verbose) {
    const shown = {
      ...diagnostics,
      // a terminal may be made wider or narrower meanwhile
      get width() {
        return terminal.stderr.width;
      },
    };
    return createGroupedRunView(nodes, shown, ids);
  }
  if (width === undefined) {
    return createPlainRunView(nodes, { ...diagnostics, width }, { verbose });
  }
  return createTerminalRunView(nodes, { ...diagnostics, width, verbose });
}

import type { Node } from '../../nodes/node.ts';
import type { RunEvent } from '../../run/run-event.ts';
import { formatResultLine, type ResultOptions } from '../results/format-result.ts';
import { formatClosing } from '../results/run-closing.ts';
import { groupSkipped, type SkippedNode } from '../results/skipped-nodes.ts';
import { formatNoun, formatSeconds } from '../text/format-quantity.ts';
import type { RunView } from './run-view.ts';

/**
 * For pipes and files: one line a node, no colours, nothing drawn over. Skipped nodes come last,
 * counted where many share a reason, unless `verbose` asks for all of them as they come.
 */
export function createPlainRunView(
  nodes: ReadonlyMap<string, Node>,
  options: ResultOptions,
  { verbose = false } = {},
): RunView {
  let publishing: Extract<RunEvent, { type: 'published' | 'not-published' }> | undefined;
  let claimed: Extract<RunEvent, { type: 'claimed' }> | undefined;
  let begun = false;
  const skipped: SkippedNode[] = [];

  function nodeLine({ result, index, total }: SkippedNode): string[] {
    const node = nodes.get(result.uniqueId);
    return node === undefined ? [] : [formatResultLine(node, result, index, total)];
  }

  function skippedLines(): string[] {
    return groupSkipped(skipped).flatMap(line =>
      line.kind === 'node'
        ? nodeLine(line.skipped)
        : [`SKIP ${formatNoun(line.count, 'node')} ${line.reason}`],
    );
  }

  function linesOf(event: RunEvent): readonly string[] {
    switch (event.type) {
      case 'waiting':
        return [`Waiting: ${event.holder}`];
      case 'checked':
        return [formatChecked(event)];
      case 'node-finished':
        if (event.result.status !== 'skipped' || verbose) return nodeLine(event);
        skipped.push(event);
        return [];
      case 'claimed':
        claimed = event;
        return [];
      case 'published':
      case 'not-published':
        publishing = event;
        return [];
      case 'run-finished': {
        const before = skippedLines();
        const apart = begun || before.length > 0;
        const closing = formatClosing(event.result, { publishing, claimed }, nodes, options, {
          detail: verbose ? 'full' : 'bounded',
          apart,
        });
        return [...before, ...closing];
      }
      default:
        return [];
    }
  }

  return {
    status: () => [],
    lines(event) {
      const lines = linesOf(event);
      begun ||= lines.length > 0;
      return lines;
    },
  };
}

/** What the check before the run looked at. */
export function formatChecked(event: Extract<RunEvent, { type: 'checked' }>): string {
  const checked = `${formatNoun(event.relations, 'relation')} and ${formatNoun(event.tests, 'test')}`;
  return `Checked the SQL of ${checked} in ${formatSeconds(event.seconds)}.`;
}

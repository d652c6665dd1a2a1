import type { RunEvent } from '../run/run-event.ts';
import type { Node } from '../template/node.ts';
import { formatNoun, formatSeconds } from './format-quantity.ts';
import { formatResultLine, needsAttention, type ResultOptions } from './format-result.ts';
import { formatClosing } from './run-closing.ts';
import type { RunView } from './run-view.ts';

/** For pipes and files: one line a node, no colours, nothing drawn over. */
export function createPlainRunView(
  nodes: ReadonlyMap<string, Node>,
  options: ResultOptions,
  { quiet = false } = {},
): RunView {
  let publishing: Extract<RunEvent, { type: 'published' | 'not-published' }> | undefined;
  return {
    status: () => undefined,
    lines(event) {
      switch (event.type) {
        case 'waiting':
          return [`Waiting: ${event.holder}`];
        case 'checked':
          return quiet ? [] : [formatChecked(event)];
        case 'node-finished': {
          const node = nodes.get(event.result.uniqueId);
          if (node === undefined || (quiet && !needsAttention(event.result))) return [];
          return [formatResultLine(node, event.result, event.index, event.total)];
        }
        case 'published':
        case 'not-published':
          publishing = event;
          return [];
        case 'run-finished':
          return formatClosing(event.result, publishing, nodes, options, { quiet });
        default:
          return [];
      }
    },
  };
}

/** What the check before the run looked at. */
export function formatChecked(event: Extract<RunEvent, { type: 'checked' }>): string {
  const checked = `${formatNoun(event.relations, 'relation')} and ${formatNoun(event.tests, 'test')}`;
  return `Checked the SQL of ${checked} in ${formatSeconds(event.seconds)}.`;
}

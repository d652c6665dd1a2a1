import type { Node } from '../../nodes/node.ts';
import type { RunEvent } from '../../run/run-event.ts';
import { nodeKind, shownName } from '../results/describe-node.ts';
import {
  formatReason,
  isFailure,
  type ResultOptions,
  statusPaint,
  statusWord,
} from '../results/format-result.ts';
import { type FileEvents, formatClosing } from '../results/run-closing.ts';
import type { RunView } from './run-view.ts';

/** For --quiet: each failure in one line at once, then how it ended in one line. */
export function createQuietRunView(
  nodes: ReadonlyMap<string, Node>,
  options: ResultOptions,
): RunView {
  let file: FileEvents = { publishing: undefined, claimed: undefined };
  return {
    status: () => [],
    lines(event: RunEvent) {
      switch (event.type) {
        case 'waiting':
          return [`Waiting: ${event.holder}`];
        case 'node-finished': {
          const { result } = event;
          const node = nodes.get(result.uniqueId);
          if (node === undefined || !isFailure(result)) return [];
          const what = `${nodeKind(node)} ${shownName(node)}`;
          const word = statusPaint(result, options.style)(statusWord(result));
          return [`${word} ${what}: ${formatReason(node, result, options)}`];
        }
        case 'claimed':
          file = { ...file, claimed: event };
          return [];
        case 'published':
        case 'not-published':
          file = { ...file, publishing: event };
          return [];
        case 'run-finished':
          return formatClosing(event.result, file, nodes, options, {
            detail: 'quiet',
            apart: false,
          });
        default:
          return [];
      }
    },
  };
}

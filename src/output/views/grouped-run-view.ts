import { formatCount } from '../../base/text/format-count.ts';
import type { Node } from '../../nodes/node.ts';
import type { RunEvent } from '../../run/run-event.ts';
import { nodeKind, shownName } from '../results/describe-node.ts';
import {
  createProgressByDirectory,
  type DirectoryProgress,
} from '../results/directory-progress.ts';
import { formatDirectory } from '../results/format-directory.ts';
import {
  formatReason,
  formatResultColumns,
  formatResultLine,
  isFailure,
  type ResultOptions,
} from '../results/format-result.ts';
import { type FileEvents, formatClosing } from '../results/run-closing.ts';
import { formatNoun, formatSeconds } from '../text/format-quantity.ts';
import { formatChecked } from './plain-run-view.ts';
import type { RunView } from './run-view.ts';

/** Runs of more nodes than this have a line for each directory instead of one for each node. */
export const mostSingleNodes = 40;

/**
 * For runs of many nodes: a line for each directory once all of it has run, and each failure at once
 * with its reason. In a terminal, the directories that are at work are shown below.
 */
export function createGroupedRunView(
  nodes: ReadonlyMap<string, Node>,
  options: ResultOptions,
  ids: readonly string[],
): RunView {
  const { style } = options;
  const isPipe = options.width === undefined;
  const progress = createProgressByDirectory(ids, nodes);
  const startedAt = performance.now();
  let preparing: string | undefined;
  let over = false;
  let finished = 0;
  let closed = 0;
  let begun = false;
  let file: FileEvents = { publishing: undefined, claimed: undefined };

  function finish(event: Extract<RunEvent, { type: 'node-finished' }>): string[] {
    const { result, index, total } = event;
    finished += 1;
    const lines: string[] = [];
    const node = nodes.get(result.uniqueId);
    if (node !== undefined && isFailure(result)) {
      lines.push(
        isPipe
          ? formatResultLine(node, result, index, total)
          : formatResultColumns(node, result, options),
        `  ${formatReason(node, result, options)}`,
      );
    }
    const done = progress.finish(result);
    if (done === undefined) return lines;
    closed += 1;
    return [...lines, formatDirectory(done, options)];
  }

  function linesOf(event: RunEvent): readonly string[] {
    switch (event.type) {
      case 'run-started':
        preparing = 'Checking the SQL of all models and tests';
        return [];
      case 'waiting':
        preparing = `Waiting: ${event.holder}`;
        return isPipe ? [preparing] : [];
      case 'checked':
        preparing = undefined;
        return [style.dim(formatChecked(event))];
      case 'node-started':
        preparing = undefined;
        progress.begin(event.uniqueId);
        return [];
      case 'node-progress':
        progress.begin(event.uniqueId, event.seconds);
        return [];
      case 'node-finished':
        return finish(event);
      case 'claimed':
        file = { ...file, claimed: event };
        return [];
      case 'published':
      case 'not-published':
        file = { ...file, publishing: event };
        return [];
      case 'run-finished': {
        over = true;
        // of a run that was ended, what has run of the others
        const partly = progress.open().filter(each => each.results.length > 0);
        const before = partly.map(each => formatDirectory(each, options));
        const closing = formatClosing(event.result, file, nodes, options, {
          detail: 'short',
          apart: begun || before.length > 0,
        });
        return [...before, ...closing];
      }
    }
  }

  function status(): readonly string[] {
    if (over) return [];
    if (preparing !== undefined) return [preparing];
    const open = progress.open();
    const waiting = progress.count - closed - open.length;
    const parts = [
      `${formatCount(finished)}/${formatCount(ids.length)}`,
      `${closed} of ${formatNoun(progress.count, 'directory', 'directories')} done`,
      waiting > 0 ? `${waiting} to come` : '',
      formatSeconds((performance.now() - startedAt) / 1000),
    ];
    const widest = Math.max(0, ...open.map(({ name }) => name.length));
    return [
      ...open.map(each => formatOpen(each, widest, nodes, options)),
      style.bold(parts.filter(part => part !== '').join('  ')),
    ];
  }

  return {
    status,
    lines(event) {
      const lines = linesOf(event);
      begun ||= lines.length > 0;
      return lines;
    },
  };
}

/** A directory at work: how much is done, what failed, what runs now. */
function formatOpen(
  { name, results, total, failed, running }: DirectoryProgress,
  widest: number,
  nodes: ReadonlyMap<string, Node>,
  { style }: ResultOptions,
): string {
  // nodes end in the order of the plan: of those that began, most may have ended
  const last = [...running].at(-1);
  const node = last && nodes.get(last[0]);
  const parts = [
    name.padEnd(widest),
    `${results.length}/${total}`.padStart(7),
    failed > 0 ? style.red(`${failed} failed`) : '',
    node === undefined ? '' : `${style.dim(nodeKind(node))} ${shownName(node)}`,
    last?.[1] === undefined ? '' : formatSeconds(last[1]),
  ];
  return parts.filter(part => part !== '').join('  ');
}

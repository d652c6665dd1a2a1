import { formatCount } from '../../base/text/format-count.ts';
import type { Node } from '../../nodes/node.ts';
import type { NodeResult, RunEvent } from '../../run/run-event.ts';
import { nodeKind, shownName } from '../results/describe-node.ts';
import {
  formatColumns,
  formatResultColumns,
  type ResultOptions,
  resultSeconds,
} from '../results/format-result.ts';
import { formatClosing } from '../results/run-closing.ts';
import { groupSkipped, type SkippedNode } from '../results/skipped-nodes.ts';
import { formatNoun, formatSeconds } from '../text/format-quantity.ts';
import { cutText } from '../text/text-width.ts';
import { formatChecked } from './plain-run-view.ts';
import type { RunView } from './run-view.ts';

export interface TerminalViewOptions extends ResultOptions {
  readonly width: number;
  /** A line for every test that passed and every skipped node, as they come. */
  readonly verbose?: boolean;
}

const spans = 20;

/**
 * For a person at a terminal. Tests that pass one after the other become one line, since a project
 * has more tests than anything else; a test that found something always has its own. Skipped nodes
 * come last, counted where many share a reason.
 */
export function createTerminalRunView(
  nodes: ReadonlyMap<string, Node>,
  options: TerminalViewOptions,
): RunView {
  const { style, width, verbose = false } = options;
  let passed: NodeResult[] = [];
  let skipped: SkippedNode[] = [];
  let begun = false;
  /** What is reported before the first node runs. */
  let preparing: string | undefined;
  /** What is reported of the nodes that run, by their index. */
  const running = new Map<number, string>();
  let publishing: Extract<RunEvent, { type: 'published' | 'not-published' }> | undefined;
  let claimed: Extract<RunEvent, { type: 'claimed' }> | undefined;

  function takePassed(): string[] {
    const group = passed;
    passed = [];
    if (group.length === 0) return [];
    const [only] = group;
    const node = only === undefined ? undefined : nodes.get(only.uniqueId);
    if (group.length === 1 && only !== undefined && node !== undefined) {
      return [formatResultColumns(node, only, options)];
    }
    const seconds = group.reduce((sum, each) => sum + resultSeconds(each), 0);
    return [
      formatColumns(
        {
          status: `PASS ${formatCount(group.length)}`,
          paint: style.green,
          kind: 'tests',
          name: style.dim(testedThings(group, nodes)),
          detail: '',
          seconds: formatSeconds(seconds),
        },
        width,
        style,
      ),
    ];
  }

  function takeSkipped(): string[] {
    const lines = groupSkipped(skipped);
    skipped = [];
    return lines.flatMap(line => {
      if (line.kind === 'group') return [formatSkippedGroup(line.count, line.reason, options)];
      const node = nodes.get(line.skipped.result.uniqueId);
      return node === undefined ? [] : [formatResultColumns(node, line.skipped.result, options)];
    });
  }

  function finished(event: SkippedNode): string[] {
    const { result } = event;
    const node = nodes.get(result.uniqueId);
    if (node === undefined) return [];
    if (result.status === 'skipped' && !verbose) {
      skipped.push(event);
      return [];
    }
    if (result.status === 'pass' && !verbose) {
      passed.push(result);
      return [];
    }
    return [...takePassed(), formatResultColumns(node, result, options)];
  }

  function linesOf(event: RunEvent): readonly string[] {
    switch (event.type) {
      case 'run-started':
        preparing = cutText('Checking the SQL of all models and tests', width - 1);
        return [];
      case 'waiting':
        preparing = cutText(`Waiting: ${event.holder}`, width - 1);
        return [];
      case 'checked':
        preparing = undefined;
        return [style.dim(formatChecked(event))];
      case 'node-started':
      case 'node-progress':
        preparing = undefined;
        running.set(event.index, formatProgress(event, nodes, width));
        return [];
      case 'node-finished':
        running.delete(event.index);
        return finished(event);
      case 'claimed':
        claimed = event;
        return [];
      case 'published':
      case 'not-published':
        publishing = event;
        return takePassed();
      case 'run-finished': {
        running.clear();
        preparing = undefined;
        const before = [...takePassed(), ...takeSkipped()];
        const apart = begun || before.length > 0;
        const closing = formatClosing(event.result, { publishing, claimed }, nodes, options, {
          detail: verbose ? 'full' : 'bounded',
          apart,
        });
        return [...before, ...closing];
      }
    }
  }

  return {
    // Of several, the one that the lines of the others wait for.
    status() {
      const now = preparing ?? running.get(Math.min(...running.keys()));
      return now === undefined ? [] : [now];
    },
    lines(event) {
      const lines = linesOf(event);
      begun ||= lines.length > 0;
      return lines;
    },
  };
}

function formatSkippedGroup(
  count: number,
  reason: string,
  { style, width }: TerminalViewOptions,
): string {
  return formatColumns(
    {
      status: `SKIP ${formatCount(count)}`,
      paint: style.dim,
      kind: 'nodes',
      name: style.dim(reason),
      detail: '',
      seconds: '',
    },
    width,
    style,
  );
}

function formatProgress(
  event: Extract<RunEvent, { type: 'node-started' | 'node-progress' }>,
  nodes: ReadonlyMap<string, Node>,
  width: number,
): string {
  const node = nodes.get(event.uniqueId);
  const name = node === undefined ? event.uniqueId : `${nodeKind(node)} ${shownName(node)}`;
  const parts = [`${event.index}/${event.total}  ${name}`];
  if (event.type === 'node-progress') {
    if (event.share !== undefined) {
      const share = Math.min(Math.max(event.share, 0), 1);
      const full = Math.floor(share * spans);
      const bar = '█'.repeat(full) + '░'.repeat(spans - full);
      parts.push(`${bar} ${Math.floor(share * 100)}%`);
    }
    parts.push(formatSeconds(event.seconds));
  }
  return cutText(parts.join('  '), width - 1);
}

/** The models, seeds and sources that a group of tests is about, as long as they are few. */
function testedThings(group: readonly NodeResult[], nodes: ReadonlyMap<string, Node>): string {
  const names = new Set<string>();
  for (const result of group) {
    const node = nodes.get(result.uniqueId);
    if (node?.resourceType === 'unit_test') names.add(node.model);
    if (node?.resourceType !== 'test') continue;
    const attached =
      node.attachedNode === undefined ? undefined : nodes.get(node.attachedNode)?.name;
    if (attached !== undefined) names.add(attached);
    else for (const ref of node.refs) names.add(ref.name);
  }
  const list = [...names];
  if (list.length === 0) return '';
  return list.length > 3
    ? `on ${formatNoun(list.length, 'model or source', 'models and sources')}`
    : `on ${list.join(', ')}`;
}

import type { Node } from '../../nodes/node.ts';
import type { NodeResult } from '../../run/run-event.ts';
import { formatNoun } from '../text/format-quantity.ts';
import { nodeKind, shownName } from './describe-node.ts';
import {
  formatReason,
  formatResultDetails,
  isFailure,
  type ResultOptions,
  statusPaint,
  statusWord,
} from './format-result.ts';
import { groupFailures } from './group-failures.ts';

/**
 * How much the closing lines say: everything; everything as long as it is little; little of warnings;
 * or nothing of what was said before.
 */
export type ClosingDetail = 'full' | 'bounded' | 'short' | 'quiet';

/** Warnings with details in the closing lines of a run, unless it says all; of more, a line each. */
const mostDetailedWarnings = 3;
/** Results that are said of each kind, unless the run says all. */
const most = { warnings: 10, failures: 20 };

const whole = 'all of them with --verbose, and in target/run_results.json';

/** What the closing lines say of nodes that a person has to look at: warnings, then failures. */
export function formatClosingResults(
  results: readonly NodeResult[],
  nodes: ReadonlyMap<string, Node>,
  options: ResultOptions,
  detail: ClosingDetail,
): string[] {
  const warnings = results.filter(each => each.status === 'warn');
  const failures = results.filter(isFailure);
  if (detail === 'quiet') return [];
  const isLong = warnings.length > mostDetailedWarnings;
  const isShort = detail === 'short' || (detail === 'bounded' && isLong);
  const details = (each: { result: NodeResult; notes: readonly string[] }): string[] => {
    const node = nodes.get(each.result.uniqueId);
    return node === undefined
      ? []
      : ['', ...formatResultDetails(node, each.result, options, each.notes)];
  };
  const lines: string[] = [];
  if (isShort) {
    const shown = warnings.slice(0, most.warnings);
    lines.push(...(shown.length === 0 ? [] : ['']));
    lines.push(...shown.flatMap(each => formatShort(each, nodes, options)));
    lines.push(...moreLine(warnings.length - shown.length, 'more warning', options));
  } else {
    lines.push(...groupFailures(warnings, nodes).flatMap(details));
  }
  const groups = groupFailures(failures, nodes);
  const shown = detail === 'full' ? groups : groups.slice(0, most.failures);
  lines.push(...shown.flatMap(details));
  const left = groups.length - shown.length;
  return left === 0 ? lines : [...lines, '', ...moreLine(left, 'more failure', options)];
}

function formatShort(
  result: NodeResult,
  nodes: ReadonlyMap<string, Node>,
  options: ResultOptions,
): string[] {
  const node = nodes.get(result.uniqueId);
  if (node === undefined) return [];
  const word = statusPaint(result, options.style)(statusWord(result));
  return [
    `${word} ${nodeKind(node)} ${shownName(node)}`,
    `  ${formatReason(node, result, options)}`,
  ];
}

function moreLine(count: number, noun: string, { style }: ResultOptions): string[] {
  return count > 0 ? [style.dim(`… and ${formatNoun(count, noun)}; ${whole}`)] : [];
}

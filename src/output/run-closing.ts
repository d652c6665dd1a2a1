import type { RunEvent, RunResult } from '../run/run-event.ts';
import type { Node } from '../template/node.ts';
import { formatDiagnosticLines, formatDiagnostics } from './diagnostics.ts';
import { formatClaim } from './format-claim.ts';
import { formatBytes } from './format-quantity.ts';
import { formatResultDetails, needsAttention, type ResultOptions } from './format-result.ts';
import { formatSummary } from './format-summary.ts';
import { formatWithheld } from './format-withheld.ts';
import { groupFailures } from './group-failures.ts';

type Publishing = Extract<RunEvent, { type: 'published' | 'not-published' }>;

/** What was said of the file as a whole. */
export interface FileEvents {
  readonly publishing: Publishing | undefined;
  readonly claimed: Extract<RunEvent, { type: 'claimed' }> | undefined;
}

/**
 * What stands below the last node's line: warnings, then what failed, then the errors that belong
 * to no node, the summary, and what became of the published file. Worst last, next to the prompt.
 * A quiet run has a summary only where something failed. `apart` says that other lines stand above.
 */
export function formatClosing(
  result: RunResult,
  { publishing, claimed }: FileEvents,
  nodes: ReadonlyMap<string, Node>,
  options: ResultOptions,
  { quiet, apart }: { readonly quiet: boolean; readonly apart: boolean },
): string[] {
  const { style, width } = options;
  const lines: string[] = [];
  const attention = result.results.filter(needsAttention);
  const warnings = attention.filter(each => each.status === 'warn');
  const failures = attention.filter(each => each.status !== 'warn');
  for (const { result: each, notes } of groupFailures([...warnings, ...failures], nodes)) {
    const node = nodes.get(each.uniqueId);
    if (node !== undefined) lines.push('', ...formatResultDetails(node, each, options, notes));
  }
  const errors = result.errors.filter(error => error.code !== 'interrupted');
  if (errors.length > 0) {
    const format = width === undefined ? formatDiagnosticLines : formatDiagnostics;
    lines.push('', ...format(errors, options));
  }
  if (
    !quiet ||
    failures.length > 0 ||
    result.errors.length > 0 ||
    publishing?.type === 'not-published'
  ) {
    lines.push('', formatSummary(result, style));
    if (publishing !== undefined) lines.push(...formatPublishing(publishing, options));
    if (publishing?.type === 'published' && claimed !== undefined) {
      lines.push(...formatClaim(claimed, 'done', publishing.withheld));
    }
  }
  if (publishing?.type === 'published' && publishing.warnings.length > 0) {
    const format = width === undefined ? formatDiagnosticLines : formatDiagnostics;
    lines.push('', ...format(publishing.warnings, { ...options, severity: 'warning' }));
  }
  return apart && !quiet ? lines : lines.slice(1);
}

function formatPublishing(event: Publishing, { showPath, style }: ResultOptions): string[] {
  if (event.type === 'published') {
    const lines = formatWithheld(event.withheld).map(line =>
      line.replace('Withheld', style.red(style.bold('Withheld'))),
    );
    const rest = lines.length === 0 ? '.' : ', without what is withheld.';
    const path = style.bold(showPath(event.path));
    return [...lines, `Published ${path} (${formatBytes(event.bytes)})${rest}`];
  }
  const rest = event.hasPrevious ? '; the previous build stays.' : '.';
  return [`${style.yellow('Not published')}: ${event.reason}${rest}`];
}

import type { Node } from '../../nodes/node.ts';
import type { RunEvent, RunResult } from '../../run/run-event.ts';
import { formatDiagnosticLines, formatDiagnostics } from '../errors/diagnostics.ts';
import { formatBytes } from '../text/format-quantity.ts';
import { plainStyle } from '../text/style.ts';
import { type ClosingDetail, formatClosingResults } from './closing-results.ts';
import { formatClaim } from './format-claim.ts';
import type { ResultOptions } from './format-result.ts';
import { formatSummary, summaryText } from './format-summary.ts';
import { formatWithheld } from './format-withheld.ts';

type Publishing = Extract<RunEvent, { type: 'published' | 'not-published' }>;

/** What was said of the file as a whole. */
export interface FileEvents {
  readonly publishing: Publishing | undefined;
  readonly claimed: Extract<RunEvent, { type: 'claimed' }> | undefined;
}

/** How the closing lines are put together; `apart` says that other lines are above. */
export interface ClosingOptions {
  readonly detail: ClosingDetail;
  readonly apart: boolean;
}

/**
 * What is below the last node's line: warnings, then what failed, then the errors that belong
 * to no node, the summary, and what became of the published file. Worst last, next to the prompt.
 * A quiet run has the errors that belong to no node, and one line for all the rest.
 */
export function formatClosing(
  result: RunResult,
  file: FileEvents,
  nodes: ReadonlyMap<string, Node>,
  options: ResultOptions,
  { detail, apart }: ClosingOptions,
): string[] {
  const { publishing, claimed } = file;
  const errors = result.errors.filter(error => error.code !== 'interrupted');
  const warnings = publishing?.type === 'published' ? publishing.warnings : [];
  if (detail === 'quiet') {
    return [
      ...formatDiagnosticLines(errors, options),
      ...formatDiagnosticLines(warnings, { ...options, severity: 'warning' }),
      ...(publishing?.type === 'published' ? withheldLines(publishing, options) : []),
      closingLine(result, publishing, options),
    ];
  }
  const format = options.width === undefined ? formatDiagnosticLines : formatDiagnostics;
  const lines = formatClosingResults(result.results, nodes, options, detail);
  if (errors.length > 0) lines.push('', ...format(errors, options));
  lines.push('', formatSummary(result, options.style));
  if (publishing !== undefined) lines.push(...formatPublishing(publishing, options));
  if (publishing?.type === 'published' && claimed !== undefined) {
    lines.push(...formatClaim(claimed, 'done', publishing.withheld));
  }
  if (warnings.length > 0) {
    lines.push('', ...format(warnings, { ...options, severity: 'warning' }));
  }
  return apart ? lines : lines.slice(1);
}

type Published = Extract<RunEvent, { type: 'published' }>;

function withheldLines({ withheld }: Published, { style }: ResultOptions): string[] {
  return formatWithheld(withheld).map(line =>
    line.replace('Withheld', style.red(style.bold('Withheld'))),
  );
}

function formatPublishing(event: Publishing, options: ResultOptions): string[] {
  if (event.type === 'published') {
    const rest = event.withheld.length === 0 ? '.' : ', without what is withheld.';
    const path = options.style.bold(options.showPath(event.path));
    const published = `Published ${path} (${formatBytes(event.bytes)})${rest}`;
    return [...withheldLines(event, options), published];
  }
  const rest = event.hasPrevious ? '; the previous build stays.' : '.';
  return [`${options.style.yellow('Not published')}: ${event.reason}${rest}`];
}

/** The one line of a quiet run, such as `Done in 3.2 s: 4 models; published crm.duckdb (14.2 MB).` */
function closingLine(
  result: RunResult,
  publishing: Publishing | undefined,
  options: ResultOptions,
): string {
  const summary = summaryText(result, options.style);
  if (publishing === undefined) return `${summary}.`;
  const [last = ''] = formatPublishing(publishing, { ...options, style: plainStyle }).slice(-1);
  return `${summary}; ${last.charAt(0).toLowerCase()}${last.slice(1)}`;
}

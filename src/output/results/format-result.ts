import { formatCount } from '../../base/text/format-count.ts';
import type { Node } from '../../nodes/node.ts';
import type { NodeResult } from '../../run/run-event.ts';
import {
  type DiagnosticOptions,
  formatDiagnostic,
  formatDiagnosticLine,
} from '../errors/diagnostics.ts';
import { formatNoun, formatSeconds } from '../text/format-quantity.ts';
import { formatTable } from '../text/format-table.ts';
import type { Style } from '../text/style.ts';
import { padText, textWidth } from '../text/text-width.ts';
import { compiledPath, nodeKind, shownName } from './describe-node.ts';

/** Failing rows that are shown; all of them are in the failures file. */
const sampleRows = 5;

/** Warnings of one node that are shown. */
const warningsShown = 5;

/** Errors that only repeat the verdict of a test. */
const verdicts: ReadonlySet<string> = new Set(['data-test-failed', 'unit-test-failed']);

export interface ResultOptions extends DiagnosticOptions {
  /** Cells of the terminal; undefined in a pipe. */
  readonly width: number | undefined;
}

/** Seconds that a node took. */
export function resultSeconds(result: NodeResult): number {
  return (result.completedAt.getTime() - result.startedAt.getTime()) / 1000;
}

/** `OK`, `PASS`, `WARN 12`, `FAIL 3`, `ERROR`, `SKIP` or `STOP`. */
export function statusWord(result: NodeResult): string {
  const count = result.failures === undefined ? '' : ` ${formatCount(result.failures)}`;
  switch (result.status) {
    case 'success':
      return 'OK';
    case 'pass':
      return 'PASS';
    case 'warn':
      return `WARN${count}`;
    case 'fail':
      return `FAIL${count}`;
    case 'error':
      return 'ERROR';
    case 'skipped':
      return 'SKIP';
    case 'interrupted':
      return 'STOP';
  }
}

/** The colour of a status. */
export function statusPaint(result: NodeResult, style: Style): (text: string) => string {
  switch (result.status) {
    case 'success':
    case 'pass':
      return style.green;
    case 'warn':
      return style.yellow;
    case 'fail':
    case 'error':
      return style.red;
    case 'interrupted':
      return style.yellow;
    case 'skipped':
      return style.dim;
  }
}

/** The columns of a line in a terminal: status, kind, name; then, at the right edge, rows and time. */
export function formatColumns(
  parts: {
    readonly status: string;
    readonly paint: (text: string) => string;
    readonly kind: string;
    readonly name: string;
    readonly detail: string;
    readonly seconds: string;
  },
  width: number,
  style: Style,
): string {
  const head = `${parts.paint(padText(parts.status, 8))} ${style.dim(padText(parts.kind, 9))} ${parts.name}`;
  const tail = `${parts.detail}  ${style.dim(padText(parts.seconds, 8, 'right'))}`;
  const space = Math.max(2, Math.min(width, 110) - textWidth(head) - textWidth(tail));
  return (head + ' '.repeat(space) + tail).trimEnd();
}

/** The line of a node that ended, for a terminal. */
export function formatResultColumns(
  node: Node,
  result: NodeResult,
  { width = 80, style }: ResultOptions,
): string {
  const skipped = result.status === 'skipped';
  return formatColumns(
    {
      status: statusWord(result),
      paint: statusPaint(result, style),
      kind: nodeKind(node),
      name: skipped ? style.dim(shownName(node)) : shownName(node),
      detail: skipped ? style.dim(result.message ?? '') : detailText(result),
      seconds: skipped ? '' : formatSeconds(resultSeconds(result)),
    },
    width,
    style,
  );
}

/** The line of a node that ended, for a pipe: `3/12 OK table crm.kpis, 21,600 rows, 0.12 s`. */
export function formatResultLine(
  node: Node,
  result: NodeResult,
  index: number,
  total: number,
): string {
  const parts = [
    `${index}/${total} ${statusWord(result)} ${nodeKind(node)} ${shownName(node)}`,
    detailText(result),
    result.status === 'skipped' ? '' : formatSeconds(resultSeconds(result)),
  ];
  return parts.filter(part => part !== '').join(', ');
}

function detailText(result: NodeResult): string {
  if (result.status === 'skipped' || result.status === 'interrupted') return result.message ?? '';
  return result.rows === undefined ? '' : formatNoun(result.rows, 'row');
}

/** True for a result that keeps a build, or a group of it, from being published. */
export function isFailure({ status }: NodeResult): boolean {
  return status === 'fail' || status === 'error';
}

/** Why a node has its status, in one line with a place. */
export function formatReason(node: Node, result: NodeResult, options: ResultOptions): string {
  const { showPath } = options;
  const { warnings = [] } = result;
  const errors = result.errors.filter(({ code }) => !verdicts.has(code));
  const [first, ...others] = [...errors, ...warnings];
  if (first === undefined) {
    const { file, line, column } = node.location;
    const rows = result.failuresPath;
    const place =
      rows === undefined ? `at ${showPath(file)}:${line}:${column}` : `rows: ${showPath(rows)}`;
    const [message = ''] = (result.message ?? '').split('\n');
    return [message, place].filter(part => part !== '').join('; ');
  }
  const severity = errors.length > 0 ? 'error' : 'warning';
  const more = others.length === 0 ? '' : `; and ${formatNoun(others.length, `more ${severity}`)}`;
  return `${formatDiagnosticLine(first, { ...options, severity })}${more}`;
}

/** What a person needs to know of a test that found something or a node that broke. */
export function formatResultDetails(
  node: Node,
  result: NodeResult,
  options: ResultOptions,
  notes: readonly string[] = [],
): string[] {
  const { style, width, showPath } = options;
  const paint = statusPaint(result, style);
  const place = `${showPath(node.location.file)}:${node.location.line}:${node.location.column}`;
  const lines = [
    `${paint(statusWord(result))} ${style.bold(`${nodeKind(node)} ${shownName(node)}`)}`,
  ];
  const body: string[] = [`${style.dim('at')} ${place}`];
  // what a test found is reported by its message and rows; its place is in the line above
  const errors = result.errors.filter(({ code }) => !verdicts.has(code));
  const { warnings = [] } = result;
  const shown = warnings.slice(0, warningsShown);
  if (errors.length + warnings.length === 0 && result.message !== undefined) {
    body.push(...result.message.split('\n'));
  }
  const said = [
    ...errors.map(error => ({ error, severity: 'error' as const })),
    ...shown.map(error => ({ error, severity: 'warning' as const })),
  ];
  for (const { error, severity } of said) {
    if (width === undefined) body.push(formatDiagnosticLine(error, { ...options, severity }));
    else body.push(...formatDiagnostic(error, { ...options, severity }));
  }
  const left = warnings.length - shown.length;
  if (left > 0) {
    const where = 'all of them in target/run_results.json';
    body.push(style.dim(`… and ${formatNoun(left, 'more warning')}, ${where}`));
  }
  for (const note of notes) body.push(`${style.cyan('note:')} ${note}`);
  body.push(...formatSample(node, result, options));
  if (result.compiledSql !== undefined) {
    body.push(`${style.dim('compiled SQL:')} ${showPath(compiledPath(node))}`);
  }
  if (result.failuresPath !== undefined) {
    body.push(`${style.dim('failing rows:')} ${showPath(result.failuresPath)}`);
  }
  for (const line of body) lines.push(line === '' ? '' : `  ${line}`);
  return lines;
}

function formatSample(
  node: Node,
  { sample, failures }: NodeResult,
  { style, width }: ResultOptions,
): string[] {
  if (sample === undefined || sample.rows.length === 0) return [];
  // the rows of a unit test are a diff, which is of no use without its other half
  const rows = node.resourceType === 'unit_test' ? sample.rows : sample.rows.slice(0, sampleRows);
  const lines = formatTable(
    { columns: sample.columns, rows },
    { style, width: width === undefined ? undefined : width - 2 },
  );
  if (failures !== undefined && failures > rows.length && node.resourceType !== 'unit_test') {
    lines.push(style.dim(`(the first ${rows.length} of ${formatNoun(failures, 'row')})`));
  }
  return lines;
}

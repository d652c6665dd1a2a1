import type { CrmError } from '../../base/errors/crm-error.ts';
import {
  isPseudoFile,
  type SourceLocation,
  type TraceFrame,
} from '../../base/errors/source-location.ts';
import { formatNoun } from '../text/format-quantity.ts';
import { exposeLookAlikes } from '../text/look-alikes.ts';
import type { Style } from '../text/style.ts';
import { textWidth } from '../text/text-width.ts';
import { visibleText } from '../text/visible-text.ts';
import { presentErrors } from './present-errors.ts';

export interface DiagnosticOptions {
  readonly style: Style;
  /** The text of a file as an error names it; undefined when it cannot be read. */
  readonly readSource: (file: string) => string | undefined;
  /** A line as `readSource` gives it, where many errors are shown; empty where there is none. */
  readonly lineOf?: (place: SourceLocation) => string;
  /** How a file of the project is named from where the person stands. */
  readonly showPath: (file: string) => string;
  readonly severity?: 'error' | 'warning';
}

/** One error for a person at a terminal: reason, place, the line with a caret, the way, the hint. */
export function formatDiagnostic(
  error: CrmError,
  options: DiagnosticOptions,
  notes: readonly string[] = [],
): string[] {
  const { style, severity = 'error' } = options;
  const paint = severity === 'error' ? style.red : style.yellow;
  const [first = '', ...more] = exposeLookAlikes(error.message).split('\n');
  const lines = [style.bold(`${paint(`${severity}[${error.code}]`)}: ${first}`)];
  for (const line of more) lines.push(`  ${line}`);
  if (error.location !== undefined) {
    lines.push(`${style.dim(' -->')} ${showLocation(error.location, options)}`);
    lines.push(...sourceLine(error.location, options));
  }
  for (const frame of shownFrames(error.trace)) {
    if (typeof frame === 'string') lines.push(`  ${style.dim(frame)}`);
    else
      lines.push(`  ${style.dim(`${wayTo(frame)} at`)} ${showLocation(frame.location, options)}`);
  }
  if (error.hint !== undefined)
    lines.push(`${style.cyan('hint:')} ${exposeLookAlikes(error.hint)}`);
  for (const note of notes) lines.push(`${style.cyan('note:')} ${note}`);
  return lines;
}

/** One error as one line, as compilers print them and editors read them. */
export function formatDiagnosticLine(
  error: CrmError,
  options: DiagnosticOptions,
  notes: readonly string[] = [],
): string {
  const { location, severity = 'error' } = { ...options, location: error.location };
  const place = location === undefined ? '' : `${showLocation(location, options)}: `;
  const asides = shownFrames(error.trace).map(frame =>
    typeof frame === 'string'
      ? frame
      : `${wayTo(frame)} at ${showLocation(frame.location, options)}`,
  );
  if (error.hint !== undefined) asides.push(`hint: ${error.hint}`);
  asides.push(...notes);
  const aside = asides.length === 0 ? '' : ` (${asides.join('; ')})`;
  return exposeLookAlikes(oneLine(`${place}${severity}[${error.code}]: ${error.message}${aside}`));
}

/** All errors for a terminal, as `presentErrors` has them, a blank line between them, counted at the end. */
export function formatDiagnostics(
  errors: readonly CrmError[],
  options: DiagnosticOptions,
): string[] {
  const lines: string[] = [];
  const presented = presentErrors(errors, options);
  const reading = { ...options, lineOf: lineReader(options) };
  for (const { error, notes } of presented) {
    lines.push(...formatDiagnostic(error, reading, notes), '');
  }
  const shown = presented.flatMap(({ alike }) => alike);
  if (shown.length > 1) lines.push(options.style.bold(countErrors(shown, options)));
  else lines.pop();
  return lines;
}

/** All errors for a pipe: as `presentErrors` has them, a line each, counted at the end. */
export function formatDiagnosticLines(
  errors: readonly CrmError[],
  options: DiagnosticOptions,
): string[] {
  const presented = presentErrors(errors, options);
  const lines = presented.map(({ error, notes }) => formatDiagnosticLine(error, options, notes));
  const shown = presented.flatMap(({ alike }) => alike);
  if (shown.length > 1) lines.push(countErrors(shown, options));
  return lines;
}

function countErrors(
  errors: readonly CrmError[],
  { severity = 'error' }: DiagnosticOptions,
): string {
  const places = errors.flatMap(error => error.location?.file ?? []);
  const files = new Set(places.filter(file => !isPseudoFile(file)));
  const where = files.size === 0 ? '' : ` in ${formatNoun(files.size, 'file')}`;
  return `${formatNoun(errors.length, severity)}${where}.`;
}

function showLocation(location: SourceLocation, options: DiagnosticOptions): string {
  return `${options.showPath(location.file)}:${location.line}:${location.column}`;
}

function wayTo({ kind = 'call', what }: TraceFrame): string {
  return kind === 'call' ? `in ${what}, called` : what;
}

/** Steps of a long way that are shown at its inner and at its outer end. */
const shownSteps = { inner: 3, outer: 2 };

/** The way from the inside out; of a long one, such as that of a macro without an end, its ends. */
function shownFrames(trace: readonly TraceFrame[]): (TraceFrame | string)[] {
  const frames = [...trace].reverse();
  const more = frames.length - shownSteps.inner - shownSteps.outer;
  if (more < 5) return frames;
  return [
    ...frames.slice(0, shownSteps.inner),
    `… ${more} more steps`,
    ...frames.slice(-shownSteps.outer),
  ];
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

/** Characters of a source line that are shown around the place, for lines of generated length. */
const before = 60;
const around = 100;

/** Gives lines of files, each file read once. */
function lineReader({ readSource }: DiagnosticOptions): (place: SourceLocation) => string {
  const files = new Map<string, readonly string[]>();
  return ({ file, line }) => {
    const lines = files.get(file) ?? readSource(file)?.split(/\r\n|\r|\n/) ?? [];
    files.set(file, lines);
    return lines[line - 1] ?? '';
  };
}

function sourceLine(location: SourceLocation, options: DiagnosticOptions): string[] {
  const { style } = options;
  const text = (options.lineOf ?? lineReader(options))(location);
  if (text.trim() === '') return [];
  const start = text.length > around ? Math.max(0, location.column - 1 - before) : 0;
  const lead = start > 0 ? '…' : '';
  const tail = start + around < text.length ? '…' : '';
  const number = String(location.line);
  const margin = ' '.repeat(number.length);
  // tabs stay tabs, so that the caret stands where the terminal puts the character above it
  const indent = lead + visibleText(text.slice(start, location.column - 1));
  return [
    `${style.dim(`${number} |`)} ${lead}${visibleText(text.slice(start, start + around))}${tail}`,
    `${style.dim(`${margin} |`)} ${blanks(indent)}${style.red('^')}`,
  ];
}

/** As wide as the text, its tabs kept. */
function blanks(text: string): string {
  return text.replace(/[^\t]+/g, part => ' '.repeat(textWidth(part)));
}

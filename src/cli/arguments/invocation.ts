import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { CrmError } from '../../base/errors/crm-error.ts';
import { knownErrors } from '../../base/errors/known-errors.ts';
import { isPseudoFile } from '../../base/errors/source-location.ts';
import type { DiagnosticOptions } from '../../output/errors/diagnostics.ts';
import { formatDiagnosticLines, formatDiagnostics } from '../../output/errors/diagnostics.ts';
import { visibleLine } from '../../output/text/visible-text.ts';
import { formatLogErrors, formatLogLine, type LogContext } from '../../output/views/json-log.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { streamStyle } from '../terminal/use-colors.ts';
import type { OutputOptions } from './command-options.ts';

/** What all commands have: where they print, how, and under which id. */
export interface Invocation {
  readonly terminal: Terminal;
  readonly options: OutputOptions;
  readonly log: LogContext;
  readonly startedAt: Date;
  /** For messages on stderr. */
  readonly diagnostics: DiagnosticOptions;
  /** The project's root, once it is known; files of errors are relative to it. */
  root: string;
  /** Texts that errors name and that lie in no file, such as that of --vars. */
  readonly texts: Map<string, string>;
}

export function startInvocation(terminal: Terminal, options: Invocation['options']): Invocation {
  const texts = new Map<string, string>();
  const invocation: Invocation = {
    terminal,
    options,
    startedAt: new Date(),
    log: { invocationId: randomUUID(), now: () => new Date() },
    root: terminal.cwd,
    texts,
    diagnostics: {
      style: streamStyle(terminal.stderr, terminal, !options.color),
      readSource: file => texts.get(file) ?? readText(resolve(invocation.root, file)),
      showPath: file =>
        isPseudoFile(file) ? file : visibleLine(showPath(file, invocation.root, terminal.cwd)),
    },
  };
  return invocation;
}

/** How a file of the project is named from `cwd`: relative where that is shorter to read. */
function showPath(file: string, root: string, cwd: string): string {
  const absolute = resolve(root, file);
  const path = relative(cwd, absolute);
  if (path === '') return '.';
  const far = path.split(sep).filter(part => part === '..').length > 2;
  return far || isAbsolute(path) ? absolute : path;
}

/** Bytes of a file whose lines are shown; a raw file of gigabytes is not read whole for that. */
const mostShown = 32_000_000;

function readText(file: string): string | undefined {
  try {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? Number.POSITIVE_INFINITY;
    return size <= mostShown ? readFileSync(file, 'utf8') : undefined;
  } catch {
    // an error about a file that cannot be read is reported without its line
    return undefined;
  }
}

/** Prints errors on stderr in the form that was asked for. */
export function reportErrors(
  invocation: Invocation,
  errors: readonly CrmError[],
  severity: 'error' | 'warning' = 'error',
): void {
  if (errors.length === 0) return;
  const { terminal, options, log } = invocation;
  const diagnostics = { ...invocation.diagnostics, severity };
  if (options.logFormat === 'json') {
    writeLines(terminal.stderr, formatLogErrors(errors, diagnostics, log));
  } else if (terminal.stderr.isTerminal) {
    writeLines(terminal.stderr, formatDiagnostics(errors, diagnostics));
  } else {
    writeLines(terminal.stderr, formatDiagnosticLines(errors, diagnostics));
  }
}

/** Prints warnings as `reportErrors` does, unless --quiet. */
export function reportWarnings(invocation: Invocation, warnings: readonly CrmError[]): void {
  if (invocation.options.quiet !== true) reportErrors(invocation, warnings, 'warning');
}

/** Says something on stderr, unless --quiet. */
export function say(invocation: Invocation, text: string): void {
  const { terminal, options, log } = invocation;
  if (options.quiet === true) return;
  const line = options.logFormat === 'json' ? formatLogLine('Note', 'info', text, {}, log) : text;
  terminal.stderr.write(`${line}\n`);
}

/**
 * Prints what was thrown and gives the exit code: 2 when nothing could start, 130 when a person
 * ended it. What is not a CrmError is an error of this program and is printed with its stack.
 */
export function reportThrown(invocation: Invocation, thrown: unknown): number {
  let errors: readonly CrmError[];
  try {
    errors = knownErrors(thrown);
  } catch {
    const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    const { terminal, options, log } = invocation;
    const text = `This is a bug in crm-run, not an error of yours. Please report it with these lines:\n${stack}`;
    const line =
      options.logFormat === 'json' ? formatLogLine('Bug', 'error', text, { stack }, log) : text;
    terminal.stderr.write(`${line}\n`);
    return 2;
  }
  reportErrors(invocation, errors);
  return errors.some(error => error.code === 'interrupted') ? 130 : 2;
}

function writeLines(stream: { write(text: string): void }, lines: readonly string[]): void {
  if (lines.length > 0) stream.write(`${lines.join('\n')}\n`);
}

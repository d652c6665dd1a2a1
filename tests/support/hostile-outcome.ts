import { CrmError, CrmErrors } from '../../src/base/errors/crm-error.ts';
import type { SourceLocation } from '../../src/base/errors/source-location.ts';

/** How an action on hostile text ended, and the seconds of CPU that it took. */
export interface HostileOutcome {
  readonly errors: readonly CrmError[];
  readonly seconds: number;
}

/** Runs an action; throws what is not a CrmError, as the bug that it is. */
export function hostileOutcome(action: () => readonly CrmError[] | undefined): HostileOutcome {
  const before = process.cpuUsage();
  const seconds = (): number => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  try {
    return { errors: action() ?? [], seconds: seconds() };
  } catch (error) {
    if (error instanceof CrmErrors) return { errors: error.errors, seconds: seconds() };
    if (error instanceof CrmError) return { errors: [error], seconds: seconds() };
    throw error;
  }
}

/** True for a place that an editor could go to: a line of the text, a column in it or behind it. */
function isInside(lines: readonly string[], location: SourceLocation): boolean {
  const line = lines[location.line - 1];
  return line !== undefined && location.column >= 1 && location.column <= line.length + 1;
}

/**
 * What is wrong with how hostile text was met; empty when it was met well. Several texts are given
 * by the names of their files.
 */
export function hostileProblems(
  texts: string | ReadonlyMap<string, string>,
  { errors, seconds }: HostileOutcome,
): string[] {
  const problems: string[] = [];
  const linesOf = (file: string): readonly string[] =>
    (typeof texts === 'string' ? texts : texts.get(file))?.split(/\r\n|\n/) ?? [];
  if (seconds > 2) problems.push(`${seconds} seconds`);
  for (const { message, hint, location } of errors) {
    if (location === undefined || !isInside(linesOf(location.file), location)) {
      problems.push(`${JSON.stringify(location)} is not in the text: ${message.slice(0, 200)}`);
    }
    if (hint !== undefined && typeof hint !== 'string')
      problems.push('a hint that is not a string');
    if (message.length > 4000 || (hint?.length ?? 0) > 4000) {
      problems.push(`a message of ${message.length} characters: ${message.slice(0, 100)}`);
    }
  }
  return problems;
}

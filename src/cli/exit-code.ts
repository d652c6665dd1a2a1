import type { RunResult } from '../run/run-event.ts';

/**
 * 0 fine, 1 something failed, 2 nothing could start, 130 interrupted. A build that was published is
 * neither of the last two, whatever came after.
 */
export function runExitCode(result: RunResult, interrupted: boolean): number {
  if (interrupted && !result.published) return 130;
  const failed = result.results.some(({ status }) => ['error', 'fail', 'skipped'].includes(status));
  if (failed) return 1;
  if (result.errors.length === 0) return 0;
  return result.results.length === 0 && !result.published ? 2 : 1;
}

import type { Terminal } from '../terminal/terminal.ts';
import type { OutputOptions } from './command-options.ts';
import { type Invocation, reportThrown, startInvocation } from './invocation.ts';

/**
 * Runs what a command does, with errors printed in the form that its options ask for, and gives
 * its exit code.
 */
export async function runAction(
  terminal: Terminal,
  options: OutputOptions,
  action: (invocation: Invocation) => Promise<number>,
): Promise<number> {
  const invocation = startInvocation(terminal, options);
  try {
    return await action(invocation);
  } catch (error) {
    return reportThrown(invocation, error);
  }
}

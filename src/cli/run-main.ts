import { runProgram } from './program.ts';
import { scrubTerminal } from './terminal/scrub-terminal.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Runs the command line on a terminal and gives its exit code. */
export async function runMain(args: readonly string[], raw: Terminal): Promise<number> {
  const terminal = scrubTerminal(raw);
  try {
    return await runProgram(args, terminal);
  } catch (error) {
    const { reportThrown, startInvocation } = await import('./arguments/invocation.ts');
    const invocation = startInvocation(terminal, {
      color: !args.includes('--no-color'),
      logFormat: args.includes('--log-format=json') || isJson(args) ? 'json' : 'text',
    });
    return reportThrown(invocation, error);
  }
}

function isJson(args: readonly string[]): boolean {
  const at = args.indexOf('--log-format');
  return at !== -1 && args[at + 1] === 'json';
}

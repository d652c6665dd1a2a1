import { runProgram } from './program.ts';
import { scrubTerminal } from './scrub-terminal.ts';
import { processTerminal } from './terminal.ts';

/** Runs the command line in this process and leaves its exit code behind. */
export async function runMain(args: readonly string[]): Promise<void> {
  const terminal = scrubTerminal(processTerminal());
  try {
    process.exitCode = await runProgram(args, terminal);
  } catch (error) {
    const { reportThrown, startInvocation } = await import('./invocation.ts');
    const invocation = startInvocation(terminal, {
      color: !args.includes('--no-color'),
      logFormat: args.includes('--log-format=json') || isJson(args) ? 'json' : 'text',
    });
    process.exitCode = reportThrown(invocation, error);
  }
}

function isJson(args: readonly string[]): boolean {
  const at = args.indexOf('--log-format');
  return at !== -1 && args[at + 1] === 'json';
}

import { runProgram } from '../../src/cli/program.ts';
import type { Stream } from '../../src/cli/terminal/terminal.ts';

/** Runs a command line in this process, into pipes; gives its exit code and what it printed. */
export async function runInProcess(cwd: string, ...args: readonly string[]) {
  let stdout = '';
  let stderr = '';
  const stream = (write: (text: string) => void): Stream => ({
    isTerminal: false,
    width: undefined,
    write,
    writeData: write,
    live: () => undefined,
  });
  const code = await runProgram([...args], {
    cwd,
    env: {},
    processId: 1,
    stdout: stream(text => {
      stdout += text;
    }),
    stderr: stream(text => {
      stderr += text;
    }),
    onInterrupt: () => () => undefined,
    endAtOnce: () => {
      throw new Error('ended at once');
    },
  });
  return { code, stdout, stderr };
}

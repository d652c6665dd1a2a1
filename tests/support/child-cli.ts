import { createInterface } from 'node:readline';
import { runMain } from '../../src/cli/run-main.ts';
import type { Stream, Terminal } from '../../src/cli/terminal/terminal.ts';

/**
 * Runs command lines in one process, one after another: a line of JSON on stdin with `cwd`, `args`
 * and `env`, a line with `code`, `stdout` and `stderr` for each. A start of the program for each would
 * cost three times as much.
 */
interface Request {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

function recorder(): { readonly stream: Stream; readonly text: () => string } {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  return {
    stream: { isTerminal: false, width: undefined, write, writeData: write, live: () => undefined },
    text: () => text,
  };
}

const send = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
let latest: { readonly stdout: () => string; readonly stderr: () => string } | undefined;
// What nobody caught would have ended the program with a stack trace.
process.on('uncaughtException', error => {
  const stderr = `${latest?.stderr() ?? ''}\n${error.stack}`;
  send({ type: 'result', code: 70, stdout: latest?.stdout() ?? '', stderr });
  process.exit(70);
});

send({ type: 'ready' });
for await (const line of createInterface({ input: process.stdin })) {
  const { cwd, args, env } = JSON.parse(line) as Request;
  const [stdout, stderr] = [recorder(), recorder()];
  latest = { stdout: stdout.text, stderr: stderr.text };
  const terminal: Terminal = {
    cwd,
    env: {},
    processId: process.pid,
    stdout: stdout.stream,
    stderr: stderr.stream,
    onInterrupt: () => () => undefined,
    endAtOnce: () => undefined,
  };
  Object.assign(process.env, env);
  const code = await runMain(args, terminal);
  // Nothing strikes between two commands.
  Object.assign(process.env, { CRM_FAULT_PATHS: '', CRM_FAULT_TICKET: 'none' });
  send({ type: 'result', code, stdout: stdout.text(), stderr: stderr.text() });
}

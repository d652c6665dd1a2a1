import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface CliResult {
  /** As shells count: 128 more than the number of a signal that ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly child: ChildProcess;
  readonly result: Promise<CliResult>;
  /** Resolves once stderr holds the text, the given number of times. */
  readonly saw: (text: string, times?: number) => Promise<void>;
}

/** Starts the built command line in a directory, with pipes for its streams. */
export function startCli(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RunningCli {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.on('data', data => {
    stdout += data;
  });
  child.stderr.on('data', data => {
    stderr += data;
    for (const check of waiting) check();
  });
  const result = new Promise<CliResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const killed = 128 + (signal === null ? 0 : constants.signals[signal]);
      resolve({ code: code ?? killed, stdout, stderr });
    });
  });
  const saw = (text: string, times = 1) =>
    new Promise<void>((resolve, reject) => {
      const check = () => {
        if (stderr.split(text).length <= times) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      void result.then(() => reject(new Error(`ended without saying ${text}:\n${stderr}`)));
      check();
    });
  return { child, result, saw };
}

/** Runs the built command line to its end. */
export function runCli(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  return startCli(cwd, args, env).result;
}

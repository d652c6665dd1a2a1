import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Children } from '../support/children.ts';
import type { CliResult } from '../support/run-cli.ts';

/** A process that runs command lines one after another, started anew when it has ended. */
export class CliWorker {
  readonly #children: Children;
  readonly #preload: string;
  #process: ChildProcess | undefined;
  #ticket = 0;
  #answer: ((result: CliResult) => void) | undefined;

  constructor(children: Children, preload: string) {
    this.#children = children;
    this.#preload = preload;
  }

  /** Runs a command line; `env` is what the shim strikes by. */
  async run(
    cwd: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<CliResult> {
    const worker = this.#process ?? (await this.#start());
    this.#ticket += 1;
    const settings = { ...env, CRM_FAULT_TICKET: String(this.#ticket) };
    return new Promise(resolve => {
      this.#answer = resolve;
      worker.stdin?.write(`${JSON.stringify({ cwd, args, env: settings })}\n`);
    });
  }

  close(): void {
    this.#process?.kill('SIGKILL');
    this.#process = undefined;
  }

  async #start(): Promise<ChildProcess> {
    const worker = spawn(process.execPath, [this.#children.path('child-cli')], {
      env: { ...process.env, LD_PRELOAD: this.#preload, CRM_FAULT_PATHS: '' },
      stdio: 'pipe',
    });
    this.#process = worker;
    let stderr = '';
    worker.stderr.on('data', data => {
      stderr += data;
    });
    worker.once('close', (code, signal) => {
      if (this.#process === worker) this.#process = undefined;
      const text = `the process ended by itself (${code ?? signal})\n    at x.js:1\n${stderr}`;
      this.#settle({ code: 70, stdout: '', stderr: text });
    });
    await new Promise<void>(resolve => {
      createInterface({ input: worker.stdout }).on('line', line => {
        const told = JSON.parse(line) as CliResult & { readonly type: string };
        if (told.type === 'ready') resolve();
        else this.#settle(told);
      });
    });
    return worker;
  }

  #settle(result: CliResult): void {
    const answer = this.#answer;
    this.#answer = undefined;
    answer?.(result);
  }
}

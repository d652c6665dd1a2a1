import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a build in another process said. */
export interface ChildResult {
  readonly published: boolean;
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  readonly failed: readonly string[];
}

/** Scripts of this directory, compiled so that Node can run them in processes of their own. */
export class Children {
  readonly #directory: string;

  constructor() {
    mkdirSync(join(root, 'target'), { recursive: true });
    this.#directory = mkdtempSync(join(root, 'target', 'test-children-'));
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    // A type error is for the type checker to report; the scripts are written all the same.
    spawnSync(tsc, ['-p', root, '--noEmit', 'false', '--outDir', this.#directory]);
    // The program reads its version from it.
    copyFileSync(join(root, 'package.json'), join(this.#directory, 'package.json'));
  }

  /** The compiled script. */
  path(script: string): string {
    return join(this.#directory, 'tests', 'support', `${script}.js`);
  }

  start(script: string, ...args: readonly string[]): Child {
    return new Child(spawn(process.execPath, [this.path(script), ...args], { stdio: 'pipe' }));
  }

  /** Builds a generation in another process and gives its result. */
  async build(directory: string, generation: number, ...flags: readonly string[]) {
    const child = this.start('child-build', directory, String(generation), ...flags);
    return (await child.until('result')) as ChildResult & { readonly type: string };
  }

  cleanUp(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** A child process and the lines of JSON that it prints. */
export class Child {
  readonly process: ChildProcess;
  readonly ended: Promise<void>;
  readonly lines: { readonly type?: string }[] = [];
  readonly #waiting = new Set<() => void>();
  #stderr = '';
  #isOver = false;

  constructor(process: ChildProcess) {
    this.process = process;
    let rest = '';
    process.stdout?.on('data', (data: Buffer) => {
      const parts = (rest + data.toString()).split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) this.lines.push(JSON.parse(part));
      for (const tell of this.#waiting) tell();
    });
    process.stderr?.on('data', (data: Buffer) => {
      this.#stderr += data.toString();
    });
    this.ended = new Promise(resolve => {
      process.once('close', () => {
        this.#isOver = true;
        for (const tell of this.#waiting) tell();
        resolve();
      });
    });
  }

  /** Waits for a line of this type. */
  until(type: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.lines.find(line => line.type === type);
        if (found === undefined && !this.#isOver) return;
        this.#waiting.delete(look);
        if (found !== undefined) resolve(found);
        else reject(new Error(`the child ended without ${type}: ${this.#stderr}`));
      };
      this.#waiting.add(look);
      look();
    });
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.process.kill(signal);
    await this.ended;
  }
}

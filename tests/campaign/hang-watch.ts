import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const room = 1 << 16;
const patience = 20_000;

/** What a thread of its own does: looks whether the input goes on changing, and ends a program that hangs. */
const watch = `
const { workerData: { shared, file, patience } } = require('node:worker_threads');
const fs = require('node:fs');
const path = require('node:path');
const state = new Int32Array(shared, 0, 2);
const text = new Uint8Array(shared, 8);
let seen = -1;
let since = Date.now();
setInterval(() => {
  const turn = Atomics.load(state, 0);
  if (turn !== seen) { seen = turn; since = Date.now(); return; }
  if (turn === 0 || Date.now() - since < patience) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text.slice(0, Atomics.load(state, 1)));
  fs.writeSync(2, 'an input does not end; it is in ' + file + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, 500);
`;

/** Ends the process when an input takes longer than 20 seconds, and leaves that in target/campaign. */
export class HangWatch {
  readonly #shared = new SharedArrayBuffer(8 + room);
  readonly #state = new Int32Array(this.#shared, 0, 2);
  readonly #text = new Uint8Array(this.#shared, 8);
  readonly #encoder = new TextEncoder();
  readonly #worker: Worker;

  constructor(seed: number) {
    const file = join('target', 'campaign', `hangs-${seed}.txt`);
    const workerData = { shared: this.#shared, file, patience };
    this.#worker = new Worker(watch, { eval: true, workerData });
    this.#worker.unref();
  }

  /** Says that another input begins. */
  begin(input: string): void {
    // Shared memory takes no encoded text directly.
    const bytes = this.#encoder.encode(input.slice(0, room / 4));
    this.#text.set(bytes);
    Atomics.store(this.#state, 1, bytes.length);
    Atomics.add(this.#state, 0, 1);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

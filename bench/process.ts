import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What one run of a whole process cost. */
export interface ProcessCost {
  /** Wall-clock seconds from start to exit. */
  readonly seconds: number;
  /** Largest resident set in bytes; undefined where /proc does not tell. */
  readonly peakBytes: number | undefined;
}

/** Runs a process to its end. Throws, with what it printed, when it exits with another code than 0. */
export async function runProcess(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<ProcessCost> {
  const started = process.hrtime.bigint();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: Buffer[] = [];
  child.stdout.on('data', chunk => printed.push(chunk));
  child.stderr.on('data', chunk => printed.push(chunk));
  let peakBytes: number | undefined;
  const poll = setInterval(() => {
    peakBytes = peakOf(child.pid) ?? peakBytes;
  }, 20);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearInterval(poll);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (code !== 0) {
    const output = Buffer.concat(printed).toString().slice(-4000);
    throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${output}`);
  }
  return { seconds, peakBytes };
}

/** The kernel keeps the high-water mark, so the last look before the exit is enough. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('fault-shim.c', import.meta.url));

/** What the shim does at the call it strikes at; `fault-shim.c` explains each. */
export interface Strike {
  /** Directories or files whose calls count; absolute. */
  readonly paths: readonly string[];
  /** Number of the call, from 1; 0 only counts. */
  readonly at: number;
  readonly action: string;
  /** Classes of calls that count; all unless given. */
  readonly ops?: readonly string[];
  /** Gets a line for the call struck at, and the count at exit. */
  readonly log: string;
}

/**
 * Compiles the shim into `directory` and gives the path of the library; undefined where the machine
 * has no C compiler or is not Linux.
 */
export function compileShim(directory: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const library = join(directory, 'fault-shim.so');
  for (const compiler of ['cc', 'gcc', 'clang']) {
    const args = ['-O2', '-shared', '-fPIC', '-o', library, source, '-ldl', '-lpthread'];
    const { status } = spawnSync(compiler, args, { stdio: 'pipe' });
    if (status === 0 && existsSync(library)) return library;
  }
  return undefined;
}

/** The environment of a process that the shim strikes. */
export function strikeEnv(library: string, strike: Strike): Readonly<Record<string, string>> {
  return {
    LD_PRELOAD: library,
    CRM_FAULT_PATHS: strike.paths.join(':'),
    CRM_FAULT_OPS: strike.ops?.join(',') ?? '',
    CRM_FAULT_AT: String(strike.at),
    CRM_FAULT_DO: strike.action,
    CRM_FAULT_LOG: strike.log,
  };
}

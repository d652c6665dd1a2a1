import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { compileShim } from './fault-shim.ts';

/**
 * Compiles the shim before the tests of a file. Gives its path once they run; undefined where the
 * machine has no C compiler.
 */
export function useShim(): () => string | undefined {
  let directory: string;
  let library: string | undefined;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'fault-shim-'));
    library = compileShim(directory);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return () => library;
}

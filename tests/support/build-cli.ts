import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Compiles `src` to `dist` once before the tests that start the command line. */
export function setup(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  try {
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
    throw new Error(`the build failed:\n${stdout}${stderr}`);
  }
}

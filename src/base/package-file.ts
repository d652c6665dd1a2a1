import { fileURLToPath } from 'node:url';

/**
 * Absolute path of a file or directory of the crm-run package, given relative to its root. The root
 * is two levels up for the source in `src/base` and for the bundle in `dist/cli` alike.
 */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

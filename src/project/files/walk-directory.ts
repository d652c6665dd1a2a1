import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CrmError } from '../../base/errors/crm-error.ts';
import { unreadable } from './read-text.ts';

/**
 * Paths of all files below a directory, relative to `root`, with forward slashes, in an order that is
 * the same on every machine. Names that start with a dot are left out. Symbolic links are followed,
 * but not into a directory that they are in. Pushes what cannot be read.
 */
export function walkDirectory(
  root: string,
  directory: string,
  errors: CrmError[],
): readonly string[] {
  const files: string[] = [];
  walk(root, directory, [realpathSync(root)], files, errors);
  return files;
}

function walk(
  root: string,
  directory: string,
  above: readonly string[],
  files: string[],
  errors: CrmError[],
): void {
  let entries: Dirent[];
  let real: string;
  try {
    real = realpathSync(join(root, directory));
    if (above.some(inside => `${inside}/`.startsWith(`${real}/`))) return;
    entries = readdirSync(real, { withFileTypes: true });
  } catch (error) {
    errors.push(unreadable(directory, error));
    return;
  }
  // Code units, not the locale: the same order everywhere.
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = `${directory}/${entry.name}`;
    const kind = entry.isSymbolicLink() ? linkedKind(root, path, errors) : entry;
    if (kind?.isDirectory()) walk(root, path, [...above, real], files, errors);
    else if (kind?.isFile()) files.push(path);
  }
}

function linkedKind(root: string, path: string, errors: CrmError[]) {
  try {
    return statSync(join(root, path));
  } catch (error) {
    errors.push(unreadable(path, error));
    return undefined;
  }
}

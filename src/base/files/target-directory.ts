import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { CrmError } from '../errors/crm-error.ts';
import { fileError } from '../errors/file-error.ts';
import { makeDirectory } from './make-directory.ts';

/** The directory of a project that the runner writes to, relative to its root. */
export const targetDirectory = 'target';

/**
 * Makes a directory below target/, of the given parts, and gives its absolute path. target/ itself
 * may be a symbolic link, to another disk perhaps; below it nobody but the runner makes anything, so
 * a link there is refused: what is written would land elsewhere. Throws CrmError `file-unwritable`
 * or `disk-full`.
 */
export async function makeTargetDirectory(root: string, path: string): Promise<string> {
  const parts = path === '' ? [] : path.split('/');
  if (parts.some(part => ['', '.', '..'].includes(part))) {
    throw new Error(`not a path below target/: ${path}`);
  }
  let directory = join(root, targetDirectory);
  for (const part of parts) {
    directory = join(directory, part);
    if (!isLink(directory)) continue;
    throw new CrmError('file-unwritable', {
      path: directory,
      reason: `${directory} is a symbolic link`,
      hint: `remove it; only ${targetDirectory}/ itself may be one`,
    });
  }
  await makeDirectory(directory);
  return directory;
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch (error) {
    throw fileError(error, path, 'writing to');
  }
}

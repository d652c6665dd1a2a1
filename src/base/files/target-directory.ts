import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { CrmError } from '../errors/crm-error.ts';
import { fileError } from '../errors/file-error.ts';
import { makeFolder } from './make-directory.ts';

/** The directory of a project that the runner writes to, relative to its root. */
export const targetFolder = 'target';

/**
 * Makes a directory below target/, of the given parts, and gives its absolute path. target/ itself
 * may be a symbolic link, to another disk perhaps; below it nobody but the runner makes anything, so
 * a link there is refused: what is written would land elsewhere. Throws CrmError `file-unwritable`
 * or `disk-full`.
 */
export async function makeTargetFolder(root: string, path: string): Promise<string> {
  const parts = path === '' ? [] : path.split('/');
  if (parts.some(part => ['', '.', '..'].includes(part))) {
    throw new Error(`not a path below target/: ${path}`);
  }
  let folder = join(root, targetFolder);
  for (const part of parts) {
    folder = join(folder, part);
    if (!isLink(folder)) continue;
    throw new CrmError('file-unwritable', {
      path: folder,
      reason: `${folder} is a symbolic link`,
      hint: `remove it; only ${targetFolder}/ itself may be one`,
    });
  }
  await makeFolder(folder);
  return folder;
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch (error) {
    throw fileError(error, path, 'writing to');
  }
}

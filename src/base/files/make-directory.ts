import { lstat, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CrmError } from '../errors/crm-error.ts';
import { errnoOf, fileError } from '../errors/file-error.ts';
import { mostAttempts } from './again-where-vanished.ts';

/**
 * Makes a directory and those above it; one that is there is fine. Throws CrmError `file-unwritable`
 * or `disk-full`. Not mkdir's own `recursive`: that never ends where a file system refuses a new
 * directory by saying that it does not exist, as /proc does.
 */
export async function makeDirectory(path: string): Promise<void> {
  const parent = dirname(path);
  // Another command may delete in between what was made here.
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    if ((await tryDirectory(path)) === 'made') return;
    if (parent !== path) await makeDirectory(parent);
  }
  throw new CrmError('file-unwritable', {
    path: parent,
    reason: `${parent} takes no new directory`,
    hint: 'choose another path',
  });
}

async function tryDirectory(path: string): Promise<'made' | 'no parent'> {
  try {
    await mkdir(path);
    return 'made';
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 'no parent';
    // a read-only file system refuses even a directory that is there
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory() === true) return 'made';
    if (errnoOf(error) === 'EEXIST' && (await isGone(path))) return 'no parent';
    throw fileError(error, path, 'making the directory');
  }
}

/** True where nothing is there any more, not even a link that leads nowhere. */
async function isGone(path: string): Promise<boolean> {
  return lstat(path).then(
    () => false,
    error => errnoOf(error) === 'ENOENT',
  );
}

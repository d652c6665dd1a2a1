import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf, fileError } from '../errors/file-error.ts';
import { draftBeside } from './drafts.ts';
import { makeDirectory } from './make-directory.ts';

export interface WriteFileOptions {
  /** Waits until the text is on the disk, so that a power failure leaves the old text or the new. */
  readonly durable?: boolean;
  /** Where the text is written first; a path of its own, unless the caller is the only writer. */
  readonly draft?: string;
}

/**
 * Writes a file in one step, with its directories: readers see the old text or the new one, never a
 * part. A file that is there keeps its permissions. Throws CrmError `file-unwritable` or
 * `disk-full`, and leaves the file as it was.
 */
export async function writeFileAtomically(
  file: string,
  text: string,
  { durable = false, draft = draftBeside(file) }: WriteFileOptions = {},
): Promise<void> {
  await makeDirectory(dirname(file));
  try {
    const handle = await open(draft, 'w', await modeOf(file));
    try {
      await handle.writeFile(text);
      if (durable) await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw fileError(error, file, 'writing');
  }
}

/**
 * Writes a small file of our own into a directory that is there: readers see the old content or the
 * new one. It does not give way to other work, which for a thousand files takes a tenth of the
 * time, and permissions are those of a new file. Throws CrmError `file-unwritable` or `disk-full`.
 */
export function writeSmallFile(file: string, content: string | Uint8Array): void {
  const draft = draftBeside(file);
  try {
    writeFileSync(draft, content);
    renameSync(draft, file);
  } catch (error) {
    try {
      rmSync(draft, { force: true });
    } catch {
      // what kept it from being written is what is reported
    }
    throw fileError(error, file, 'writing');
  }
}

async function modeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mode;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

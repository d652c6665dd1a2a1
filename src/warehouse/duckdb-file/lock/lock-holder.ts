import { readFile } from 'node:fs/promises';
import { errnoOf } from '../../../base/errors/file-error.ts';
import { writeFileAtomically } from '../../../base/files/write-file.ts';

/** What a build writes down when it takes the lock. */
export interface LockHolder {
  readonly processId: number;
  readonly since: Date;
}

/** Writes down who holds the lock, atomically. Throws CrmError where the directory is unwritable. */
export async function writeLockHolder(path: string, holder: LockHolder): Promise<void> {
  const note = { pid: holder.processId, since: holder.since.toISOString() };
  // One draft for all builds, since only the holder writes: what a killed one left is written over.
  await writeFileAtomically(path, `${JSON.stringify(note)}\n`, { draft: `${path}.next` });
}

/**
 * Since when the process has held the lock. A note of another process is one that a killed build
 * left behind, and says nothing.
 */
export async function readLockHolder(
  path: string,
  processId: number | undefined,
): Promise<LockHolder | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
  const note = parseNote(text);
  if (note === undefined || note.processId !== processId) return undefined;
  return note;
}

function parseNote(text: string): LockHolder | undefined {
  try {
    const note: unknown = JSON.parse(text);
    if (typeof note !== 'object' || note === null) return undefined;
    if (!('pid' in note) || typeof note.pid !== 'number') return undefined;
    if (!('since' in note) || typeof note.since !== 'string') return undefined;
    const since = new Date(note.since);
    return Number.isNaN(since.getTime()) ? undefined : { processId: note.pid, since };
  } catch {
    return undefined;
  }
}

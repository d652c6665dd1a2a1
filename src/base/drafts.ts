import { randomUUID } from 'node:crypto';
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A draft is being written for far shorter than this. */
const abandonedAfter = 60_000;

const draftName = /^\.crm-run-[0-9a-f]{8}\.tmp$/;

/** The path, beside `file`, that its next content is written to before it is renamed into place. */
export function draftBeside(file: string): string {
  return join(dirname(file), `.crm-run-${randomUUID().slice(0, 8)}.tmp`);
}

/**
 * Removes the drafts that commands which were killed left in a directory: those that nobody has
 * written to for a minute. What cannot be removed stays.
 */
export function sweepDrafts(folder: string): void {
  try {
    for (const name of readdirSync(folder)) if (draftName.test(name)) sweep(join(folder, name));
  } catch {
    // whoever writes to this directory is told what is wrong with it
  }
}

function sweep(draft: string): void {
  const found = lstatSync(draft, { throwIfNoEntry: false });
  if (found === undefined || Date.now() - found.mtimeMs < abandonedAfter) return;
  rmSync(draft, { force: true });
}

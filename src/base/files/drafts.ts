import { randomUUID } from 'node:crypto';
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A draft is being written for far shorter than this. */
const draftAge = 60_000;

const draftName = /^\.crm-run-[0-9a-f]{8}\.tmp$/;

/** The path, next to `file`, that its next content is written to before it is renamed into place. */
export function draftBeside(file: string): string {
  return join(dirname(file), `.crm-run-${randomUUID().slice(0, 8)}.tmp`);
}

/**
 * Removes the drafts that commands which were killed left in a directory: those that nobody has
 * written to for a minute. What cannot be removed stays.
 */
export function sweepDrafts(directory: string): void {
  sweepAbandoned(directory, draftName, draftAge);
}

/**
 * Removes what is in a directory under a name that we alone give, and has not been written to
 * for `age` milliseconds; of a directory, the files in it count. What cannot be removed stays.
 */
export function sweepAbandoned(directory: string, name: RegExp, age: number): void {
  try {
    for (const found of readdirSync(directory)) {
      const path = join(directory, found);
      if (name.test(found) && Date.now() - lastWritten(path) > age) {
        rmSync(path, { force: true, recursive: true });
      }
    }
  } catch {
    // whoever writes to this directory reports what is wrong with it
  }
}

/** Milliseconds since 1970. */
function lastWritten(path: string): number {
  const found = lstatSync(path);
  const inside = found.isDirectory() ? readdirSync(path).map(name => join(path, name)) : [];
  return Math.max(found.mtimeMs, ...inside.map(file => lstatSync(file).mtimeMs));
}

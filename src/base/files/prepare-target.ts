import { constants, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { CrmError } from '../errors/crm-error.ts';
import { errnoOf, fileError } from '../errors/file-error.ts';
import { againWhereVanished } from './again-where-vanished.ts';
import { draftBeside, sweepDrafts } from './drafts.ts';
import { makeTargetDirectory } from './target-directory.ts';

/** What is written at the top of target/. */
const artifacts = ['manifest.json', 'run_results.json'];

/** The directories that are written to, and that everything else is in. */
const directories = ['compiled', 'run', 'failures'];

/**
 * Makes target/ where it is not there, finds out whether it and every directory below it can be
 * written to, and removes what commands that were killed left in them. Throws CrmError
 * `file-unwritable` or `disk-full`: better now than once a build has been published.
 */
export async function prepareTarget(root: string): Promise<void> {
  const target = await againWhereVanished(async () => {
    const made = await makeTargetDirectory(root, '');
    tryToWrite(made);
    return made;
  });
  for (const name of artifacts) {
    const file = join(target, name);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() !== true) continue;
    throw new CrmError('file-unwritable', {
      path: file,
      reason: `${file} is a directory`,
      hint: 'move it away',
    });
  }
  sweepDrafts(target);
  for (const name of directories) {
    if (statSync(join(target, name), { throwIfNoEntry: false }) === undefined) continue;
    await makeTargetDirectory(root, name);
    for (const directory of directoriesBelow(join(target, name))) {
      await checkWritable(directory);
      sweepDrafts(directory);
    }
  }
}

/** A read-only or full file system does not show in permissions. */
function tryToWrite(directory: string): void {
  const draft = draftBeside(join(directory, 'any'));
  try {
    writeFileSync(draft, '');
    rmSync(draft);
  } catch (error) {
    throw fileError(error, directory, 'writing to');
  }
}

function directoriesBelow(directory: string): readonly string[] {
  try {
    const below = readdirSync(directory, { recursive: true, withFileTypes: true });
    const directories = below.filter(entry => entry.isDirectory());
    return [directory, ...directories.map(entry => join(entry.parentPath, entry.name))];
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw fileError(error, directory, 'reading');
  }
}

async function checkWritable(directory: string): Promise<void> {
  try {
    await access(directory, constants.W_OK | constants.X_OK);
  } catch (error) {
    // Deleted by another command meanwhile; it is made anew.
    if (errnoOf(error) !== 'ENOENT') throw fileError(error, directory, 'writing to');
  }
}

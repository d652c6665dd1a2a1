import { readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CrmError } from '../../../base/errors/crm-error.ts';
import { errnoOf, fileError } from '../../../base/errors/file-error.ts';
import { makeDirectory } from '../../../base/files/make-directory.ts';
import { type Invocation, say } from '../../arguments/invocation.ts';
import { projectTemplate } from './project-template.ts';

/** Writes a new project into an empty or new directory. Gives the exit code. */
export async function initProject(invocation: Invocation, directory: string): Promise<number> {
  const root = resolve(invocation.terminal.cwd, directory);
  const name = projectName(basename(root));
  const present = await list(root);
  if (present.length > 0) {
    throw new CrmError('usage', {
      reason: `the directory ${directory} is not empty: it has ${present[0]} in it`,
      hint: 'name a new directory',
    });
  }
  const files = await projectTemplate(name, root);
  for (const [path, text] of files) {
    const file = join(root, path);
    await makeDirectory(dirname(file));
    await writeNew(file, text);
    say(invocation, `  ${invocation.diagnostics.showPath(file)}`);
  }
  const shown = invocation.diagnostics.showPath(root);
  const enter = shown === '.' ? '' : `cd ${shown} && `;
  say(invocation, `\nThe project ${name} is ready. Next: ${enter}crm-run build`);
  return 0;
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    throw fileError(error, file, 'writing');
  }
}

/** A name that YAML, paths and SQL all take as it is. */
function projectName(directory: string): string {
  const name = directory
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '');
  if (name === '') {
    throw new CrmError('usage', {
      reason: `the directory name ${directory} gives no project name`,
      hint: 'name the directory with letters a to z',
    });
  }
  return name;
}

async function list(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw new CrmError(
      'file-unwritable',
      {
        path: directory,
        reason: `cannot use ${directory}: ${(cause as Error).message}`,
        hint: 'name a new directory',
      },
      { cause },
    );
  }
}

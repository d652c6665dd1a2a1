import { readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CrmError } from '../../../base/errors/crm-error.ts';
import { errnoOf, fileError } from '../../../base/errors/file-error.ts';
import { makeFolder } from '../../../base/files/make-directory.ts';
import { type Invocation, say } from '../../arguments/invocation.ts';
import { projectTemplate } from './project-template.ts';

/** Writes a new project into an empty or new folder. Gives the exit code. */
export async function initProject(invocation: Invocation, folder: string): Promise<number> {
  const root = resolve(invocation.terminal.cwd, folder);
  const name = projectName(basename(root));
  const present = await list(root);
  if (present.length > 0) {
    throw new CrmError('usage', {
      reason: `the folder ${folder} is not empty: it has ${present[0]} in it`,
      hint: 'name a new folder',
    });
  }
  const files = await projectTemplate(name, root);
  for (const [path, text] of files) {
    const file = join(root, path);
    await makeFolder(dirname(file));
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
function projectName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '');
  if (name === '') {
    throw new CrmError('usage', {
      reason: `the folder name ${folder} gives no project name`,
      hint: 'name the folder with letters a to z',
    });
  }
  return name;
}

async function list(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw new CrmError(
      'file-unwritable',
      {
        path: folder,
        reason: `cannot use ${folder}: ${(cause as Error).message}`,
        hint: 'name a new folder',
      },
      { cause },
    );
  }
}

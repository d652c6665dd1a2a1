import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { packageFile } from '../../base/package-file.ts';

const directory = packageFile('assets/init-project');

/** The name that the project in `assets/init-project` has, which a new project's name replaces. */
const placeholder = /\bmy_project\b/g;

/** Contents of a new project's files, by path relative to the project and in order of path. */
export async function projectTemplate(name: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  const contents = new Map<string, string>();
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    contents.set(targetPath(relative(directory, file)), text.replace(placeholder, name));
  }
  return contents;
}

/** npm leaves every `.gitignore` out of a package, so the template's is stored without its dot. */
function targetPath(path: string): string {
  return path === 'gitignore' ? '.gitignore' : path;
}

import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { packageFile } from '../../../base/package-file.ts';

const directory = packageFile('assets/init-project');

/** The name that the project in `assets/init-project` has, which a new project's name replaces. */
const placeholder = /\bmy_project\b/g;

/**
 * Contents of the files of a new project in the directory `root`, by path relative to it and in order
 * of path. YAML files name their JSON Schema, so that editors check and complete them.
 */
export async function projectTemplate(
  name: string,
  root: string,
): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  const contents = new Map<string, string>();
  for (const file of files) {
    const path = targetPath(relative(directory, file));
    const text = await readFile(file, 'utf8');
    contents.set(path, schemaLine(path, root) + text.replace(placeholder, name));
  }
  return contents;
}

/** npm leaves every `.gitignore` out of a package, so the template's is stored without its dot. */
function targetPath(path: string): string {
  return path === 'gitignore' ? '.gitignore' : path;
}

/** The comment that names the schema of a YAML file, as editors look for it; '' for other files. */
function schemaLine(path: string, root: string): string {
  if (!path.endsWith('.yml')) return '';
  const schema = path === 'crm_project.yml' ? 'project' : 'properties';
  const file = packageFile(`dist/schemas/${schema}.schema.json`);
  const shown = relative(join(root, dirname(path)), file).replaceAll('\\', '/');
  return `# yaml-language-server: $schema=${shown}\n`;
}

import { hash } from 'node:crypto';
import type { Project } from '../../project/project.ts';

/** A file below one of the *-paths directories. */
interface RootedFile {
  readonly path: string;
  readonly root: string;
}

/** The file's path relative to the directory of its *-paths key. */
export function pathBelow({ path, root }: RootedFile): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

/** The file's name without its ending. */
export function stem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name : name.slice(0, dot);
}

/** The fully qualified name: project, directories, and the node's name. */
export function fqnOf(
  project: Project,
  file: RootedFile,
  ...names: readonly string[]
): readonly string[] {
  return [project.name, ...pathBelow(file).split('/').slice(0, -1), ...names];
}

/** A file of which only the path is known, with the model, seed or test directory that it lies in. */
export function rooted(project: Project, path: string): RootedFile {
  const { models, seeds, tests, macros } = project.paths;
  const roots = [...models, ...seeds, ...tests, ...macros].filter(root =>
    path.startsWith(`${root}/`),
  );
  const root = roots.sort((a, b) => b.length - a.length)[0] ?? '';
  return { path, root };
}

/** SHA-256 of a text, hex. */
export function checksumOf(text: string): string {
  return hash('sha256', text);
}

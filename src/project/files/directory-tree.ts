/** Names below a project, level by level: the project, its directories, the things in them. */
export interface DirectoryTree {
  readonly children: ReadonlyMap<string, DirectoryTree>;
}

interface GrowingTree extends DirectoryTree {
  readonly children: Map<string, GrowingTree>;
}

/** The tree of fully qualified names, in their order. */
export function directoryTree(fqns: Iterable<readonly string[]>): DirectoryTree {
  const tree: GrowingTree = { children: new Map() };
  for (const fqn of fqns) {
    let node = tree;
    for (const name of fqn) {
      const child = node.children.get(name) ?? { children: new Map() };
      node.children.set(name, child);
      node = child;
    }
  }
  return tree;
}

/** The name of a file without its directories and its last extension. */
export function fileStem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/**
 * The fully qualified name of a file, as dbt forms it: the project, the directories below the root of
 * its *-paths key, and what is in the file, by default the file's own name.
 */
export function fileFqn(
  project: string,
  file: { readonly path: string; readonly root: string },
  names: readonly string[] = [fileStem(file.path)],
): readonly string[] {
  const directories = file.path
    .slice(file.root.length + 1)
    .split('/')
    .slice(0, -1);
  return [project, ...directories, ...names];
}

/** Names below a project, level by level: the project, its folders, the things in them. */
export interface FolderTree {
  readonly children: ReadonlyMap<string, FolderTree>;
}

interface GrowingTree extends FolderTree {
  readonly children: Map<string, GrowingTree>;
}

/** The tree of fully qualified names, in their order. */
export function folderTree(fqns: Iterable<readonly string[]>): FolderTree {
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

/** The name of a file without its folders and its last extension. */
export function fileStem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/**
 * The fully qualified name of a file, as dbt forms it: the project, the folders below the root of
 * its *-paths key, and what is in the file, by default the file's own name.
 */
export function fileFqn(
  project: string,
  file: { readonly path: string; readonly root: string },
  names: readonly string[] = [fileStem(file.path)],
): readonly string[] {
  const folders = file.path
    .slice(file.root.length + 1)
    .split('/')
    .slice(0, -1);
  return [project, ...folders, ...names];
}

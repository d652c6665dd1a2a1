import { fileNameKey, hashedFileName, safeFileName } from '../base/files/safe-file-name.ts';
import type { Node } from '../nodes/node.ts';

/** The name, without an ending, of the files in target/ that are those of a node alone. */
export function nodeFileName(node: Node): string {
  return node.fileName ?? safeFileName(node.name);
}

/**
 * The nodes, with a file name of its own for each of those whose names would share a file: tests or
 * source tables of one name, and names that differ in letter case alone.
 */
export function giveFileNames(nodes: readonly Node[]): readonly Node[] {
  const counts = new Map<string, number>();
  const keyOf = (node: Node) => fileNameKey(safeFileName(node.name));
  const named = nodes.filter(isNamedByHand);
  for (const node of named) counts.set(keyOf(node), (counts.get(keyOf(node)) ?? 0) + 1);
  return nodes.map(node =>
    isNamedByHand(node) && (counts.get(keyOf(node)) ?? 0) > 1
      ? { ...node, fileName: hashedFileName(node.name, node.uniqueId) }
      : node,
  );
}

/** Models and seeds are named after their own file, whose path their files in target/ have too. */
function isNamedByHand({ resourceType }: Node): boolean {
  return resourceType !== 'model' && resourceType !== 'seed' && resourceType !== 'exposure';
}

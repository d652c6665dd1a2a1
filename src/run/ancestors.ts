import type { Manifest } from '../graph/manifest.ts';
import type { Node } from '../nodes/node.ts';

/**
 * The nodes that have relations (or, when ephemeral, SQL) and that `uniqueId` reads through the
 * relations for which `through` holds; parents before their children.
 */
export function nodesReadThrough(
  manifest: Manifest,
  uniqueId: string,
  through: (node: Node) => boolean,
): readonly Node[] {
  const found: Node[] = [];
  const seen = new Set<string>([uniqueId]);
  const visit = (id: string): void => {
    for (const parent of manifest.parents.get(id) ?? []) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      const node = manifest.nodes.get(parent);
      if (node === undefined) continue;
      if (through(node)) visit(parent);
      found.push(node);
    }
  };
  visit(uniqueId);
  return found;
}

import type { Manifest } from '../../graph/manifest.ts';
import { isRelationNode, type RelationNode } from '../../nodes/relation-kind.ts';

/** The relations that a node's SQL reads, those inside of ephemeral models included. */
export function inputsOf(manifest: Manifest, id: string): readonly RelationNode[] {
  const found = new Map<string, RelationNode>();
  const seen = new Set<string>();
  const visit = (current: string) => {
    for (const parent of manifest.parents.get(current) ?? []) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      const node = manifest.nodes.get(parent);
      if (isRelationNode(node)) found.set(parent, node);
      else visit(parent);
    }
  };
  visit(id);
  return [...found.values()];
}

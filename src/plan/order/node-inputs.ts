import type { Manifest } from '../../graph/manifest.ts';
import type { ModelNode, Node, SeedNode, SourceNode } from '../../nodes/node.ts';

/** A node that stands as a table or view in the database. */
export type RelationNode = ModelNode | SeedNode | SourceNode;

/** True for sources, seeds and models other than ephemeral ones. */
export function isRelationNode(node: Node | undefined): node is RelationNode {
  if (node === undefined) return false;
  if (node.resourceType === 'model') return node.materialized !== 'ephemeral';
  return node.resourceType === 'source' || node.resourceType === 'seed';
}

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

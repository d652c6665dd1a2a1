import { relationKey } from '../dialect/names/relation.ts';
import type { RelationNode } from '../nodes/relation-kind.ts';
import { isRelationNode } from '../nodes/relation-kind.ts';
import type { Manifest } from './manifest.ts';
/** Relations that the nodes of a project have, by relationKey. */
export function relationNodes(manifest: Manifest): ReadonlyMap<string, RelationNode> {
  const nodes = new Map<string, RelationNode>();
  for (const node of manifest.nodes.values()) {
    if (isRelationNode(node)) nodes.set(relationKey(node.relation), node);
  }
  return nodes;
}

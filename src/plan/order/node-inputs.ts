import { reach } from '../../graph/dag.ts';
import type { Manifest } from '../../graph/manifest.ts';
import { isRelationNode, type RelationNode } from '../../nodes/relation-kind.ts';

/** The relations that a node's SQL reads, those inside of ephemeral models included. */
export function inputsOf(manifest: Manifest, id: string): readonly RelationNode[] {
  const isInlined = (read: string) => !isRelationNode(manifest.nodes.get(read));
  return [...reach(manifest.parents, [id], { through: isInlined })]
    .flatMap(read => manifest.nodes.get(read) ?? [])
    .filter(isRelationNode);
}

/**
 * The steps that a node is part of: its own, or those of what reads it where it is inlined.
 */
export function stepsOf(
  manifest: Manifest,
  id: string,
  isStep: (id: string) => boolean,
): readonly string[] {
  const isInlined = (one: string) => {
    const node = manifest.nodes.get(one);
    return !isStep(one) && node?.resourceType === 'model' && !isRelationNode(node);
  };
  if (!isInlined(id)) return isStep(id) ? [id] : [];
  return [...reach(manifest.children, [id], { through: isInlined })].filter(isStep);
}

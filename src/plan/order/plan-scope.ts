import type { Manifest } from '../../graph/manifest.ts';
import type { ResourceType } from '../../nodes/node.ts';
import { isRelationNode } from '../../nodes/relation-kind.ts';
import type { PlanScope } from '../plan.ts';

const typesOf: Readonly<Record<PlanScope, readonly ResourceType[]>> = {
  build: ['source', 'seed', 'model', 'test', 'unit_test'],
  run: ['model'],
  seed: ['seed'],
  test: ['test', 'unit_test'],
};

/** Selected nodes that a command runs; ephemeral models are part of others and never run. */
export function nodesInScope(
  manifest: Manifest,
  scope: PlanScope,
  selected: ReadonlySet<string>,
): ReadonlySet<string> {
  const chosen = new Set<string>();
  for (const [id, node] of manifest.nodes) {
    if (!selected.has(id) || !typesOf[scope].includes(node.resourceType)) continue;
    const isTest = node.resourceType === 'test' || node.resourceType === 'unit_test';
    if (isTest || isRelationNode(node)) chosen.add(id);
  }
  return chosen;
}

import type { Node, ResourceType } from '../nodes/node.ts';

const words: Readonly<Record<ResourceType, string>> = {
  model: 'model',
  seed: 'seed',
  source: 'source',
  test: 'test',
  unit_test: 'unit test',
  operation: 'hook',
  exposure: 'exposure',
};

/** How messages speak of a node: `model 'kpis'`, `source 'raw.customers'`. */
export function nodeLabel(node: Node): string {
  const name = node.resourceType === 'source' ? `${node.sourceName}.${node.name}` : node.name;
  return `${words[node.resourceType]} '${name}'`;
}

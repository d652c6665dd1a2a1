import type { Resolver } from '../nodes/compiler.ts';
import type { ModelNode, Node, SeedNode, SourceNode } from '../nodes/node.ts';

/** Looks up what ref() and source() name among the nodes; names are case-sensitive, as in dbt. */
export function createResolver(nodes: Iterable<Node>): Resolver {
  const refs = new Map<string, ModelNode | SeedNode>();
  const sources = new Map<string, SourceNode>();
  for (const node of nodes) {
    if (node.resourceType === 'model' || node.resourceType === 'seed') {
      if (!refs.has(node.name)) refs.set(node.name, node);
    } else if (node.resourceType === 'source') {
      sources.set(sourceKey(node.sourceName, node.name), node);
    }
  }
  return {
    ref: name => refs.get(name),
    source: (sourceName, tableName) => sources.get(sourceKey(sourceName, tableName)),
  };
}

// A source name may hold dots, so that `a.b` + `c` and `a` + `b.c` have to stay apart.
function sourceKey(sourceName: string, tableName: string): string {
  return JSON.stringify([sourceName, tableName]);
}

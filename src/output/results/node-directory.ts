import { posix } from 'node:path';
import type { Node } from '../../nodes/node.ts';

/**
 * The directory that a node is counted under, such as `models/crm`: that of its file, and for a test
 * that of what it tests.
 */
export function nodeDirectory(node: Node, nodes: ReadonlyMap<string, Node>): string {
  if (node.resourceType === 'operation') return 'hooks';
  if (node.resourceType === 'unit_test') {
    const tested = [...nodes.values()].find(
      each => each.resourceType === 'model' && each.name === node.model,
    );
    if (tested !== undefined) return directoryOf(tested);
  }
  if (node.resourceType === 'test' && node.attachedNode !== undefined) {
    const tested = nodes.get(node.attachedNode);
    if (tested !== undefined) return directoryOf(tested);
  }
  return directoryOf(node);
}

function directoryOf(node: Node): string {
  return posix.dirname(node.originalFilePath.replaceAll('\\', '/'));
}

import { targetDirectory } from '../../base/files/target-directory.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import { nodeFileName } from '../../graph/node-file-name.ts';
import type { Node } from '../../nodes/node.ts';
import { visibleLine } from '../text/visible-text.ts';

/** What a node is, in one word or two: `table`, `view`, `seed`, `source`, `test`, `unit test`, `hook`. */
export function nodeKind(node: Node): string {
  switch (node.resourceType) {
    case 'model':
      return node.materialized;
    case 'unit_test':
      return 'unit test';
    case 'operation':
      return 'hook';
    default:
      return node.resourceType;
  }
}

/** The name to show: the relation of what has one, else the node's name. */
export function shownName(node: Node): string {
  return visibleLine('relation' in node ? formatRelation(node.relation) : node.name);
}

/** Where the artifacts of a node lie below `target/compiled/<project>/` and `target/run/<project>/`. */
function artifactPath(node: Node): string {
  switch (node.resourceType) {
    case 'model':
      return node.originalFilePath;
    case 'test':
      return node.testType === 'singular'
        ? node.originalFilePath
        : `${node.originalFilePath}/${nodeFileName(node)}.sql`;
    default:
      return `${node.originalFilePath}/${nodeFileName(node)}.sql`;
  }
}

/** The compiled SQL's file, relative to the project root. */
export function compiledPath(node: Node): string {
  return `${targetDirectory}/compiled/${node.packageName}/${artifactPath(node)}`;
}

/** The file of the statement that ran, relative to the project root. */
export function runPath(node: Node): string {
  return `${targetDirectory}/run/${node.packageName}/${artifactPath(node)}`;
}

import type { RelationKind } from '../dialect/materializations/materialization.ts';
import { materializationOf } from '../dialect/materializations/materializations.ts';
import type { ModelNode, Node, SeedNode, SourceNode } from './node.ts';

/** A node that is a table or view in the database. */
export type RelationNode = ModelNode | SeedNode | SourceNode;

/** What a node is in the database; undefined where it is not a relation. */
export function relationKind(node: Node): RelationKind | undefined {
  switch (node.resourceType) {
    case 'model':
      return materializationOf(node.materialized).relation;
    case 'seed':
    case 'source':
      return 'table';
    default:
      return undefined;
  }
}

/** True for sources, seeds and models, but those that only become part of what reads them. */
export function isRelationNode(node: Node | undefined): node is RelationNode {
  return node !== undefined && relationKind(node) !== undefined;
}

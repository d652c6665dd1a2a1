import { CrmError } from '../base/errors/crm-error.ts';
import { formatLocation } from '../base/errors/source-location.ts';
import { formatRelation, type Relation, relationKey } from '../dialect/names/relation.ts';
import type { Node } from '../nodes/node.ts';
import { relationKind } from '../nodes/relation-kind.ts';
import { nodeLabel } from './node-label.ts';

/** Enabled nodes that share a name, or a relation in the database. Every later one is an error. */
export function checkNames(nodes: readonly Node[]): readonly CrmError[] {
  const errors: CrmError[] = [];
  const names = new Map<string, Node>();
  const relations = new Map<string, Node>();
  for (const node of nodes) {
    const sameName = remember(names, nameKey(node), node);
    if (sameName !== undefined) {
      errors.push(doubledName(node, sameName));
      continue;
    }
    const relation = relationOf(node);
    if (relation === undefined) continue;
    const sameRelation = remember(relations, relationKey(relation), node);
    if (sameRelation !== undefined) errors.push(doubledRelation(node, sameRelation, relation));
  }
  return errors;
}

function remember(seen: Map<string, Node>, key: string, node: Node): Node | undefined {
  const earlier = seen.get(key);
  if (earlier === undefined) seen.set(key, node);
  return earlier;
}

/** Models and seeds share ref(), so they share their names. */
function nameKey(node: Node): string {
  const isReferable = node.resourceType === 'model' || node.resourceType === 'seed';
  return isReferable ? `ref ${node.name}` : node.uniqueId;
}

/** Ephemeral models have no relation, and neither has what only reads. */
function relationOf(node: Node): Relation | undefined {
  switch (node.resourceType) {
    case 'model':
      return relationKind(node) === undefined ? undefined : node.relation;
    case 'seed':
    case 'source':
      return node.relation;
    default:
      return undefined;
  }
}

function doubledName(node: Node, earlier: Node): CrmError {
  return new CrmError(
    'duplicate-name',
    {
      name: node.name,
      first: earlier.location,
      reason:
        `${nodeLabel(node)} has the same name as ` +
        `${nodeLabel(earlier)} at ${formatLocation(earlier.location)}`,
      hint: 'rename one of the two',
    },
    { location: node.location },
  );
}

function doubledRelation(node: Node, earlier: Node, relation: Relation): CrmError {
  return new CrmError(
    'duplicate-name',
    {
      name: formatRelation(relation),
      first: earlier.location,
      reason:
        `${nodeLabel(node)} would create the same relation ${formatRelation(relation)} as ` +
        `${nodeLabel(earlier)} at ${formatLocation(earlier.location)}`,
      hint: 'give one of the two another schema, alias or name',
    },
    { location: node.location },
  );
}

import { basename } from 'node:path';
import { CrmError } from '../../base/errors/crm-error.ts';
import { relationKey } from '../../dialect/relation.ts';
import type { Connection } from '../../engine/engine.ts';
import type { Manifest } from '../../graph/manifest.ts';
import { nodeLabel } from '../../graph/node-label.ts';
import type { RelationNode } from '../../nodes/relation-kind.ts';
import { isRelationNode } from '../../nodes/relation-kind.ts';
import { type CatalogObject, isRelation, objectKey, objectName } from './catalog-objects.ts';
import { describeObjects } from './describe-objects.ts';
import { readHoldings } from './holdings.ts';
import type { Marks, OwnedObject } from './marks.ts';

/** What a project may do with what a published file holds. */
export interface Claim {
  readonly marks: Marks | undefined;
  /** What others made; it goes into the next file whole. */
  readonly carried: readonly CatalogObject[];
  /** What the project made before, and is there still. */
  readonly own: readonly OwnedObject[];
  /** Of these, relations of nodes that the project no longer has. */
  readonly gone: readonly OwnedObject[];
  /** Why nothing may be built into the file. */
  readonly errors: readonly CrmError[];
}

/** What is in no file yet. */
export const emptyClaim: Claim = {
  marks: undefined,
  carried: [],
  own: [],
  gone: [],
  errors: [],
};

/** Who claims a file, and how. */
export interface Claimant {
  readonly project: string;
  readonly manifest: Manifest;
  /** Takes a file over that no crm-run has made. */
  readonly adopt: boolean;
  /** Path of the published file, for messages. */
  readonly path: string;
}

/**
 * Looks at an attached published file: what in it is the project's own, what is to be carried over,
 * and what keeps the project from building into it.
 */
export async function claimFile(
  connection: Connection,
  database: string,
  claimant: Claimant,
): Promise<Claim> {
  const holdings = await readHoldings(connection, database, claimant.project);
  const { marks, own, foreign: carried } = holdings;
  const nodes = relationNodes(claimant.manifest);
  const gone = own.filter(
    object => object.uniqueId !== undefined && isRelation(object) && !nodes.has(keyOf(object)),
  );
  const errors = findTaken(carried, nodes, marks, claimant);
  if (marks === undefined && carried.length > 0 && !claimant.adopt) {
    errors.unshift(notOurs(carried, claimant));
  }
  return { marks, carried, own, gone, errors };
}

/** Relations that the nodes of a project have, by relationKey. */
export function relationNodes(manifest: Manifest): ReadonlyMap<string, RelationNode> {
  const nodes = new Map<string, RelationNode>();
  for (const node of manifest.nodes.values()) {
    if (isRelationNode(node)) nodes.set(relationKey(node.relation), node);
  }
  return nodes;
}

/** The key of a table or view among relations. */
export function keyOf({ schema, name }: CatalogObject): string {
  return relationKey({ schema, identifier: name });
}

function findTaken(
  carried: readonly CatalogObject[],
  nodes: ReadonlyMap<string, RelationNode>,
  marks: Marks | undefined,
  { path }: Claimant,
): CrmError[] {
  const makers = new Map(marks?.objects.map(object => [objectKey(object), object.project]));
  return carried.filter(isRelation).flatMap(object => {
    const node = nodes.get(keyOf(object));
    if (node === undefined) return [];
    const maker = makers.get(objectKey(object));
    const whose = maker === undefined ? 'crm-run did not make' : `the project '${maker}' made`;
    const message =
      `${nodeLabel(node)} would be ${objectName(object)}, and ${basename(path)} has ` +
      `a ${object.kind} of that name which ${whose}`;
    const hint = 'give one of them another name or schema; nothing replaces what others made';
    return [
      new CrmError(
        'name-taken',
        { relations: [objectName(object)], reason: message, hint },
        { location: node.location },
      ),
    ];
  });
}

function notOurs(carried: readonly CatalogObject[], { path }: Claimant): CrmError {
  const message = `${path} was not made by crm-run; it holds ${describeObjects(carried)}`;
  return new CrmError('warehouse-foreign', {
    path,
    reason: message,
    hint: 'take it over and keep all that is in it with --adopt, or set the path of the target to another file',
  });
}

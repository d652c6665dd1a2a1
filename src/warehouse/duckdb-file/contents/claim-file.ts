import { basename } from 'node:path';
import { CrmError } from '../../../base/errors/crm-error.ts';
import type { Connection } from '../../../engine/engine.ts';
import { nodeLabel } from '../../../graph/node-label.ts';
import { relationNodes } from '../../../graph/relation-nodes.ts';
import type { RelationNode } from '../../../nodes/relation-kind.ts';
import type { CatalogObject } from '../../catalog-object.ts';
import { isRelation, keyOf, objectKey, objectName } from '../../catalog-object.ts';
import { describeObjects } from '../../describe-objects.ts';
import type { Claimant, OwnedObject } from '../../warehouse.ts';
import type { Holdings } from './holdings.ts';
import { readHoldings } from './holdings.ts';
import type { Marks } from './marks.ts';

/** What a project may do with what a published file holds. */
export interface Claim extends Holdings {
  /** Of what the project made, relations of nodes that it no longer has. */
  readonly gone: readonly OwnedObject[];
  /** Why nothing may be built into the file. */
  readonly errors: readonly CrmError[];
}

/** What is in no file yet. */
export const emptyClaim: Claim = { marks: undefined, foreign: [], own: [], gone: [], errors: [] };

/** Who claims a file: a project, and the path of the published file, for messages. */
export interface FileClaimant extends Claimant {
  readonly project: string;
  readonly path: string;
}

/**
 * Looks at an attached published file: what in it is the project's own, what is to be carried over,
 * and what keeps the project from building into it.
 */
export async function claimFile(
  connection: Connection,
  database: string,
  claimant: FileClaimant,
): Promise<Claim> {
  const holdings = await readHoldings(connection, database, claimant.project);
  const { marks, own, foreign } = holdings;
  const nodes = relationNodes(claimant.manifest);
  const gone = own.filter(
    object => object.uniqueId !== undefined && isRelation(object) && !nodes.has(keyOf(object)),
  );
  const errors = findTaken(foreign, nodes, marks, claimant);
  if (marks === undefined && foreign.length > 0 && !claimant.adopt) {
    errors.unshift(notOurs(foreign, claimant));
  }
  return { ...holdings, gone, errors };
}

function findTaken(
  foreign: readonly CatalogObject[],
  nodes: ReadonlyMap<string, RelationNode>,
  marks: Marks | undefined,
  { path }: FileClaimant,
): CrmError[] {
  const makers = new Map(marks?.objects.map(object => [objectKey(object), object.project]));
  return foreign.filter(isRelation).flatMap(object => {
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

function notOurs(foreign: readonly CatalogObject[], { path }: FileClaimant): CrmError {
  const message = `${path} was not made by crm-run; it holds ${describeObjects(foreign)}`;
  return new CrmError('warehouse-foreign', {
    path,
    reason: message,
    hint: 'take it over and keep all that is in it with --adopt, or set the path of the target to another file',
  });
}

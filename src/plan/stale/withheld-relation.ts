import { CrmError } from '../../base/errors/crm-error.ts';
import { formatRelation, type Relation } from '../../dialect/relation.ts';
import { nodeLabel } from '../../graph/node-label.ts';
import type { Node } from '../../nodes/node.ts';

/** A relation that a build left out of the published file, and why. */
export interface WithheldRelation {
  /** The group in which something failed; the relation is in it or depends on it. */
  readonly group: string;
  readonly uniqueId: string;
  readonly relation: Relation;
  /** What failed, such as `test 'x' failed`. */
  readonly failure: string;
  /** What it reads that is withheld, such as `model 'y'`; undefined for members of the group. */
  readonly reads?: string | undefined;
}

/** Why a relation is withheld, as half a sentence. */
export function withheldReason({ failure, reads }: WithheldRelation): string {
  return reads === undefined ? failure : `it reads ${reads}, and ${failure}`;
}

/** Withheld relations by name, as formatRelation prints it. */
export type WithheldRelations = ReadonlyMap<string, WithheldRelation>;

export function byRelation(withheld: Iterable<WithheldRelation>): WithheldRelations {
  return new Map([...withheld].map(each => [formatRelation(each.relation), each]));
}

/** The command that builds what was withheld once more. */
function rebuildCommand(withheld: Iterable<WithheldRelation>): string {
  const groups = new Set([...withheld].map(({ group }) => `group:${group}+`));
  return `crm-run build --select ${[...groups].sort().join(' ')}`;
}

/** What reads, or asks for, a withheld relation; `all` is what the file lacks. */
export function withheldError(
  withheld: WithheldRelation,
  all: WithheldRelations,
  reader: Node | undefined,
): CrmError {
  const { relation, group } = withheld;
  const name = formatRelation(relation);
  const what = reader === undefined ? name : `${nodeLabel(reader)} reads ${name}, which`;
  const message = `${what} was withheld with group '${group}': ${withheldReason(withheld)}`;
  return new CrmError(
    'relation-withheld',
    {
      relations: [formatRelation(relation)],
      reason: message,
      hint: `put that right, then run ${rebuildCommand(all.values())}`,
    },
    { location: reader?.location },
  );
}

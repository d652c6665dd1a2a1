import { CrmError } from '../../base/errors/crm-error.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import { nodeLabel } from '../../graph/node-label.ts';
import type { Node } from '../../nodes/node.ts';
import type { WithheldRelation } from '../../warehouse/withheld-relation.ts';
import { withheldReason } from '../../warehouse/withheld-relation.ts';

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

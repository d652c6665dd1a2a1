import type { RelationKind } from '../../dialect/materializations/materialization.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import { dropRelation } from '../../dialect/statements/create-relation.ts';
import type { Connection } from '../../engine/engine.ts';
import type { Manifest } from '../../graph/manifest.ts';
import type { PublishedState } from '../../warehouse/warehouse.ts';
import type { WithheldRelation } from '../../warehouse/withheld-relation.ts';
/** Drops withheld relations from the build, including those that a partial build retained. */
export async function dropWithheld(
  connection: Connection,
  relations: Map<string, RelationKind>,
  withheld: readonly WithheldRelation[],
): Promise<void> {
  for (const { relation } of withheld) {
    const name = formatRelation(relation);
    const kind = relations.get(name);
    if (kind === undefined) continue;
    await connection.run(dropRelation(kind, relation));
    relations.delete(name);
  }
}

/** Relations that an earlier build withheld and this one did not make. */
export function withheldBefore(
  published: PublishedState,
  { nodes }: Manifest,
  relations: ReadonlyMap<string, RelationKind>,
  withheld: readonly WithheldRelation[],
): readonly WithheldRelation[] {
  const now = new Set(withheld.map(({ uniqueId }) => uniqueId));
  return published.withheld.filter(
    ({ uniqueId, relation }) =>
      !now.has(uniqueId) && nodes.has(uniqueId) && !relations.has(formatRelation(relation)),
  );
}

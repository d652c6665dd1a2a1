import { formatRelation } from '../../dialect/relation.ts';
import type { Connection } from '../../engine/engine.ts';
import type { Manifest } from '../../graph/manifest.ts';
import type { WithheldRelation } from '../../plan/stale/withheld-relation.ts';
import { dropRelation } from './file-relations.ts';
import { readWithheld, writeWithheld } from './withheld-table.ts';

/**
 * Takes what is withheld out of the build, also what a build of a part has kept of it, and writes
 * down in the file what it lacks: that, and what an earlier build withheld and this one did not
 * make.
 */
export async function withholdRelations(
  connection: Connection,
  manifest: Manifest,
  relations: Map<string, 'table' | 'view'>,
  withheld: readonly WithheldRelation[],
): Promise<void> {
  for (const { relation } of withheld) await dropRelation(connection, relations, relation);
  const project = manifest.projectName;
  const now = new Set(withheld.map(({ uniqueId }) => uniqueId));
  const earlier = (await readWithheld(connection, '__next', project)).filter(
    ({ uniqueId, relation }) =>
      !now.has(uniqueId) &&
      manifest.nodes.has(uniqueId) &&
      !relations.has(formatRelation(relation)),
  );
  await writeWithheld(connection, '__next', project, [...earlier, ...withheld]);
}

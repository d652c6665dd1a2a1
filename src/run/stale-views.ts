import { CrmError } from '../base/crm-error.ts';
import { formatRelation } from '../base/relation.ts';
import type { Connection } from '../engine/engine.ts';
import type { Manifest } from '../graph/manifest.ts';

/**
 * Views that a partial build kept and that can no longer be read, because what they read has other
 * columns now; publishing them would hand readers an error.
 */
export async function findStaleViews(
  connection: Connection,
  relations: ReadonlyMap<string, 'table' | 'view'>,
  manifest: Manifest,
): Promise<readonly CrmError[]> {
  const errors: CrmError[] = [];
  for (const node of manifest.nodes.values()) {
    if (node.resourceType !== 'model') continue;
    const name = formatRelation(node.relation);
    if (relations.get(name) !== 'view') continue;
    try {
      await connection.describe(`select * from ${name}`);
    } catch (error) {
      if (!(error instanceof CrmError)) throw error;
      errors.push(
        new CrmError(error.code, `the kept view ${name} no longer works: ${error.message}`, {
          location: node.location,
          hint: `rebuild it too, as in --select ${node.name}`,
          cause: error,
        }),
      );
    }
  }
  return errors;
}

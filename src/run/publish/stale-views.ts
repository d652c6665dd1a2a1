import { CrmError } from '../../base/errors/crm-error.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import type { Connection } from '../../engine/engine.ts';
import type { Manifest } from '../../graph/manifest.ts';
import type { ModelNode } from '../../nodes/node.ts';
import type { NodeResult } from '../run-event.ts';

/** A retained view that can no longer be read, and why. */
export interface StaleView {
  readonly node: ModelNode;
  readonly error: CrmError;
}

/**
 * Views that a partial build kept and that can no longer be read, because what they read has other
 * columns now; publishing them would hand readers an error.
 */
export async function findStaleViews(
  connection: Connection,
  relations: ReadonlyMap<string, 'table' | 'view'>,
  manifest: Manifest,
): Promise<readonly StaleView[]> {
  const stale: StaleView[] = [];
  for (const node of manifest.nodes.values()) {
    if (node.resourceType !== 'model') continue;
    const name = formatRelation(node.relation);
    if (relations.get(name) !== 'view') continue;
    try {
      await connection.describe(`select * from ${name}`);
    } catch (error) {
      if (!(error instanceof CrmError)) throw error;
      const message = `the retained view ${name} no longer works: ${error.message}`;
      const hint = `rebuild it too, as in --select ${node.name}`;
      const payload = { relations: [name], reason: message, hint };
      const details = { location: node.location, cause: error };
      stale.push({ node, error: new CrmError('relation-stale', payload, details) });
    }
  }
  return stale;
}

/** What became of a retained view, as the result of its node. */
export function staleViewResult({ node, error }: StaleView, at: Date): NodeResult {
  const { uniqueId, resourceType } = node;
  return {
    ...{ uniqueId, resourceType, status: 'error', message: error.message, errors: [error] },
    ...{ rows: undefined, failures: undefined, sample: undefined, failuresPath: undefined },
    ...{ compiledSql: undefined, statement: undefined, startedAt: at, completedAt: at },
  };
}

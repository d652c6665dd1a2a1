import { CrmError } from '../../base/errors/crm-error.ts';
import { formatRelation } from '../../dialect/relation.ts';
import type { Manifest } from '../../graph/manifest.ts';
import { inputsOf } from '../../plan/order/node-inputs.ts';
import type { Plan } from '../../plan/plan.ts';
import { type WithheldRelations, withheldError } from '../../plan/stale/withheld-relation.ts';

/**
 * What the steps of a plan read and neither the plan makes nor the published file has: an error
 * for each such relation, which names one reader.
 */
export function findMissingRelations(
  plan: Plan,
  manifest: Manifest,
  present: ReadonlyMap<string, unknown>,
  withheld: WithheldRelations,
): readonly CrmError[] {
  const made = new Set(plan.steps.map(step => step.uniqueId));
  const missing = new Map<string, CrmError>();
  for (const { kind, node, uniqueId } of plan.steps) {
    if (kind === 'unit_test' || kind === 'operation') continue;
    for (const read of inputsOf(manifest, uniqueId)) {
      if (made.has(read.uniqueId)) continue;
      const name = formatRelation(read.relation);
      if (present.has(name) || missing.has(name)) continue;
      const left = withheld.get(name);
      if (left !== undefined) {
        missing.set(name, withheldError(left, withheld, node));
        continue;
      }
      const message = `${node.resourceType} '${node.name}' reads ${name}, which the published build does not have`;
      missing.set(
        name,
        new CrmError(
          'relation-missing',
          {
            relations: [name],
            reason: message,
            hint: `select it too, as in --select ${read.name} or --select +${node.name}, or build everything`,
          },
          { location: node.location },
        ),
      );
    }
  }
  return [...missing.values()];
}

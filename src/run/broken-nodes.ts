import type { CrmError } from '../base/errors/crm-error.ts';
import type { Manifest } from '../graph/manifest.ts';
import { withheldNodes, withholdingGroups } from '../graph/withholding.ts';
import { isRelationNode } from '../nodes/relation-kind.ts';
import { stepsOf } from '../plan/order/node-inputs.ts';
import type { PlannedRun } from './run-request.ts';

/** Errors of steps that are known to fail before they run, by unique id. */
export type BrokenNodes = ReadonlyMap<string, readonly CrmError[]>;

/** The errors of the dry compile, by what they prevent. */
export interface PartedErrors {
  /** Errors that prevent the run. */
  readonly errors: readonly CrmError[];
  /** Errors that leave out only their own group. */
  readonly broken: BrokenNodes;
  /** Errors of retained relations of such groups, which prevent nothing. */
  readonly aside: readonly CrmError[];
}

/**
 * Sorts the errors of the dry compile. An error prevents the run where a node outside of the groups
 * that may be withheld needs the broken one, and always where the published build is tested.
 */
export function partBroken(
  found: ReadonlyMap<string, readonly CrmError[]>,
  { manifest, plan }: Pick<PlannedRun, 'manifest' | 'plan'>,
): PartedErrors {
  const planned = new Set(plan.steps.map(step => step.uniqueId));
  const errors: CrmError[] = [];
  const aside: CrmError[] = [];
  const broken = new Map<string, readonly CrmError[]>();
  for (const [id, own] of found) {
    if (own.length === 0) continue;
    const steps = stepsOf(manifest, id, one => planned.has(one));
    if (plan.scope === 'test' || !canBeLeftOut(manifest, [id, ...steps])) {
      errors.push(...own);
      continue;
    }
    if (steps.length === 0) aside.push(...own);
    for (const step of steps) broken.set(step, [...(broken.get(step) ?? []), ...own]);
  }
  return { errors, broken, aside };
}

function canBeLeftOut(manifest: Manifest, ids: readonly string[]): boolean {
  const all = ids.map(id => withholdingGroups(manifest, id));
  if (all.some(groups => groups.size === 0)) return false;
  const withheld = withheldNodes(manifest, new Set(all.flatMap(groups => [...groups])));
  return [...withheld.keys()].every(
    id => !isRelationNode(manifest.nodes.get(id)) || withholdingGroups(manifest, id).size > 0,
  );
}

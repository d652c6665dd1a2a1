import type { CrmError } from '../base/errors/crm-error.ts';
import type { Manifest } from '../graph/manifest.ts';
import { withheldNodes, withholdingGroups } from '../graph/withholding.ts';
import { isRelationNode } from '../nodes/relation-kind.ts';
import { stepsOf } from '../plan/order/node-inputs.ts';
import type { PlannedRun } from './run-request.ts';

/** Errors of steps that are known to fail before they run, by unique id. */
export type BrokenNodes = ReadonlyMap<string, readonly CrmError[]>;

/** What the check found, distinguished by what it keeps from being run. */
export interface PartedErrors {
  /** What keeps everything from being run. */
  readonly errors: readonly CrmError[];
  /** What only its own group is left out for. */
  readonly broken: BrokenNodes;
  /** What is wrong with retained relations of such groups, which hold back nothing. */
  readonly aside: readonly CrmError[];
}

/**
 * Parts what the check found. What something unmarked needs keeps everything from being run, as does
 * anything before tests of the published build.
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

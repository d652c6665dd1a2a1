import type { CrmError } from '../base/crm-error.ts';
import type { Manifest } from '../graph/manifest.ts';
import { withheldNodes, withholdingGroups } from '../graph/withholding.ts';
import { isRelationNode } from '../plan/node-inputs.ts';
import type { RunOptions } from './run-options.ts';

/** Errors of steps that are known to fail before they run, by unique id. */
export type BrokenNodes = ReadonlyMap<string, readonly CrmError[]>;

/**
 * Parts what the check found: errors of steps whose group alone is to be left out, and all others,
 * which keep everything from being run. To the latter belongs what is not about to be built, and
 * what something unmarked needs.
 */
export function partBroken(
  found: ReadonlyMap<string, readonly CrmError[]>,
  { manifest, plan }: Pick<RunOptions, 'manifest' | 'plan'>,
): { readonly errors: readonly CrmError[]; readonly broken: BrokenNodes } {
  const planned = new Set(plan.steps.map(step => step.uniqueId));
  const errors: CrmError[] = [];
  const broken = new Map<string, readonly CrmError[]>();
  for (const [id, own] of found) {
    if (own.length === 0) continue;
    const steps = stepsBehind(manifest, id, planned);
    if (plan.scope === 'test' || steps.length === 0 || !canBeLeftOut(manifest, [id, ...steps])) {
      errors.push(...own);
    } else {
      for (const step of steps) broken.set(step, [...(broken.get(step) ?? []), ...own]);
    }
  }
  return { errors, broken };
}

/** The step of a node, or of an ephemeral model those that it is a part of. */
function stepsBehind(
  manifest: Manifest,
  id: string,
  planned: ReadonlySet<string>,
): readonly string[] {
  if (planned.has(id)) return [id];
  const node = manifest.nodes.get(id);
  if (node?.resourceType !== 'model' || isRelationNode(node)) return [];
  const children = manifest.children.get(id) ?? [];
  return [...new Set(children.flatMap(child => stepsBehind(manifest, child, planned)))];
}

function canBeLeftOut(manifest: Manifest, ids: readonly string[]): boolean {
  const all = ids.map(id => withholdingGroups(manifest, id));
  if (all.some(groups => groups.size === 0)) return false;
  const withheld = withheldNodes(manifest, new Set(all.flatMap(groups => [...groups])));
  return [...withheld.keys()].every(
    id => !isRelationNode(manifest.nodes.get(id)) || withholdingGroups(manifest, id).size > 0,
  );
}

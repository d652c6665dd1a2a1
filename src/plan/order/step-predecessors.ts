import { descendants } from '../../graph/dag.ts';
import type { Manifest } from '../../graph/manifest.ts';
import { withheldNodes, withholdingGroups } from '../../graph/withholding.ts';
import { isRelationNode } from '../../nodes/relation-kind.ts';

/**
 * For every chosen node, the steps that it has to wait for and that skip it when they fail. Models
 * wait for the nearest steps above them (what lies between is published or ephemeral), for their own
 * unit tests, and for the data tests in `gates` all of whose parents are above them; that rule keeps
 * a test of several models from closing a circle. A test in a group that is withheld when it fails
 * holds back only what is withheld then. What a nearer step already waits for is not named.
 */
export function stepPredecessors(
  manifest: Manifest,
  chosen: ReadonlySet<string>,
  gates: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const nearest = nearestSteps(manifest, chosen);
  const heldBack = heldBackBy(manifest);
  const after = new Map<string, string[]>();
  for (const id of chosen) {
    const isUnitTest = manifest.nodes.get(id)?.resourceType === 'unit_test';
    // A unit test reads nothing but the rows that it was given.
    after.set(id, isUnitTest ? [] : [...nearest(id)]);
  }
  for (const id of chosen) {
    const type = manifest.nodes.get(id)?.resourceType;
    if (type === 'unit_test') {
      for (const user of gatedByUnitTest(manifest, chosen, id)) after.get(user)?.push(id);
    } else if (gates.has(id)) {
      const below = heldBack(id);
      for (const user of below) {
        if (!chosen.has(user) || !isRelationNode(manifest.nodes.get(user))) continue;
        if ([...nearest(user)].every(step => !below.has(step))) after.get(user)?.push(id);
      }
    }
  }
  for (const list of after.values()) list.sort();
  return after;
}

function nearestSteps(
  manifest: Manifest,
  chosen: ReadonlySet<string>,
): (id: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  const nearest = (id: string): ReadonlySet<string> => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const steps = new Set<string>();
    known.set(id, steps);
    for (const parent of manifest.parents.get(id) ?? []) {
      if (chosen.has(parent)) steps.add(parent);
      else for (const step of nearest(parent)) steps.add(step);
    }
    return steps;
  };
  return nearest;
}

/** The model under test, or where that is ephemeral the chosen models that it becomes part of. */
function gatedByUnitTest(
  manifest: Manifest,
  chosen: ReadonlySet<string>,
  unitTest: string,
): ReadonlySet<string> {
  const gated = new Set<string>();
  const queue = [...(manifest.parents.get(unitTest) ?? [])];
  for (const id of queue) {
    const node = manifest.nodes.get(id);
    if (chosen.has(id)) gated.add(id);
    else if (node?.resourceType === 'model' && !isRelationNode(node)) {
      queue.push(...(manifest.children.get(id) ?? []).filter(child => !queue.includes(child)));
    }
  }
  for (const id of [...gated]) if (!isRelationNode(manifest.nodes.get(id))) gated.delete(id);
  return gated;
}

/** What a failing test keeps from being built. */
function heldBackBy(manifest: Manifest): (test: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlyMap<string, unknown>>();
  return test => {
    const below = belowAllParents(manifest, test);
    const groups = withholdingGroups(manifest, test);
    if (groups.size === 0) return below;
    const key = JSON.stringify([...groups].sort());
    const withheld = known.get(key) ?? withheldNodes(manifest, groups);
    known.set(key, withheld);
    return new Set([...below].filter(id => withheld.has(id)));
  };
}

/** Ids that have all parents of a test among their ancestors; none for a test that reads nothing. */
function belowAllParents(manifest: Manifest, test: string): ReadonlySet<string> {
  const sets = (manifest.parents.get(test) ?? []).map(parent => descendants(manifest, [parent]));
  const [first, ...rest] = sets;
  return new Set([...(first ?? [])].filter(id => rest.every(set => set.has(id))));
}

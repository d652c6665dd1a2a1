import { descendants, reach } from '../../graph/dag.ts';
import type { Manifest } from '../../graph/manifest.ts';
import { withheldNodes, withholdingGroups } from '../../graph/withholding.ts';
import { isRelationNode } from '../../nodes/relation-kind.ts';
import { stepsOf } from './node-inputs.ts';

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
  const isRelationStep = (id: string) => chosen.has(id) && isRelationNode(manifest.nodes.get(id));
  const after = new Map<string, string[]>();
  for (const id of chosen) {
    const isUnitTest = manifest.nodes.get(id)?.resourceType === 'unit_test';
    // A unit test reads nothing but the rows that it was given.
    after.set(id, isUnitTest ? [] : [...nearest(id)]);
  }
  for (const id of chosen) {
    const type = manifest.nodes.get(id)?.resourceType;
    if (type === 'unit_test') {
      // The model under test, or where that is inlined the chosen models that it becomes part of.
      const tested = manifest.parents.get(id) ?? [];
      const users = tested.flatMap(model => stepsOf(manifest, model, isRelationStep));
      for (const user of new Set(users)) after.get(user)?.push(id);
    } else if (gates.has(id)) {
      const below = heldBack(id);
      for (const user of below) {
        if (!isRelationStep(user)) continue;
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
  const through = (id: string) => !chosen.has(id);
  return id => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const above = reach(manifest.parents, [id], { through });
    const steps = new Set([...above].filter(each => chosen.has(each)));
    known.set(id, steps);
    return steps;
  };
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

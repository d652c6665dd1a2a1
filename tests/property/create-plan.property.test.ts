import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ancestors } from '../../src/graph/dag.ts';
import { buildManifest, type Manifest } from '../../src/graph/manifest.ts';
import { createPlan } from '../../src/plan/create-plan.ts';
import type { Step } from '../../src/plan/plan.ts';
import { dataTest, model, unitTest } from '../support/node-fixtures.ts';
import { randomEdges } from '../support/random-dag.ts';
import { textCompiler } from '../support/text-compiler.ts';

const rawCode = 'select 1';

interface Setup {
  readonly manifest: Manifest;
  readonly steps: readonly Step[];
  readonly selected: ReadonlySet<string>;
}

/** A random project, some models ephemeral, tests on random pairs, and a random selection of it. */
const setups: fc.Arbitrary<Setup> = fc
  .tuple(
    randomEdges('acyclic'),
    fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
    fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.boolean()), { maxLength: 8 }),
    fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
  )
  .map(([edges, ephemeral, pairs, picks]) => {
    const names = [...edges.keys()];
    const at = (index: number) => names[index % names.length] ?? '';
    const nodes = [
      ...names.map((name, index) =>
        model(name, {
          refs: edges.get(name) ?? [],
          materialized: ephemeral[index] === true ? 'ephemeral' : 'table',
          rawCode,
        }),
      ),
      ...pairs.map(([one, other, isError], index) =>
        dataTest(`t${index}`, {
          refs: [at(one), at(other)],
          severity: isError ? 'error' : 'warn',
          rawCode,
        }),
      ),
      ...names
        .filter(name => (edges.get(name) ?? []).length === 0)
        .map(name => unitTest(`u_${name}`, name)),
    ];
    const { manifest } = buildManifest('crm', nodes, []);
    const selected = new Set([...manifest.nodes.keys()].filter((_, index) => picks[index]));
    const compiler = textCompiler(() => manifest);
    const { plan, errors } = createPlan({
      root: '/p',
      manifest,
      compiler,
      scope: 'build',
      selected,
    });
    expect(errors).toEqual([]);
    return { manifest, selected, steps: plan.steps };
  });

/** Everything that a step waits for, over other steps too. */
function waitsFor(steps: readonly Step[]): ReadonlyMap<string, ReadonlySet<string>> {
  const closure = new Map<string, ReadonlySet<string>>();
  for (const step of steps) {
    const all = new Set(step.after);
    for (const id of step.after) for (const above of closure.get(id) ?? []) all.add(above);
    closure.set(step.uniqueId, all);
  }
  return closure;
}

test('every step comes once, after all that it waits for', () => {
  fc.assert(
    fc.property(setups, ({ manifest, steps, selected }) => {
      const seen = new Set<string>();
      for (const step of steps) {
        expect(step.after.filter(id => !seen.has(id))).toEqual([]);
        expect(seen.has(step.uniqueId)).toBe(false);
        seen.add(step.uniqueId);
      }
      const expected = [...selected].filter(id => {
        const node = manifest.nodes.get(id);
        return node?.resourceType !== 'model' || node.materialized !== 'ephemeral';
      });
      expect([...seen].sort()).toEqual(expected.sort());
    }),
  );
});

test('a model waits for exactly its ancestors, the error tests on them, and its unit tests', () => {
  fc.assert(
    fc.property(setups, ({ manifest, steps }) => {
      const closure = waitsFor(steps);
      const ids = new Set(steps.map(step => step.uniqueId));
      for (const step of steps.filter(({ kind }) => kind === 'model')) {
        const above = ancestors(manifest, [step.uniqueId]);
        // A chosen ancestor brings what it waits for itself; tests it by definition, one by one.
        const expected = [...ids].filter(id => {
          const node = manifest.nodes.get(id);
          const parents = manifest.parents.get(id) ?? [];
          if (node?.resourceType === 'model') return above.has(id);
          if (node?.resourceType === 'test') {
            return node.severity === 'error' && parents.every(parent => above.has(parent));
          }
          return parents.every(parent => isPartOf(manifest, ids, parent, step.uniqueId));
        });
        expect([...(closure.get(step.uniqueId) ?? [])].sort()).toEqual(expected.sort());
      }
    }),
    { numRuns: 300 },
  );
});

/** Whether a failing model skips a step: it is the step, or an ancestor that runs or is ephemeral. */
function isPartOf(
  manifest: Manifest,
  steps: ReadonlySet<string>,
  tested: string,
  step: string,
): boolean {
  if (tested === step) return true;
  const node = manifest.nodes.get(tested);
  const isEphemeral = node?.resourceType === 'model' && node.materialized === 'ephemeral';
  if (steps.has(tested)) return ancestors(manifest, [step]).has(tested);
  return (
    isEphemeral &&
    (manifest.children.get(tested) ?? []).some(child => isPartOf(manifest, steps, child, step))
  );
}

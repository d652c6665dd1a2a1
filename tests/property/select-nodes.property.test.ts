import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ancestors, createDag, descendants } from '../../src/graph/dag.ts';
import { buildManifest, type Manifest } from '../../src/graph/manifest.ts';
import { type IndirectSelection, selectNodes } from '../../src/graph/select-nodes.ts';
import { dataTest, model } from '../support/node-fixtures.ts';
import { randomEdges } from '../support/random-dag.ts';

/** Models with tags by the parity of their number, and a test on every pair of neighbours. */
const manifests: fc.Arbitrary<Manifest> = randomEdges('acyclic').map(edges => {
  const models = [...edges].map(([name, refs]) =>
    model(name, { refs, tags: [refs.length % 2 === 0 ? 'even' : 'odd'] }),
  );
  const tests = [...edges].flatMap(([name, refs]) =>
    refs.map(ref => dataTest(`t_${name}_${ref}`, { refs: [name, ref] })),
  );
  return buildManifest('crm', [...models, ...tests], []).manifest;
});

interface Part {
  readonly up: string;
  readonly down: string;
  readonly at: boolean;
  readonly pick: number;
}
const operator = fc.constantFrom('', '', '+', '1+', '2+');
const part: fc.Arbitrary<Part> = fc.record({
  up: operator,
  down: operator,
  at: fc.boolean(),
  pick: fc.nat({ max: 12 }),
});

function write(manifest: Manifest, { up, down, at, pick }: Part): string {
  const names = modelsOf(manifest).map(id => id.split('.').at(-1) ?? '');
  const choices = [...names, 'tag:even', 'tag:odd', 'n*'];
  const value = choices[pick % choices.length] ?? '';
  const below = down === '' ? '' : `+${down.replace('+', '')}`;
  return at && up === '' && below === '' ? `@${value}` : `${up}${value}${below}`;
}

function modelsOf(manifest: Manifest): readonly string[] {
  return [...manifest.nodes.keys()].filter(id => id.startsWith('model.'));
}

function select(manifest: Manifest, select: string, exclude = ''): ReadonlySet<string> {
  const args = (text: string) => (text === '' ? [] : [text]);
  return selectNodes(manifest, { select: args(select), exclude: args(exclude) }).selected;
}

function sorted(ids: Iterable<string>): readonly string[] {
  return [...ids].sort();
}

/** The same criterion once more, straight from its definition. */
function reference(manifest: Manifest, text: string): ReadonlySet<string> {
  const [, at, up, value = '', down] = /^(@?)(\d*\+)?([^+]+)(\+\d*)?$/.exec(text) ?? [];
  const dag = createDag(modelsOf(manifest), id => manifest.parents.get(id) ?? []);
  const depth = (written: string | undefined) =>
    written === undefined ? 0 : Number(written.replace('+', '') || Number.POSITIVE_INFINITY);
  const matched = modelsOf(manifest).filter(id => {
    const node = manifest.nodes.get(id);
    if (value.startsWith('tag:')) return node?.tags.includes(value.slice(4));
    return value === 'n*' || node?.name === value;
  });
  const found = new Set(matched);
  for (const start of matched) {
    for (const id of ancestors(dag, [start], depth(up))) found.add(id);
    for (const id of descendants(dag, [start], depth(down))) found.add(id);
    if (at !== '@') continue;
    for (const id of [start, ...descendants(dag, [start])]) {
      found.add(id);
      for (const above of ancestors(dag, [id])) found.add(above);
    }
  }
  for (const [id, parents] of manifest.parents) {
    if (id.startsWith('test.') && parents.some(parent => found.has(parent))) found.add(id);
  }
  return found;
}

test('a criterion selects what its definition says', () => {
  fc.assert(
    fc.property(manifests, part, (manifest, one) => {
      const text = write(manifest, one);
      expect(sorted(select(manifest, text))).toEqual(sorted(reference(manifest, text)));
    }),
    { numRuns: 300 },
  );
});

test('a space unites, a comma intersects, --exclude takes away', () => {
  fc.assert(
    fc.property(manifests, part, part, (manifest, one, other) => {
      const [a, b] = [write(manifest, one), write(manifest, other)];
      const [left, right] = [select(manifest, a), select(manifest, b)];
      expect(sorted(select(manifest, `${a} ${b}`))).toEqual(sorted(new Set([...left, ...right])));
      const both = sorted([...left].filter(id => right.has(id)));
      expect(sorted(select(manifest, `${a},${b}`))).toEqual(both);
      expect(sorted(select(manifest, `${b},${a}`))).toEqual(both);
      const rest = sorted([...left].filter(id => !right.has(id)));
      expect(sorted(select(manifest, a, b))).toEqual(rest);
      expect(sorted(select(manifest, `${a} ${a}`))).toEqual(sorted(left));
    }),
  );
});

test('+a+ is +a together with a+, and lies within @a', () => {
  fc.assert(
    fc.property(manifests, fc.nat({ max: 9 }), (manifest, pick) => {
      const ids = modelsOf(manifest);
      const name = ids[pick % ids.length]?.split('.').at(-1) ?? '';
      const around = select(manifest, `+${name}+`);
      expect(sorted(around)).toEqual(sorted(select(manifest, `+${name} ${name}+`)));
      const at = select(manifest, `@${name}`);
      expect([...around].filter(id => !at.has(id))).toEqual([]);
    }),
  );
});

test('tests come along by the rule that is asked for, and only those that no criterion matched', () => {
  const rules: readonly IndirectSelection[] = ['eager', 'cautious', 'buildable', 'empty'];
  fc.assert(
    fc.property(
      manifests,
      part,
      part,
      fc.constantFrom(...rules),
      fc.constantFrom('', 'test_type:singular', 't_*'),
      (manifest, one, other, rule, direct) => {
        const texts = [write(manifest, one), write(manifest, other)];
        const request = { select: [...texts, direct].filter(text => text !== ''), exclude: [] };
        const found = selectNodes(manifest, { ...request, indirect: rule });
        const isTest = (id: string) => id.startsWith('test.');
        const models = new Set(
          texts.flatMap(text => [...reference(manifest, text)].filter(id => !isTest(id))),
        );
        const above = new Set([...models, ...ancestors(manifest, models)]);
        const matched = [...manifest.nodes.keys()].filter(id => isTest(id) && direct !== '');
        const along = [...manifest.nodes.keys()].filter(isTest).filter(id => {
          const parents = manifest.parents.get(id) ?? [];
          if (!parents.some(parent => models.has(parent)) || rule === 'empty') return false;
          if (rule === 'eager') return true;
          const enough = rule === 'cautious' ? models : above;
          return parents.every(parent => enough.has(parent));
        });
        expect(sorted(found.selected)).toEqual(sorted(new Set([...models, ...matched, ...along])));
        expect(sorted(found.indirect)).toEqual(sorted(direct === '' ? along : []));
      },
    ),
    { numRuns: 500 },
  );
});

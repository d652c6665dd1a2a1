import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomEdges } from '../support/random-dag.ts';
import { RunFixture } from '../support/run-fixture.ts';

/** A data test of a random project: what it reads, and the group of its own config. */
interface RandomTest {
  readonly name: string;
  readonly reads: readonly string[];
  readonly group: string | undefined;
  readonly fails: boolean;
}

interface RandomProject {
  readonly parents: ReadonlyMap<string, readonly string[]>;
  readonly groups: ReadonlyMap<string, string>;
  readonly failing: ReadonlySet<string>;
  readonly tests: readonly RandomTest[];
}

// Two that may be withheld, one that may not, and no group.
const groupNames = ['a', 'b', 'plain', undefined];
const group = fc.constantFrom(...groupNames);

const project: fc.Arbitrary<RandomProject> = randomEdges('acyclic').chain(edges => {
  const names = [...edges.keys()];
  return fc
    .record({
      groups: fc.tuple(...names.map(() => group)),
      failing: fc.tuple(...names.map(() => fc.integer({ min: 0, max: 9 }))),
      tests: fc.array(
        fc.record({
          reads: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }),
          group: fc.option(group, { nil: undefined, freq: 2 }),
          fails: fc.boolean(),
        }),
        { maxLength: 4 },
      ),
    })
    .map(({ groups, failing, tests }) => ({
      parents: edges,
      groups: new Map(
        names.flatMap((name, at) => (groups[at] === undefined ? [] : [[name, groups[at]]])),
      ),
      failing: new Set(names.filter((_, at) => failing[at] === 0)),
      tests: tests.map((test, at) => ({ ...test, name: `t${at}` })),
    }));
});

const isMarked = (name: string | undefined) => name === 'a' || name === 'b';

/** The relations that the rules of a withheld group leave; undefined when nothing is published. */
function expected({ parents, groups, failing, tests }: RandomProject): string[] | undefined {
  const names = [...parents.keys()];
  const above = (name: string): Set<string> =>
    new Set((parents.get(name) ?? []).flatMap(parent => [parent, ...above(parent)]));
  const groupsOf = (test: RandomTest) =>
    [
      ...new Set(
        test.group === undefined ? test.reads.map(read => groups.get(read)) : [test.group],
      ),
    ].filter(isMarked);
  const withheldWith = (failed: readonly (string | undefined)[]) =>
    new Set(
      names.filter(name =>
        [name, ...above(name)].some(
          each => isMarked(groups.get(each)) && failed.includes(groups.get(each)),
        ),
      ),
    );
  const holdsBack = (test: RandomTest, name: string) =>
    test.reads.every(read => above(name).has(read)) &&
    (groupsOf(test).length === 0 || withheldWith(groupsOf(test)).has(name));
  const isBuilt = (name: string): boolean =>
    !failing.has(name) &&
    [...above(name)].every(isBuilt) &&
    !tests.some(test => holdsBack(test, name) && hasFailed(test));
  const hasFailed = (test: RandomTest): boolean => test.fails && test.reads.every(isBuilt);
  const runs = (name: string) =>
    failing.has(name) &&
    [...above(name)].every(isBuilt) &&
    !tests.some(test => holdsBack(test, name) && hasFailed(test));

  const failures = [
    ...names.filter(runs).map(name => [groups.get(name)].filter(isMarked)),
    ...tests.filter(hasFailed).map(groupsOf),
  ];
  if (failures.some(each => each.length === 0)) return undefined;
  const withheld = withheldWith(failures.flat());
  if ([...withheld].some(name => !isMarked(groups.get(name)))) return undefined;
  const needing = tests.filter(test => groupsOf(test).length === 0);
  if (needing.some(test => test.reads.some(read => withheld.has(read)))) return undefined;
  const rest = names.filter(name => !withheld.has(name)).sort();
  return rest.length === 0 ? undefined : rest;
}

async function published(random: RandomProject): Promise<string[] | undefined> {
  const fixture = new RunFixture().group('a').group('b').group('plain', false);
  try {
    for (const [name, parents] of random.parents) {
      const from = parents.map(parent => `select n from {${parent}}`).join(' union all ');
      const value = random.failing.has(name) ? "error('no')" : '1';
      const sql = `select ${value}::integer as n${from === '' ? '' : ` from (${from})`}`;
      fixture.model(name, { sql, group: random.groups.get(name) });
    }
    for (const { name, reads, fails, group } of random.tests) {
      const from = reads.map(read => `{${read}}`).join(', ');
      fixture.test(name, { sql: `select 1 as n from ${from} where ${fails}`, group });
    }
    const { errors, ...result } = await fixture.run();
    expect(errors).toEqual([]);
    if (!result.published) return undefined;
    const rows = await fixture.query(
      "select table_name from information_schema.tables where table_schema = 'crm' order by all",
    );
    return rows.map(([name]) => String(name)).sort();
  } finally {
    fixture.cleanUp();
  }
}

it('what is published of random projects is what the rules of withheld groups leave', async () => {
  await fc.assert(
    fc.asyncProperty(project, async random => {
      expect(await published(random)).toEqual(expected(random));
    }),
    { numRuns: 12 },
  );
});

it('random projects are published whole, in part and not at all', () => {
  const kinds = fc.sample(project, 500).map(random => {
    const rest = expected(random);
    return rest === undefined ? 'nothing' : rest.length < random.parents.size ? 'part' : 'all';
  });
  // a property that is only ever tried on one kind of project shows nothing
  expect([...new Set(kinds)].sort()).toEqual(['all', 'nothing', 'part']);
});

import { describe, expect, it } from 'vitest';
import { buildManifest, type Manifest } from '../../../src/graph/manifest.ts';
import type { Compiler } from '../../../src/nodes/compiler.ts';
import { checkStale } from '../../../src/plan/stale/check-stale.ts';
import { nodeFingerprint } from '../../../src/plan/stale/node-fingerprint.ts';
import { markOutdated } from '../../../src/plan/stale/stale-relations.ts';
import { dataTest, model, seed, source } from '../../support/node-fixtures.ts';

const nodes = [
  source('raw.orders'),
  seed('rules', { checksum: 'rows' }),
  model('kpis', { refs: ['rules'], sources: ['raw.orders'], rawCode: 'kpis' }),
  model('shown', { refs: ['kpis'], rawCode: 'shown', materialized: 'view' }),
  model('risk', { refs: ['shown'], rawCode: 'risk' }),
  model('scores', { refs: ['risk', 'kpis'], rawCode: 'scores' }),
  dataTest('kpis_match_risk', { refs: ['kpis', 'risk'] }),
  dataTest('kpis_alone', { refs: ['kpis'] }),
];

function compilerFor(changed: readonly string[]): Compiler {
  const mark = (name: string) => (changed.includes(name) ? ' changed' : '');
  const compile: Compiler['compile'] = ({ rawCode, name }) => ({
    text: rawCode + mark(name),
    segments: [],
  });
  return { compile, compileInline: () => ({ sql: { text: '', segments: [] }, dependsOn: [] }) };
}

function projectWith(changed: readonly string[]): Manifest {
  const all = nodes.map(node =>
    changed.includes(node.name) && node.resourceType === 'seed'
      ? { ...node, checksum: 'other rows' }
      : node,
  );
  return buildManifest('crm', all, []).manifest;
}

const published = new Map(
  [...projectWith([]).nodes].map(([id, node]) => [id, nodeFingerprint(node, compilerFor([]))]),
);

/** What a build of these says, and the tests that it runs. */
function check(names: string, changed: readonly string[] = [], indirect = true) {
  const manifest = projectWith(changed);
  const chosen = new Set(
    [...manifest.nodes.values()]
      .filter(({ name }) => names.split(' ').includes(name))
      .map(({ uniqueId }) => uniqueId),
  );
  const tests = new Set(indirect ? [...chosen].filter(id => id.startsWith('test.')) : []);
  const compiler = compilerFor(changed);
  const checked = checkStale({
    ...{ manifest, compiler, chosen, published },
    indirect: tests,
    runsIndirect: false,
  });
  const tell = ({ message, hint }: { message: string; hint: string | undefined }) =>
    `${message}\n${hint}`;
  return {
    tests: [...checked.chosen].filter(id => id.startsWith('test.')).map(id => id.split('.').at(-1)),
    errors: checked.errors.map(tell),
    warnings: checked.warnings.map(tell),
  };
}

describe('a build of a part', () => {
  it('says nothing where what it keeps is what a full build would make', () => {
    const tests = ['kpis_alone', 'kpis_match_risk'];
    expect(check('kpis kpis_match_risk kpis_alone')).toEqual({ tests, errors: [], warnings: [] });
  });

  it('leaves out a test that would compare with what is older, and names that', () => {
    expect(check('kpis kpis_match_risk kpis_alone', ['kpis'])).toEqual({
      tests: ['kpis_alone'],
      errors: [],
      warnings: [
        "not rebuilt, and out of date: model 'risk', model 'scores' (older than what they are made of); test 'kpis_match_risk', which reads it, is left out\n" +
          'bring it up to date with crm-run build --select risk+',
      ],
    });
  });

  it.each<[string, string, string[], string]>([
    [
      'a seed whose rows have changed, and what reads it',
      'orders',
      ['rules'],
      "seed 'rules' (changed since it was built) and model 'kpis', model 'shown', model 'risk', model 'scores' (older than what they are made of)",
    ],
    [
      'a model elsewhere whose code has changed',
      'rules',
      ['scores'],
      "model 'scores' (changed since it was built)",
    ],
    [
      'what reads a source that is loaded again',
      'orders kpis risk',
      [],
      "model 'scores' (older than what it is made of)",
    ],
  ])('names %s', (_, names, changed, kept) => {
    const { warnings, errors } = check(names, changed);
    expect(errors).toEqual([]);
    expect(warnings.map(text => text.split('\n')[0])).toEqual([
      `not rebuilt, and out of date: ${kept}`,
    ]);
  });

  it.each<[string, string, string[], string]>([
    [
      'a seed that has changed',
      'kpis',
      ['rules'],
      "model 'kpis' would read what is out of date: seed 'rules' (changed since it was built)\n" +
        'select what is read too, as in crm-run build --select kpis rules, or leave out what reads it: --exclude rules+',
    ],
    [
      'a model that has changed, through a retained view',
      'risk',
      ['kpis'],
      "model 'risk' would read what is out of date: model 'shown' (older than what it is made of)\n" +
        'select what is read too, as in crm-run build --select risk kpis shown, or leave out what reads it: --exclude shown+',
    ],
    [
      'a retained table between two that it makes',
      'kpis scores',
      ['kpis'],
      "model 'scores' would read what is out of date: model 'risk' (older than what it is made of)\n" +
        'select what is read too, as in crm-run build --select scores risk, or leave out what reads it: --exclude risk+',
    ],
  ])('is refused where a model of it would read %s', (_, names, changed, error) => {
    expect(check(names, changed).errors).toEqual([error]);
  });

  it('is refused where a test that was asked for by itself would read what is out of date', () => {
    const { errors } = check('kpis kpis_match_risk', ['kpis'], false);
    expect(errors).toEqual([
      "test 'kpis_match_risk' would read what is out of date: model 'risk' (older than what it is made of)\n" +
        'select what is read too, as in crm-run build --select kpis_match_risk risk, or leave out what reads it: --exclude risk+',
    ]);
  });
});

it('tests of the published build run on what there is, and say what of it is out of date', () => {
  expect(check('kpis_match_risk kpis_alone', ['kpis'])).toEqual({
    tests: ['kpis_alone', 'kpis_match_risk'],
    errors: [],
    warnings: [
      "tested as it was published, and out of date: model 'kpis' (changed since it was built) and model 'risk' (older than what it is made of)\n" +
        'bring it up to date with crm-run build --select kpis shown risk',
    ],
  });
});

it('what an earlier build of a part left older than what it reads stays out of date', () => {
  const manifest = projectWith([]);
  const id = 'model.crm.risk';
  const marked = new Map(published).set(id, markOutdated(published.get(id) ?? ''));
  const chosen = new Set(['model.crm.scores']);
  const rest = { indirect: new Set<string>(), runsIndirect: false };
  const request = { manifest, compiler: compilerFor([]), chosen, ...rest };
  const { errors } = checkStale({ ...request, published: marked });
  expect(errors.map(({ code }) => code)).toEqual(['relation-stale']);
});

it('nothing is known, and nothing said, of what has no fingerprint', () => {
  const unknown = new Map([...published.keys()].map(id => [id, undefined]));
  const manifest = projectWith(['rules']);
  const chosen = new Set(['model.crm.scores']);
  const compiler = compilerFor([]);
  const rest = { indirect: new Set<string>(), runsIndirect: false };
  const checked = checkStale({ manifest, compiler, chosen, published: unknown, ...rest });
  expect([checked.errors, checked.warnings]).toEqual([[], []]);
});

import { describe, expect, test } from 'vitest';
import type { RelationKind } from '../../../src/dialect/materializations/materialization.ts';
import { formatRelation } from '../../../src/dialect/names/relation.ts';
import { buildManifest } from '../../../src/graph/manifest.ts';
import type { Node } from '../../../src/nodes/node.ts';
import { createPlan } from '../../../src/plan/create-plan.ts';
import { describePlan } from '../../../src/plan/describe-plan.ts';
import type { PlanScope } from '../../../src/plan/plan.ts';
import { nothingPublished } from '../../../src/warehouse/warehouse.ts';
import {
  dataTest,
  exposure,
  hook,
  model,
  rows,
  seed,
  source,
  unitTest,
} from '../../support/node-fixtures.ts';
import { textCompiler } from '../../support/text-compiler.ts';

const rawCode = 'select 1 as id';

// raw.orders → stg (view) → light (ephemeral) → kpis → snapshot; rules (seed) → kpis.
const project: readonly Node[] = [
  source('raw.orders'),
  seed('rules'),
  model('stg', { sources: ['raw.orders'], materialized: 'view', rawCode }),
  model('light', { refs: ['stg'], materialized: 'ephemeral', rawCode }),
  model('kpis', { refs: ['light', 'rules'], rawCode }),
  model('snapshot', { refs: ['kpis'], rawCode }),
  model('alone', { rawCode }),
  dataTest('orders_dated', { sources: ['raw.orders'], rawCode }),
  dataTest('stg_unique', { refs: ['stg'], rawCode }),
  dataTest('stg_odd', { refs: ['stg'], severity: 'warn', rawCode }),
  dataTest('kpis_match_stg', { refs: ['kpis', 'stg'], rawCode }),
  dataTest('snapshot_and_alone', { refs: ['snapshot', 'alone'], rawCode }),
  unitTest('adds', 'kpis', { given: { light: rows([]), rules: rows([]) } }),
  exposure('board', { refs: ['snapshot'] }),
];

function plan(
  scope: PlanScope,
  options: {
    readonly nodes?: readonly Node[];
    readonly selected?: readonly string[];
    readonly published?: readonly string[];
  } = {},
) {
  const { manifest, errors } = buildManifest('crm', options.nodes ?? project, []);
  expect(errors).toEqual([]);
  const named = options.selected?.flatMap(name =>
    [...manifest.nodes.values()].filter(node => node.name === name).map(node => node.uniqueId),
  );
  const published = options.published?.map((name): [string, RelationKind] => {
    const [schema = '', identifier = ''] = name.split('.');
    return [formatRelation({ schema, identifier }), 'table'];
  });
  return createPlan({
    root: '/p',
    manifest,
    compiler: textCompiler(() => manifest),
    scope,
    selected: new Set(named ?? manifest.nodes.keys()),
    published: published && { ...nothingPublished, relations: new Map(published) },
  });
}

function lines(created: ReturnType<typeof plan>): readonly string[] {
  expect(created.errors).toEqual([]);
  return describePlan(created.plan)
    .trimEnd()
    .split('\n')
    .map(line => line.trim().replace(/ +/g, ' '));
}

test('build: loads first, tests as soon as they can, models after the error tests above them', () => {
  expect(lines(plan('build', { published: [] }))).toEqual([
    '1 source raw.orders',
    '2 test orders_dated after raw.orders',
    '3 seed seeds.rules',
    '4 table main.alone',
    '5 view main.stg after raw.orders, orders_dated',
    '6 test (warn) stg_odd after main.stg',
    '7 test stg_unique after main.stg',
    '8 unit test adds',
    '9 table main.kpis after main.stg, seeds.rules, stg_unique, adds',
    '10 test kpis_match_stg after main.kpis, main.stg',
    '11 table main.snapshot after main.kpis, kpis_match_stg',
    '12 test snapshot_and_alone after main.alone, main.snapshot',
    'build: 12 steps',
  ]);
});

test('run makes models, and loads what they read and the published build lacks', () => {
  expect(lines(plan('run', { published: ['raw.orders'] }))).toEqual([
    '1 seed seeds.rules',
    '2 table main.alone',
    '3 view main.stg',
    '4 table main.kpis after main.stg, seeds.rules',
    '5 table main.snapshot after main.kpis',
    'run: 5 steps; the rest of the published build is retained',
  ]);
});

test('seed loads seeds, test runs tests alone', () => {
  expect(lines(plan('seed', { published: [] }))).toEqual(['1 seed seeds.rules', 'seed: 1 step']);
  const published = ['raw.orders', 'main.stg', 'main.kpis', 'main.snapshot', 'main.alone'];
  expect(lines(plan('test', { published: [...published, 'seeds.rules'] }))).toEqual([
    '1 test orders_dated',
    '2 test (warn) stg_odd',
    '3 test stg_unique',
    '4 unit test adds',
    '5 test kpis_match_stg',
    '6 test snapshot_and_alone',
    'test: 6 steps; the rest of the published build is retained',
  ]);
});

describe('a selection', () => {
  const selected = ['stg', 'snapshot', 'stg_unique'];

  test('waits for the nearest selected ancestor across published ones', () => {
    const published = ['raw.orders', 'main.kpis', 'main.stg'];
    expect(lines(plan('build', { selected, published }))).toEqual([
      '1 view main.stg',
      '2 test stg_unique after main.stg',
      '3 table main.snapshot after main.stg, stg_unique',
      'build: 3 steps; the rest of the published build is retained',
    ]);
  });

  test('a model that reads what is neither selected nor published is an error', () => {
    const { errors } = plan('build', { selected, published: ['raw.orders'] });
    expect(errors.map(({ code, message, hint }) => ({ code, message, hint }))).toEqual([
      {
        code: 'relation-missing',
        message:
          "model 'snapshot' reads model 'kpis', which is neither selected nor in the published build",
        hint: 'run crm-run build first, or select it too: --select kpis',
      },
    ]);
  });

  test('a test that came along with one parent is left out when another is missing', () => {
    const created = plan('build', { selected: ['alone', 'snapshot_and_alone'], published: [] });
    expect(lines(created)).toEqual(['1 table main.alone', 'build: 1 step']);
    expect(created.warnings.map(warning => warning.message)).toEqual([
      "test 'snapshot_and_alone' is left out: it also reads model 'snapshot', " +
        'which is neither selected nor in the published build',
    ]);
  });

  test('tests that are left out are reported together', () => {
    const selected = ['alone', 'snapshot_and_alone', 'alone_and_stg'];
    const nodes = [...project, dataTest('alone_and_stg', { refs: ['alone', 'stg'], rawCode })];
    const { warnings } = plan('build', { nodes, selected, published: [] });
    expect(warnings.map(({ message, hint }) => ({ message, hint }))).toEqual([
      {
        message:
          '2 tests are left out: they also read what is neither selected nor in the published ' +
          'build: alone_and_stg (stg), snapshot_and_alone (snapshot)',
        hint: 'run crm-run build first, or select it too: --select stg snapshot',
      },
    ]);
  });

  test('a test that was selected for itself is an error then', () => {
    const { errors } = plan('test', { selected: ['stg_unique', 'stg_odd'], published: [] });
    expect(errors.map(error => error.message)).toEqual([
      "test 'stg_odd' (and 1 more) reads model 'stg', " +
        'which is neither selected nor in the published build',
    ]);
  });

  test('without knowledge of the published build inputs are loaded and nothing is missing', () => {
    expect(lines(plan('build', { selected: ['stg', 'kpis'] }))).toEqual([
      '1 source raw.orders',
      '2 seed seeds.rules',
      '3 view main.stg after raw.orders',
      '4 table main.kpis after main.stg, seeds.rules',
      'build: 4 steps; the rest of the published build is retained',
    ]);
  });
});

test('a test of two models does not hold up the lower of the two', () => {
  const nodes = [
    model('a', { rawCode }),
    model('b', { refs: ['a'], rawCode }),
    model('c', { refs: ['a'], rawCode }),
    model('d', { refs: ['b', 'c'], rawCode }),
    dataTest('b_and_c', { refs: ['b', 'c'], rawCode }),
    dataTest('a_and_b', { refs: ['a', 'b'], rawCode }),
    dataTest('of_nothing', { rawCode }),
  ];
  expect(lines(plan('build', { nodes, published: [] }))).toEqual([
    '1 test of_nothing',
    '2 table main.a',
    '3 table main.b after main.a',
    '4 test a_and_b after main.a, main.b',
    '5 table main.c after main.a',
    '6 test b_and_c after main.b, main.c',
    '7 table main.d after main.b, main.c, a_and_b, b_and_c',
    'build: 7 steps',
  ]);
});

test('a unit test of an ephemeral model holds up the models that it becomes part of', () => {
  const nodes = [
    model('light', { materialized: 'ephemeral', rawCode }),
    model('middle', { refs: ['light'], materialized: 'ephemeral', rawCode }),
    model('kpis', { refs: ['middle'], rawCode }),
    unitTest('adds', 'light'),
  ];
  expect(lines(plan('build', { nodes, published: [] }))).toEqual([
    '1 unit test adds',
    '2 table main.kpis after adds',
    'build: 2 steps',
  ]);
});

test('many tests that a step waits for are counted, not named', () => {
  const nodes = [
    model('a', { rawCode }),
    model('b', { refs: ['a'], rawCode }),
    ...['t1', 't2', 't3'].map(name => dataTest(name, { refs: ['a'], rawCode })),
  ];
  expect(lines(plan('build', { nodes, published: [] }))[4]).toBe(
    '5 table main.b after main.a, 3 tests',
  );
});

test('hooks come first and last; a failing first one holds up everything', () => {
  const nodes = [
    hook('on-run-end'),
    hook('on-run-start', 1),
    hook('on-run-start'),
    model('a', { rawCode }),
    model('b', { refs: ['a'], rawCode }),
  ];
  expect(lines(plan('build', { nodes, published: [] }))).toEqual([
    '1 on-run-start on-run-start-0',
    '2 on-run-start on-run-start-1',
    '3 table main.a after on-run-start-0, on-run-start-1',
    '4 table main.b after main.a',
    '5 on-run-end on-run-end-0',
    'build: 5 steps',
  ]);
  expect(plan('build', { nodes, selected: [] }).plan.steps).toEqual([]);
});

test('the errors of all nodes come at once', () => {
  const broken = { rawCode: '!' };
  const nodes = [
    model('a', broken),
    model('b', { refs: ['a'], ...broken }),
    model('c', { refs: ['a'], rawCode }),
    dataTest('t', { refs: ['c'], ...broken }),
    unitTest('adds', 'c', { given: { b: rows([]) } }),
    unitTest('lacks', 'c'),
    unitTest('twice', 'c', { given: { a: rows([]) } }),
  ];
  const { errors } = plan('build', { nodes, published: [] });
  expect(errors.map(({ code, message, hint }) => [code, message, hint])).toEqual([
    ['template-error', 'a does not render', undefined],
    ['template-error', 'b does not render', undefined],
    [
      'invalid-value',
      "unit test 'adds' gives ref('b'), which model 'c' does not read",
      "did you mean ref('a')?",
    ],
    [
      'missing-key',
      "unit test 'lacks' gives no rows for ref('a'), which model 'c' reads",
      "add below given: - input: ref('a'), with rows: [] or the rows that matter",
    ],
    ['template-error', 't does not render', undefined],
  ]);
});

test('the schemas of what is created are named once each, sorted', () => {
  expect(plan('build', { published: [] }).plan.schemas).toEqual(['main', 'raw', 'seeds']);
  expect(plan('build', { selected: ['alone'], published: [] }).plan.schemas).toEqual(['main']);
});

test('a plan is partial when it leaves published relations of the project out', () => {
  expect(plan('build', { published: ['main.stg'] }).plan.partial).toBe(false);
  expect(plan('build', { selected: ['alone'], published: ['main.stg'] }).plan.partial).toBe(true);
  expect(plan('build', { selected: ['alone'], published: ['main.alone'] }).plan.partial).toBe(
    false,
  );
  expect(plan('build', { selected: ['alone'], published: ['main.gone'] }).plan.partial).toBe(false);
});

test('the dry run prints the SQL where that is asked for', () => {
  const created = plan('build', { selected: ['alone'], published: [] });
  expect(describePlan(created.plan, { sql: true })).toBe(
    '1  table  main.alone\n' +
      '    create table main.alone as (\n    select 1 as id\n    )\n\n' +
      'build: 1 step\n',
  );
});

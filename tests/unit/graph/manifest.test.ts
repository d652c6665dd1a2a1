import { describe, expect, test } from 'vitest';
import { buildManifest } from '../../../src/graph/manifest.ts';
import type { Node } from '../../../src/nodes/node.ts';
import {
  dataTest,
  exposure,
  model,
  rows,
  seed,
  source,
  unitTest,
} from '../../support/node-fixtures.ts';

function build(...nodes: readonly Node[]) {
  return buildManifest('crm', nodes, []);
}

function errorsOf(...nodes: readonly Node[]) {
  return build(...nodes).errors.map(({ code, message, hint, location }) => ({
    code,
    message,
    hint,
    at: location && `${location.file}:${location.line}:${location.column}`,
  }));
}

test('nodes are connected by what they ref, and ordered parents first', () => {
  const { manifest, errors } = build(
    model('b', { refs: ['a', 'rules'] }),
    model('a', { sources: ['raw.orders'] }),
    seed('rules'),
    source('raw.orders'),
    dataTest('a_to_b', { refs: ['a', 'b'] }),
    exposure('board', { refs: ['b'] }),
    unitTest('adds', 'b', { given: { a: rows([]) } }),
  );
  expect(errors).toEqual([]);
  expect(manifest.order).toEqual([
    'seed.crm.rules',
    'source.crm.raw.orders',
    'model.crm.a',
    'model.crm.b',
    'exposure.crm.board',
    'test.crm.a_to_b',
    'unit_test.crm.b.adds',
  ]);
  expect(manifest.parents.get('model.crm.b')).toEqual(['model.crm.a', 'seed.crm.rules']);
  expect(manifest.children.get('model.crm.a')).toEqual(['model.crm.b', 'test.crm.a_to_b']);
  expect(manifest.parents.get('unit_test.crm.b.adds')).toEqual(['model.crm.b']);
  expect(manifest.resolver.ref('rules')?.uniqueId).toBe('seed.crm.rules');
  expect(manifest.resolver.source('raw', 'orders')?.uniqueId).toBe('source.crm.raw.orders');
  expect(manifest.resolver.ref('orders')).toBeUndefined();
});

test('the manifest does not depend on the order of the nodes', () => {
  const nodes = [model('c', { refs: ['a', 'b'] }), model('a'), model('b', { refs: ['a'] })];
  const one = build(...nodes).manifest;
  const other = build(...nodes.toReversed()).manifest;
  expect([...other.nodes.keys()]).toEqual([...one.nodes.keys()]);
  expect(other.order).toEqual(one.order);
});

describe('every error is reported, at its place', () => {
  test.each<readonly [string, readonly Node[], object]>([
    [
      'an unknown ref',
      [model('m_fields'), model('kpis', { refs: ['m_feilds'] })],
      {
        code: 'unknown-ref',
        message: "model 'kpis' refers to 'm_feilds', which is neither a model nor a seed",
        hint: "did you mean 'm_fields'?",
        at: 'models/kpis.sql:1:18',
      },
    ],
    [
      'an unknown source',
      [source('raw.orders'), model('a', { refs: [], sources: ['raw.order'] })],
      {
        code: 'unknown-source',
        message: "model 'a' reads source 'raw.order', which is not declared",
        hint: "did you mean 'raw.orders'?",
        at: 'models/a.sql:1:18',
      },
    ],
    [
      'a ref to a disabled model',
      [model('a', { enabled: false }), model('b', { refs: ['a'] })],
      {
        code: 'unknown-ref',
        message: "model 'b' refers to 'a', which is disabled",
        hint: "enable it, or disable model 'b' too",
        at: 'models/b.sql:1:18',
      },
    ],
    [
      'a test for a model that does not exist',
      [model('kpis'), dataTest('unique_kpi', { attachedNode: 'model.crm.kpi', generic: 'unique' })],
      {
        code: 'unknown-ref',
        message: "test 'unique_kpi' refers to 'model.crm.kpi', which is neither a model nor a seed",
        hint: "did you mean 'model.crm.kpis'?",
        at: 'tests/data/unique_kpi.sql:1:1',
      },
    ],
    [
      'two models of one name',
      [model('a'), model('deep/a')],
      {
        code: 'duplicate-name',
        message: "model 'a' has the same name as model 'a' at models/a.sql:1:1",
        hint: 'rename one of the two',
        at: 'models/deep/a.sql:1:1',
      },
    ],
    [
      'a seed with the name of a model',
      [model('a'), seed('a')],
      {
        code: 'duplicate-name',
        message: "seed 'a' has the same name as model 'a' at models/a.sql:1:1",
        hint: 'rename one of the two',
        at: 'seeds/a.csv:1:1',
      },
    ],
    [
      'two nodes with one relation',
      [
        model('a', { relation: { schema: 'crm', identifier: 'x' } }),
        model('b', { relation: { schema: 'CRM', identifier: 'X' } }),
      ],
      {
        code: 'duplicate-name',
        message:
          `model 'b' would create the same relation "CRM"."X" as ` +
          "model 'a' at models/a.sql:1:1",
        hint: 'give one of the two another schema, alias or name',
        at: 'models/b.sql:1:1',
      },
    ],
    [
      'a cycle, at the ref that closes it',
      [
        model('a', { refs: ['b'] }),
        model('b', { refs: ['x', 'c'] }),
        model('c', { refs: ['x', 'x', 'a'] }),
        model('x'),
      ],
      {
        code: 'dependency-cycle',
        message: 'a → b → c → a: they depend on one another in a circle',
        hint: 'take one of these refs out',
        at: 'models/c.sql:3:18',
      },
    ],
    [
      'a model that refers to itself',
      [model('a', { refs: ['a'] })],
      {
        code: 'dependency-cycle',
        message: 'a → a: it refers to itself',
        hint: 'take one of these refs out',
        at: 'models/a.sql:1:18',
      },
    ],
    [
      'a unit test of a model that does not exist',
      [model('kpis'), unitTest('adds', 'kpi')],
      {
        code: 'unknown-ref',
        message: "unit test 'adds' refers to 'kpi', which is neither a model nor a seed",
        hint: "did you mean 'kpis'?",
        at: 'models/_unit.yml:1:18',
      },
    ],
  ])('%s', (_, nodes, error) => {
    expect(errorsOf(...nodes)).toEqual([error]);
  });

  test('all of them at once, and one name once a node', () => {
    const codes = errorsOf(
      model('a', { refs: ['b', 'nowhere', 'nowhere'] }),
      model('b', { refs: ['a'], sources: ['raw.nothing'] }),
      seed('a'),
    ).map(error => error.code);
    expect(codes).toEqual(['duplicate-name', 'unknown-ref', 'unknown-source', 'dependency-cycle']);
  });

  test('a disabled model takes its tests along without an error', () => {
    const { manifest, errors } = build(
      model('a', { enabled: false }),
      dataTest('unique_a', { refs: ['a'], attachedNode: 'model.crm.a', generic: 'unique' }),
      unitTest('adds', 'a'),
    );
    expect(errors).toEqual([]);
    expect(manifest.nodes.size).toBe(0);
    expect(manifest.disabled.size).toBe(3);
  });

  test('an ephemeral model may share a relation, because it has none', () => {
    const relation = { schema: 'main', identifier: 'x' };
    expect(
      errorsOf(model('a', { relation }), model('b', { relation, materialized: 'ephemeral' })),
    ).toEqual([]);
  });

  test('the way around a cycle is reported ref by ref', () => {
    const [error] = build(model('a', { refs: ['b'] }), model('b', { refs: ['a'] })).errors;
    expect(error?.trace).toEqual([
      {
        kind: 'step',
        what: "model 'a' refers to 'b'",
        location: { file: 'models/a.sql', line: 1, column: 18 },
      },
    ]);
  });
});

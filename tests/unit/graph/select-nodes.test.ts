import { describe, expect, test } from 'vitest';
import { buildManifest } from '../../../src/graph/manifest.ts';
import { selectNodes } from '../../../src/graph/select-nodes.ts';
import {
  dataTest,
  exposure,
  hook,
  model,
  seed,
  source,
  unitTest,
} from '../../support/node-fixtures.ts';

// raw.orders → stg_orders → rollup → kpis → snapshot; rules (seed) → kpis; other is alone.
const { manifest, errors } = buildManifest(
  'crm',
  [
    source('raw.orders', { tags: ['input'] }),
    seed('rules'),
    model('staging/stg_orders', { sources: ['raw.orders'], materialized: 'view', tags: ['daily'] }),
    model('crm/rollup', { refs: ['stg_orders'] }),
    model('crm/kpis', { refs: ['rollup', 'rules'], tags: ['core', 'daily'] }),
    model('crm/snapshot', { refs: ['kpis'], tags: ['core'] }),
    model('other', { group: 'sales' }),
    model('off', { enabled: false }),
    dataTest('unique_kpis', { refs: ['kpis'], generic: 'unique' }),
    dataTest('kpis_match_rollup', { refs: ['kpis', 'rollup'] }),
    dataTest('source_not_null', { sources: ['raw.orders'], generic: 'not_null' }),
    unitTest('adds', 'kpis'),
    exposure('board', { refs: ['snapshot'] }),
    hook('on-run-start'),
  ],
  [],
);

function select(select: string, exclude = '', resourceTypes?: readonly ['model', ...'seed'[]]) {
  return selectNodes(manifest, {
    select: select === '' ? [] : [select],
    exclude: exclude === '' ? [] : [exclude],
    ...(resourceTypes && { resourceTypes }),
  });
}

function names(selection: ReturnType<typeof select>): string {
  return [...selection.selected]
    .map(id => id.split('.').at(-1))
    .sort()
    .join(' ');
}

test('the fixture is sound', () => {
  expect(errors).toEqual([]);
});

test.each([
  ['other', 'other'],
  ['kpis', 'adds kpis kpis_match_rollup unique_kpis'],
  ['crm.kpis', 'adds kpis kpis_match_rollup unique_kpis'],
  ['crm.crm.kpis', 'adds kpis kpis_match_rollup unique_kpis'],
  ['staging', 'stg_orders'],
  ['stg_*', 'stg_orders'],
  ['staging.stg_*', 'stg_orders'],
  ['crm.staging.*', 'stg_orders'],
  ['othe?', 'other'],
  ['[n-p]ther', 'other'],
  ['[!x]ther', 'other'],
  ['+stg_orders', 'orders source_not_null stg_orders'],
  ['1+snapshot', 'adds kpis kpis_match_rollup snapshot unique_kpis'],
  ['rules+', 'adds board kpis kpis_match_rollup rules snapshot unique_kpis'],
  ['rules+1', 'adds kpis kpis_match_rollup rules unique_kpis'],
  ['1+rollup+1', 'adds kpis kpis_match_rollup rollup stg_orders unique_kpis'],
  ['0+other+0', 'other'],
  [
    '@rules',
    'adds board kpis kpis_match_rollup orders rollup rules snapshot source_not_null stg_orders unique_kpis',
  ],
  ['@other', 'other'],
  ['tag:core', 'adds kpis kpis_match_rollup snapshot unique_kpis'],
  ['tag:core,tag:daily', 'adds kpis kpis_match_rollup unique_kpis'],
  ['tag:co*,snapshot', 'snapshot'],
  ['tag:input', 'orders source_not_null'],
  ['group:sa*', 'other'],
  ['other rules', 'other rules'],
  ['path:models/staging', 'orders source_not_null stg_orders'],
  ['models/staging/', 'orders source_not_null stg_orders'],
  ['./models/staging/stg_orders.sql', 'stg_orders'],
  ['path:models/*/stg_*.sql', 'stg_orders'],
  ['path:models/**/snapshot.sql', 'snapshot'],
  ['path:models/*.sql', 'other'],
  ['file:stg_orders', 'stg_orders'],
  ['stg_orders.sql', 'stg_orders'],
  ['rules.csv', 'rules'],
  ['source:raw', 'orders source_not_null'],
  ['source:raw.orders', 'orders source_not_null'],
  ['source:crm.raw.*', 'orders source_not_null'],
  ['source:raw.orders+1', 'orders source_not_null stg_orders'],
  ['resource_type:seed', 'rules'],
  ['resource_type:exposure', 'board'],
  ['config.materialized:view', 'stg_orders'],
  ['test_type:unit', 'adds'],
  ['test_type:singular', 'kpis_match_rollup'],
  ['test_type:data', 'kpis_match_rollup source_not_null unique_kpis'],
  ['test_name:unique', 'unique_kpis'],
  ['unit_test:adds', 'adds'],
  ['exposure:board', 'board'],
  ['1+exposure:board', 'board snapshot'],
  ['package:this,other', 'other'],
  ['package:crm,other', 'other'],
])('--select %s gives %s', (selector, expected) => {
  const selection = select(selector);
  expect(selection.errors).toEqual([]);
  expect(selection.warnings).toEqual([]);
  expect(names(selection)).toBe(expected);
});

test('without --select everything is selected but hooks and disabled nodes', () => {
  expect(names(select(''))).toBe(
    'adds board kpis kpis_match_rollup orders other rollup rules snapshot source_not_null stg_orders unique_kpis',
  );
});

test('--exclude takes away, with the tests that depend on what is taken', () => {
  expect(names(select('rollup kpis', 'rollup'))).toBe('adds kpis unique_kpis');
  expect(names(select('', '@rules'))).toBe('other');
});

test('resource types cut last, so that they do not stop + on its way', () => {
  expect(names(select('source:raw+', '', ['model']))).toBe('kpis rollup snapshot stg_orders');
});

describe('errors point at the character', () => {
  test.each([
    ['@kpis+', 6, "'@kpis+' has both @ and +"],
    ['@+kpis', 2, "'@+kpis' has both @ and +"],
    ['other ++kpis', 8, "'++kpis' has a + in the wrong place"],
    ['a+b+c', 2, "'a+b+c' has a + in the wrong place"],
    ['kpis,,other', 6, 'a criterion is missing next to this comma'],
    [',kpis', 1, 'a criterion is missing next to this comma'],
    ['kpis,', 6, 'a criterion is missing next to this comma'],
    ['tag:', 5, "'tag:' lacks a value after 'tag:'"],
    ['2+', 3, "'2+' lacks a name"],
    ['kp[is', 3, "'kp[is' has a [ without its ]"],
    ['+tg:core', 2, "there is no selection method 'tg'"],
    ['resource_type:modle', 15, "resource_type has no value 'modle'"],
  ])('%s at %i', (selector, column, message) => {
    const selection = select(selector);
    expect(selection.errors.map(error => [error.code, error.message, error.location])).toEqual([
      ['selection-syntax', message, { file: '--select', line: 1, column }],
    ]);
    expect(selection.selected.size).toBe(0);
  });

  test('several arguments count as one text, and all errors come at once', () => {
    const selection = selectNodes(manifest, { select: ['other', 'tga:x'], exclude: ['a,,b'] });
    expect(selection.errors.map(error => [error.location, error.hint])).toEqual([
      [{ file: '--select', line: 1, column: 7 }, "did you mean 'tag'?"],
      [{ file: '--exclude', line: 1, column: 3 }, 'a comma intersects two criteria'],
    ]);
  });
});

describe('what matches nothing is said', () => {
  test.each([
    ['kpi other', "did you mean 'kpis'?", 1],
    ['other tag:cor', "did you mean 'core'?", 11],
    ['other +source:raw.order', "did you mean 'raw.orders'?", 15],
    ['off other', "'off' is disabled", 1],
    ['zz* other', undefined, 1],
  ])('%s', (selector, hint, column) => {
    const { warnings, errors: failures, selected } = select(selector);
    expect(failures).toEqual([]);
    expect([...selected]).toEqual(['model.crm.other']);
    expect(warnings.map(warning => [warning.hint, warning.location?.column])).toEqual([
      [hint, column],
    ]);
  });

  test('an empty selection is an error', () => {
    expect(select('other', 'other').errors.map(error => [error.code, error.message])).toEqual([
      ['empty-selection', 'no enabled node is left by --select other --exclude other'],
    ]);
  });

  test('an empty project says so', () => {
    const empty = buildManifest('crm', [], []).manifest;
    expect(selectNodes(empty, { select: [], exclude: [] }).errors[0]?.message).toBe(
      'the project has no enabled node',
    );
  });
});

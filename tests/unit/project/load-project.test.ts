import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProject } from '../../../src/project/load-project.ts';
import { load, minimal, printError, writeProject } from './write-project.ts';

const targets = `
target: "{{ env_var('SHOP_TARGET', 'dev') }}"
targets:
  dev:
    type: duckdb
    path: "{{ env_var('SHOP_DIR', 'warehouse') }}/shop.duckdb"
  prod:
    type: duckdb
    path: "{{ env_var('NOT_SET_ANYWHERE') }}"
  big:
    type: duckdb
    path: /srv/shop.duckdb
    schema: marts
    settings: {threads: 4, memory_limit: "{{ env_var('MEMORY', '2GB') }}", preserve_insertion_order: false}
    attach: [{path: old.duckdb, alias: old}]
`;

describe('the target', () => {
  const text = `name: shop\n${targets}`;
  const loadTarget = (options: Parameters<typeof load>[1] = {}) => {
    const { project, errors } = load({ 'crm_project.yml': text }, options);
    const { target, root } = project;
    return { target, root, errors: errors.map(printError) };
  };

  it('is the one that the project says, its paths below the project', () => {
    const { target, root, errors } = loadTarget();
    expect(errors).toEqual([]);
    const path = join(root, 'warehouse/shop.duckdb');
    expect(target).toEqual({
      name: 'dev',
      type: 'duckdb',
      path,
      schema: 'main',
      settings: {},
      settingLocations: {},
      attach: [],
      rawPathChanges: false,
    });
  });

  it('is the one that the command line says, with everything set', () => {
    const { target, root, errors } = loadTarget({ targetName: 'big', env: { MEMORY: '8GB' } });
    expect(errors).toEqual([]);
    expect(target.settingLocations.memory_limit).toMatchObject({ line: 15, column: 42 });
    expect(target).toMatchObject({
      name: 'big',
      type: 'duckdb',
      path: '/srv/shop.duckdb',
      schema: 'marts',
      settings: { threads: 4, memory_limit: '8GB', preserve_insertion_order: false },
      attach: [{ alias: 'old', path: join(root, 'old.duckdb') }],
    });
  });

  it('is chosen and placed by the environment, an empty variable being set', () => {
    const { target, root } = loadTarget({ env: { SHOP_TARGET: 'dev', SHOP_DIR: '' } });
    expect(target.path).toBe('/shop.duckdb');
    expect(root).not.toBe('');
  });

  it('asks only for the variables of the chosen one', () => {
    const { errors } = loadTarget({ targetName: 'prod', env: { NOT_SET_ANYWHER: 'x' } });
    expect(errors).toEqual([
      `crm_project.yml:10:11 unknown-env-var: the environment variable 'NOT_SET_ANYWHERE' is not set\ndid you mean 'NOT_SET_ANYWHER'?`,
    ]);
  });

  it('has no place in a file when the command line is wrong', () => {
    const { errors } = loadTarget({ targetName: 'prd' });
    expect(errors).toEqual(["unknown-target: there is no target 'prd'\ndid you mean 'prod'?"]);
  });
});

describe('vars', () => {
  const text = `${minimal}vars:
  base: &base {a: 1, b: [1, 2]}
  more: {<<: *base, b: null}
  given: below
  shop: {given: own, only: 0.5}
  other: {x: 1}
`;

  it('of the project win over global ones, those of the command line over both', () => {
    const { project, errors } = load({ 'crm_project.yml': text }, { vars: { only: 'cli', z: 1 } });
    expect(errors.map(printError)).toEqual([]);
    expect(project.vars).toEqual({
      base: { a: 1, b: [1, 2] },
      more: { a: 1, b: null },
      given: 'own',
      other: { x: 1 },
      only: 'cli',
      z: 1,
    });
  });

  it('of the name of the project may be a plain value', () => {
    const { project } = load({ 'crm_project.yml': `${minimal}vars: {shop: Berlin}\n` });
    expect(project.vars).toEqual({ shop: 'Berlin' });
  });
});

describe('a project without an error', () => {
  const projectFile = `
name: shop
version: 1.10
config-version: 2
model-paths: [models]
seed-paths: [data/seeds]
macro-paths: [macros]
test-paths: [tests/data]
on-run-start: create schema if not exists x
on-run-end:
  - "{{ log('done') }}"
  - select 1
targets: {dev: {type: duckdb, path: shop.duckdb, attach: [{path: old.duckdb, alias: old}]}}
`;
  const models = `
version: 2
models:
  - name: sales
    description: One row a sale.
    meta: {owner: a}
    tags: [x]
    docs: {show: false}
    config:
      materialized: table
      contract: {enforced: true}
      tags: y
      meta: {grain: id}
    columns:
      - name: id
        description: The key.
        data_type: bigint
        meta: {pii: false}
        tags: [k]
        config: {meta: {unit: none}, tags: [l]}
        data_tests:
          - unique
          - accepted_values: {values: [1, 2], severity: WARN}
          - relationships:
              name: every_sale_known
              description: No sale without its customer.
              arguments: {to: ref('customers'), field: id}
              config: {where: id > 0, limit: 10}
          - name: id_is_small
            test_name: in_range
            max: 10
            config: {warn_if: '> 1'}
    tests: [not_empty]
seeds:
  - name: rates
    config: {column_types: {rate: 'decimal(18,3)'}, delimiter: ';'}
sources:
  - name: raw
    description: From the till.
    meta: {external_location: "{{ var('raw') }}/{name}.csv", team: till}
    tags: [s]
    tables:
      - name: sales
        identifier: sales_2024
        columns: [{name: id, data_type: varchar, data_tests: [not_null]}]
      - {name: shops, config: {meta: {external_location: shops.csv}}, tags: t}
  - name: archive
    schema: main
    database: old
    tables: [{name: sales}]
macros:
  - name: cents
    description: Money in cents.
    arguments: [{name: amount, type: number, description: In euros.}, {name: digits}]
data_tests:
  - name: no_gaps
    description: Every month is there.
    config: {severity: warn}
unit_tests:
  - name: adds_up
    model: sales
    given:
      - {input: ref('lines'), rows: [{id: 1, amount: 0.4, at: '2024-01-01', gone: null}]}
      - {input: "source('raw', 'sales')", format: csv, rows: "id\\n1\\n"}
      - {input: ref('more'), format: sql, fixture: more}
    expect: {rows: []}
    overrides: {vars: {a: 1}, macros: {is_big: true}, env_vars: {X: 'y'}}
    config: {tags: [u]}
exposures:
  - name: board
    label: The board
    type: dashboard
    maturity: high
    url: https://example.com
    description: Sales a month.
    owner: {name: Sales, email: sales@example.com}
    depends_on: [ref('sales')]
    meta: {a: 1}
    tags: [e]
`;
  const files = {
    'crm_project.yml': projectFile,
    'models/_all.yml': models,
    'models/sales.sql': 'select 1',
    'data/seeds/rates.csv': 'rate\n1\n',
    'macros/cents.sql': '{% macro cents(amount) %}{% endmacro %}',
    'tests/data/fixtures/deep/more.sql': 'select 2\r\n',
  };

  /** Plain data without the places, to compare all of it at once. */
  const plain = (value: unknown): unknown => {
    if (value instanceof Map) return plain(Object.fromEntries(value));
    if (Array.isArray(value)) return value.map(plain);
    if (value === null || typeof value !== 'object') return value;
    if ('location' in value && 'value' in value) return plain(value.value);
    const entries = Object.entries(value).filter(([key]) => key !== 'location');
    return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]));
  };

  it('comes out as it was written', () => {
    const { project, errors } = load(files);
    expect(errors.map(printError)).toEqual([]);
    expect(project.name).toBe('shop');
    expect(project.version).toBe('1.10');
    expect(project.paths).toEqual({
      models: ['models'],
      seeds: ['data/seeds'],
      macros: ['macros'],
      tests: ['tests/data'],
    });
    expect(plain(project.onRunStart)).toEqual(['create schema if not exists x']);
    expect(plain(project.onRunEnd)).toEqual(["{{ log('done') }}", 'select 1']);
  });

  it('keeps what YAML says of models, seeds, macros and tests', () => {
    const { project } = load(files);
    const noTest = { name: undefined, description: '', arguments: {}, config: {} };
    expect(plain(project.properties)).toEqual([
      {
        kind: 'model',
        name: 'sales',
        description: 'One row a sale.',
        columns: [
          {
            name: 'id',
            description: 'The key.',
            dataType: 'bigint',
            meta: { pii: false, unit: 'none' },
            tags: ['k', 'l'],
            dataTests: [
              { ...noTest, test: 'unique' },
              {
                ...noTest,
                test: 'accepted_values',
                arguments: { values: [1, 2] },
                config: { severity: 'WARN' },
              },
              {
                test: 'relationships',
                name: 'every_sale_known',
                description: 'No sale without its customer.',
                arguments: { to: "ref('customers')", field: 'id' },
                config: { where: 'id > 0', limit: 10 },
              },
              {
                test: 'in_range',
                name: 'id_is_small',
                description: '',
                arguments: { max: 10 },
                config: { warn_if: '> 1' },
              },
            ],
          },
        ],
        dataTests: [{ ...noTest, test: 'not_empty' }],
        config: {
          meta: { owner: 'a', grain: 'id' },
          tags: ['x', 'y'],
          docs: { show: false },
          materialized: 'table',
          contract: { enforced: true },
        },
        arguments: [],
      },
      {
        kind: 'seed',
        name: 'rates',
        description: '',
        columns: [],
        dataTests: [],
        config: { column_types: { rate: 'decimal(18,3)' }, delimiter: ';' },
        arguments: [],
      },
      {
        kind: 'macro',
        name: 'cents',
        description: 'Money in cents.',
        columns: [],
        dataTests: [],
        config: {},
        arguments: [
          { name: 'amount', type: 'number', description: 'In euros.' },
          { name: 'digits', description: '' },
        ],
      },
      {
        kind: 'data_test',
        name: 'no_gaps',
        description: 'Every month is there.',
        columns: [],
        dataTests: [],
        config: { severity: 'warn' },
        arguments: [],
      },
    ]);
  });

  it('gives source tables what their source says', () => {
    const { project } = load(files);
    const [sales, shops, archive] = project.sources;
    expect(plain(sales)).toMatchObject({
      sourceName: 'raw',
      sourceDescription: 'From the till.',
      name: 'sales',
      identifier: 'sales_2024',
      schema: 'raw',
      database: undefined,
      externalLocation: "{{ var('raw') }}/{name}.csv",
      meta: { team: 'till' },
      tags: ['s'],
      columns: [{ name: 'id', dataType: 'varchar', dataTests: [{ test: 'not_null' }] }],
    });
    expect(plain(shops)).toMatchObject({
      identifier: 'shops',
      externalLocation: 'shops.csv',
      meta: { team: 'till', external_location: 'shops.csv' },
      tags: ['s', 't'],
    });
    expect(sales?.externalLocation?.location).toEqual({
      file: 'models/_all.yml',
      line: 40,
      column: 31,
    });
    expect(plain(archive)).toMatchObject({
      schema: 'main',
      database: 'old',
      externalLocation: undefined,
    });
  });

  it('reads the rows of unit tests, also those of fixtures', () => {
    const { project } = load(files);
    const [unitTest] = project.unitTests;
    expect(unitTest?.given[0]?.rows.places?.[0]).toMatchObject({
      location: { line: 63 },
      values: { amount: { line: 63, column: 54 } },
    });
    expect(plain(project.unitTests)).toMatchObject([
      {
        name: 'adds_up',
        model: 'sales',
        description: '',
        given: [
          {
            input: "ref('lines')",
            rows: { format: 'dict', rows: [{ id: 1, amount: 0.4, at: '2024-01-01', gone: null }] },
          },
          { input: "source('raw', 'sales')", rows: { format: 'csv', rows: 'id\n1\n' } },
          { input: "ref('more')", rows: { format: 'sql', rows: 'select 2\n' } },
        ],
        expect: { format: 'dict', rows: [] },
        overrides: { vars: { a: 1 }, macros: { is_big: true }, envVars: { X: 'y' } },
        config: { tags: ['u'] },
      },
    ]);
    const fixture = { file: 'tests/data/fixtures/deep/more.sql', line: 1, column: 1 };
    expect(project.unitTests[0]?.given[2]?.rows.location).toEqual(fixture);
  });

  it('reads exposures', () => {
    const { project } = load(files);
    expect(plain(project.exposures)).toEqual([
      {
        name: 'board',
        label: 'The board',
        type: 'dashboard',
        maturity: 'high',
        url: 'https://example.com',
        description: 'Sales a month.',
        owner: { name: 'Sales', email: 'sales@example.com' },
        dependsOn: ["ref('sales')"],
        meta: { a: 1 },
        tags: ['e'],
      },
    ]);
  });

  it('comes out the same when it is read again', () => {
    const root = writeProject(files);
    const read = () => JSON.stringify(plain(loadProject({ projectDir: root, env: {} })));
    expect(read()).toBe(read());
  });
});

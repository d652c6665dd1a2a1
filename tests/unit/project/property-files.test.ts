import { describe, expect, it } from 'vitest';
import { PropertyIndex } from '../../../src/nodes/build/property-index.ts';
import { load, minimal, printError } from './write-project.ts';

const model = 'models:\n  - name: sales\n';
const source = 'sources:\n  - name: raw\n    meta: {external_location: x.csv}\n    tables:\n';
const unitTest = 'unit_tests:\n  - name: adds_up\n    model: sales\n';
const exposure = 'exposures:\n  - name: board\n    type: dashboard\n';

/** What is wrong, models/_models.yml, and all errors that it gives. */
const mistakes: [string, string, string[]][] = [
  [
    'an unknown kind of thing',
    'model:\n  - name: sales\n',
    [
      `models/_models.yml:1:1 unknown-key: a property file has no key 'model'
did you mean 'models'?`,
    ],
  ],
  [
    'a kind of thing of dbt that is not supported',
    'snapshots: []\n',
    [
      `models/_models.yml:1:1 unknown-key: a property file: dbt's key 'snapshots' is not supported here
there are no snapshots; build tables that keep what has been from dated raw data`,
    ],
  ],
  [
    'a group without an owner',
    'groups:\n  - name: value\n',
    [`models/_models.yml:2:5 missing-key: a group needs the key 'owner'`],
  ],
  [
    'a group whose owner has neither a name nor an address',
    'groups:\n  - name: value\n    owner: {}\n',
    [`models/_models.yml:3:12 missing-key: 'owner' needs the key 'name' or 'email'`],
  ],
  [
    'a group that does something else on a failure',
    'groups:\n  - name: value\n    owner: {name: us}\n    config: {meta: {on_failure: skip}}\n',
    [
      `models/_models.yml:4:33 invalid-value: 'on_failure' of a group takes withhold, and nothing else
without on_failure, a failure keeps the whole build from being published`,
    ],
  ],
  [
    'on_failure in the wrong place of a group',
    'groups:\n  - name: value\n    owner: {name: us}\n    on_failure: withhold\n',
    [
      `models/_models.yml:4:5 unknown-key: a group has no key 'on_failure'
write config: {meta: {on_failure: withhold}}`,
    ],
  ],
  [
    'two groups of one name',
    'groups:\n  - {name: v, owner: {name: us}}\n  - {name: v, owner: {name: us}}\n',
    [
      `models/_models.yml:3:12 duplicate-name: the group 'v' is described twice
the first one is at models/_models.yml:2:12`,
    ],
  ],
  [
    'another version',
    'version: 1\n',
    [`models/_models.yml:1:10 invalid-value: 'version' has to be 2`],
  ],
  [
    'models without an entry',
    'models:\n',
    [`models/_models.yml:1:1 wrong-type: 'models' has no value; it takes a list`],
  ],
  [
    'a map instead of a list',
    'models: {sales: {}}\n',
    [`models/_models.yml:1:9 wrong-type: 'models' takes a list, but is a map`],
  ],
  [
    'an entry that is text',
    'models: [sales]\n',
    [
      `models/_models.yml:1:10 wrong-type: an entry of 'models' takes a map, but is the text 'sales'`,
    ],
  ],
  [
    'a misspelt key',
    `${model}    descripton: Sales\n`,
    [
      `models/_models.yml:3:5 unknown-key: a model has no key 'descripton'
did you mean 'description'?`,
    ],
  ],
  [
    'a config key next to config',
    `${model}    materialized: table\n`,
    [
      `models/_models.yml:3:5 unknown-key: a model has no key 'materialized'
write config: {materialized: …}`,
    ],
  ],
  [
    'constraints',
    `${model}    constraints: []\n`,
    [
      `models/_models.yml:3:5 unknown-key: a model: dbt's key 'constraints' is not supported here
use config: {contract: {enforced: true}} for columns and types, data tests for rows`,
    ],
  ],
  [
    'a description that is a number',
    `${model}    description: 5\n`,
    [
      `models/_models.yml:3:18 wrong-type: 'description' takes text, but is the number 5
put it in quotes: '5'`,
    ],
  ],
  [
    'a docs block',
    `${model}    description: "{{ doc('sales') }}"\n`,
    [
      `models/_models.yml:3:18 template-unsupported: 'description' cannot hold Jinja, and there are no docs blocks
write the text itself, here`,
    ],
  ],
  [
    'a model without a name',
    'models:\n  - description: Sales\n',
    [`models/_models.yml:2:5 missing-key: a model needs the key 'name'`],
  ],
  [
    'a model twice',
    `${model}  - name: sales\n`,
    [
      `models/_models.yml:3:11 duplicate-name: the model 'sales' is described twice
the first one is at models/_models.yml:2:11`,
    ],
  ],
  [
    'a column twice',
    `${model}    columns:\n      - name: id\n      - name: ID\n`,
    [
      `models/_models.yml:5:15 duplicate-name: the column 'ID' appears here twice
the first one is at models/_models.yml:4:15`,
    ],
  ],
  [
    'the type of a column under another key',
    `${model}    columns:\n      - {name: id, type: varchar}\n`,
    [
      `models/_models.yml:4:20 unknown-key: a column has no key 'type'
write 'data_type'`,
    ],
  ],
  [
    'a column whose name is a number',
    `${model}    columns:\n      - name: 1\n`,
    [
      `models/_models.yml:4:15 wrong-type: 'name' takes text, but is the number 1
put it in quotes: '1'`,
    ],
  ],
  [
    'a boolean of old',
    `${model}    config: {enabled: yes}\n`,
    [
      `models/_models.yml:3:23 invalid-value: 'yes' is text in YAML 1.2, but true in dbt
write true, or 'yes' in quotes for text`,
    ],
  ],
  [
    'a boolean in quotes',
    `${model}    config: {enabled: "true"}\n`,
    [
      `models/_models.yml:3:23 wrong-type: 'enabled' takes true or false, but is the text 'true'
write true, without quotes`,
    ],
  ],
  [
    'a misspelt materialization',
    `${model}    config: {materialized: veiw}\n`,
    [
      `models/_models.yml:3:28 invalid-value: 'materialized' takes view, table or ephemeral, not 'veiw'
did you mean 'view'?`,
    ],
  ],
  [
    'a materialization of dbt',
    `${model}    config: {materialized: incremental}\n`,
    [
      `models/_models.yml:3:28 invalid-value: 'materialized' takes view, table or ephemeral; dbt's 'incremental' is not supported here
every build is a full one; the materializations are view, table and ephemeral`,
    ],
  ],
  [
    'a config key of dbt',
    `${model}    config: {pre-hook: select 1}\n`,
    [
      `models/_models.yml:3:14 unknown-key: the config of a model: dbt's key 'pre-hook' is not supported here
use on-run-start, or a statement in the model's own SQL`,
    ],
  ],
  [
    'a key inside of a contract',
    `${model}    config:\n      contract: {enforcd: true}\n`,
    [
      `models/_models.yml:4:18 unknown-key: 'contract' has no key 'enforcd'
did you mean 'enforced'?`,
    ],
  ],
  [
    'a tag that is a number',
    `${model}    config: {tags: [2024]}\n`,
    [
      `models/_models.yml:3:21 wrong-type: an entry of 'tags' takes text, but is the number 2024
put it in quotes: '2024'`,
    ],
  ],
  [
    'docs in both places',
    `${model}    docs: {show: true}\n    config: {docs: {show: false}}\n`,
    [`models/_models.yml:3:5 duplicate-name: 'docs' is set twice: here and under 'config'`],
  ],
  [
    'both names of data_tests',
    `${model}    data_tests: [a]\n    tests: [b]\n`,
    [
      `models/_models.yml:4:5 duplicate-name: 'tests' is the old name of 'data_tests'; use one of the two`,
    ],
  ],
  [
    'a test whose config is not indented',
    `${model}    data_tests:\n      - unique:\n        config: {severity: warn}\n`,
    [
      `models/_models.yml:5:9 unknown-key: 'config' is next to the data test 'unique', not under it
indent 'config' further than 'unique'`,
    ],
  ],
  [
    'a test without a dash of its own',
    `${model}    data_tests:\n      - unique: {where: x}\n        not_null: {where: y}\n`,
    [
      `models/_models.yml:5:9 unknown-key: 'not_null' is next to the data test 'unique', not under it
start each data test with '- ', and indent what belongs to 'unique'`,
    ],
  ],
  [
    'a test with a colon and nothing else',
    `${model}    data_tests:\n      - unique:\n`,
    [
      `models/_models.yml:4:9 wrong-type: the data test 'unique' has no value; it takes a map
without arguments write '- unique'`,
    ],
  ],
  [
    'a test with a list',
    `${model}    data_tests:\n      - accepted_values: [a, b]\n`,
    [
      `models/_models.yml:4:26 wrong-type: the data test 'accepted_values' takes a map, but is a list`,
    ],
  ],
  [
    'a test that is a number',
    `${model}    data_tests: [1]\n`,
    [
      `models/_models.yml:3:18 wrong-type: an entry of 'data_tests' takes text, but is the number 1
put it in quotes: '1'`,
    ],
  ],
  [
    'an argument next to arguments',
    `${model}    data_tests:\n      - relationships:\n          to: ref('a')\n          arguments: {field: id}\n`,
    [
      `models/_models.yml:5:11 unknown-key: 'to' is next to 'arguments'
move it under 'arguments'`,
    ],
  ],
  [
    'a severity that is none',
    `${model}    data_tests:\n      - unique: {severity: warning}\n`,
    [
      `models/_models.yml:4:28 invalid-value: 'severity' takes error or warn, not 'warning'
did you mean 'warn'?`,
    ],
  ],
  [
    'a limit that is text',
    `${model}    data_tests:\n      - unique: {config: {limit: "5"}}\n`,
    [
      `models/_models.yml:4:34 wrong-type: 'limit' takes a whole number from 1, but is the text '5'`,
    ],
  ],
  [
    'a limit of none',
    `${model}    data_tests:\n      - unique: {config: {limit: 0}}\n`,
    [`models/_models.yml:4:34 invalid-value: 'limit' takes a whole number from 1, not 0`],
  ],
  [
    'failures to be stored',
    `${model}    data_tests:\n      - unique: {store_failures: true}\n`,
    [
      `models/_models.yml:4:18 unknown-key: the config of a data test: dbt's key 'store_failures' is not supported here
failing rows are always retained, in target/failures/`,
    ],
  ],
  [
    'a severity in both places',
    `${model}    data_tests:\n      - unique: {severity: warn, config: {severity: error}}\n`,
    [`models/_models.yml:4:18 duplicate-name: 'severity' is set twice: here and under 'config'`],
  ],
  [
    'a seed with a delimiter of two',
    'seeds:\n  - name: rates\n    config: {delimiter: ", "}\n',
    [`models/_models.yml:3:25 invalid-value: 'delimiter' takes one character, not ', '`],
  ],
  [
    'a seed with types in a list',
    'seeds:\n  - name: rates\n    config: {column_types: [date]}\n',
    [`models/_models.yml:3:28 wrong-type: 'column_types' takes a map, but is a list`],
  ],
  [
    'a source without tables',
    'sources:\n  - name: raw\n',
    [`models/_models.yml:2:5 missing-key: a source needs the key 'tables'`],
  ],
  [
    'a source that says no place',
    'sources:\n  - name: raw\n    tables: [{name: sales}]\n',
    [
      `models/_models.yml:3:21 missing-key: the source table 'raw.sales' does not say where its rows are
give the source meta: {external_location: 'raw/{name}.csv'}, or a database`,
    ],
  ],
  [
    'a source of two places',
    `${source}      - name: sales\n    database: old\n`,
    [
      `models/_models.yml:3:31 invalid-value: the source table 'raw.sales' has both an external_location and a database
take one of them out`,
      `models/_models.yml:6:15 invalid-value: the target 'dev' does not attach a database 'old'
give the target attach: [{path: …, alias: old}]`,
    ],
  ],
  [
    'a source of an unknown database',
    'sources:\n  - name: raw\n    database: old\n    tables: [{name: sales}]\n',
    [
      `models/_models.yml:3:15 invalid-value: the target 'dev' does not attach a database 'old'
give the target attach: [{path: …, alias: old}]`,
    ],
  ],
  [
    'an external_location that is a list',
    `${source}      - {name: sales, meta: {external_location: [a]}}\n`,
    [`models/_models.yml:5:49 wrong-type: 'external_location' takes text, but is a list`],
  ],
  [
    'an external_location next to meta',
    'sources:\n  - name: raw\n    external_location: x.csv\n    tables: []\n',
    [
      `models/_models.yml:3:5 unknown-key: a source has no key 'external_location'
write meta: {external_location: '…'}`,
    ],
  ],
  [
    'freshness',
    `${source}      - {name: sales, freshness: {}}\n`,
    [
      `models/_models.yml:5:23 unknown-key: a source table: dbt's key 'freshness' is not supported here
use a data test on the newest date instead`,
    ],
  ],
  [
    'a source table twice',
    `${source}      - name: sales\n      - name: sales\n`,
    [
      `models/_models.yml:6:15 duplicate-name: the source table 'raw.sales' is described twice
the first one is at models/_models.yml:5:15`,
    ],
  ],
  [
    'a unit test without rows',
    `${unitTest}    given: [{input: ref('a')}]\n    expect: {rows: []}\n`,
    [
      `models/_models.yml:4:13 missing-key: an entry of 'given' needs the key 'rows' or 'fixture'
write rows: [] for none`,
    ],
  ],
  [
    'a unit test without an outcome',
    `${unitTest}    given: []\n`,
    [`models/_models.yml:2:5 missing-key: a unit test needs the key 'expect'`],
  ],
  [
    'rows of text without a format',
    `${unitTest}    given: []\n    expect: {rows: "a,b"}\n`,
    [
      `models/_models.yml:5:20 invalid-value: the 'rows' of format 'dict' are a list of maps, not text
write 'format: csv' or 'format: sql'`,
    ],
  ],
  [
    'rows in a list of format csv',
    `${unitTest}    given: []\n    expect: {format: csv, rows: [{a: 1}]}\n`,
    [`models/_models.yml:5:33 wrong-type: 'rows' of format 'csv' takes text, but is a list`],
  ],
  [
    'rows that are lists',
    `${unitTest}    given: []\n    expect: {rows: [[1, 2]]}\n`,
    [`models/_models.yml:5:21 wrong-type: an entry of 'rows' takes a map, but is a list`],
  ],
  [
    'a row with a number that loses its zeros',
    `${unitTest}    given: []\n    expect: {rows: [{id: 0001}]}\n`,
    [
      `models/_models.yml:5:26 invalid-value: 0001 would be read as the number 1
put it in quotes to keep it as written: '0001'`,
    ],
  ],
  [
    'an unknown format',
    `${unitTest}    given: []\n    expect: {format: cvs, rows: ""}\n`,
    [
      `models/_models.yml:5:22 invalid-value: 'format' takes dict, csv or sql, not 'cvs'
did you mean 'csv'?`,
    ],
  ],
  [
    'a fixture of no format',
    `${unitTest}    given: []\n    expect: {fixture: totals}\n`,
    [
      `models/_models.yml:5:23 invalid-value: a fixture is a file of format 'csv' or 'sql'
write 'format: csv' next to it`,
    ],
  ],
  [
    'an unknown fixture',
    `${unitTest}    given: []\n    expect: {format: csv, fixture: total}\n`,
    [
      `models/_models.yml:5:36 missing-file: there is no fixture 'total.csv' in a fixtures directory of test-paths
did you mean 'totals'?`,
    ],
  ],
  [
    'a fixture and rows',
    `${unitTest}    given: []\n    expect: {format: csv, fixture: totals, rows: ""}\n`,
    [
      `models/_models.yml:5:36 invalid-value: 'expect' has both 'rows' and a 'fixture'
take one of them out`,
    ],
  ],
  [
    'a variable that is not a string',
    `${unitTest}    given: []\n    expect: {rows: []}\n    overrides: {env_vars: {YEAR: 2024}}\n`,
    [
      `models/_models.yml:6:34 wrong-type: 'YEAR' of 'env_vars' takes text, but is the number 2024
put it in quotes: '2024'`,
    ],
  ],
  [
    'tags next to the config of a unit test',
    `${unitTest}    given: []\n    expect: {rows: []}\n    tags: [a]\n`,
    [
      `models/_models.yml:6:5 unknown-key: a unit test has no key 'tags'
write config: {tags: […]}`,
    ],
  ],
  [
    'an exposure without an owner',
    exposure,
    [`models/_models.yml:2:5 missing-key: an exposure needs the key 'owner'`],
  ],
  [
    'an owner without a name',
    `${exposure}    owner: {}\n`,
    [`models/_models.yml:4:12 missing-key: 'owner' needs the key 'name' or 'email'`],
  ],
  [
    'an exposure of another type',
    'exposures:\n  - {name: board, type: report, owner: {name: Sales}}\n',
    [
      `models/_models.yml:2:25 invalid-value: 'type' takes dashboard, notebook, analysis, ml or application, not 'report'`,
    ],
  ],
  [
    'an argument of a macro without a name',
    'macros:\n  - name: cents\n    arguments: [{type: number}]\n',
    [`models/_models.yml:3:17 missing-key: an argument of a macro needs the key 'name'`],
  ],
  [
    'several errors at once',
    `${model}    descripton: a\n    columns:\n      - nmae: id\nseeds: {}\n`,
    [
      `models/_models.yml:3:5 unknown-key: a model has no key 'descripton'
did you mean 'description'?`,
      `models/_models.yml:5:9 unknown-key: a column has no key 'nmae'
did you mean 'name'?`,
      `models/_models.yml:6:8 wrong-type: 'seeds' takes a list, but is a map`,
    ],
  ],
];

const files = {
  'models/sales.sql': 'select 1',
  'tests/fixtures/totals.csv': 'a\n1\n',
};

describe('an error in a property file', () => {
  it.each(mistakes)('%s', (_, text, expected) => {
    const { errors } = load({ ...files, 'models/_models.yml': text });
    expect(errors.map(printError)).toEqual(expected);
  });
});

describe("keys that start with x- are the project's own", () => {
  it('at the top of files, where they hold what aliases stand for', () => {
    const { project, errors } = load({
      'crm_project.yml': `${minimal}x-layers: &layers {+materialized: table}\nmodels: {shop: *layers}\n`,
      'models/sales.sql': 'select 1 as id, 2 as n',
      'models/_models.yml': `x-key: &key {data_tests: [not_null]}
x-note: "{{ free text }}"
models:
  - name: sales
    columns:
      - {<<: *key, name: id}
      - {<<: *key, name: n}
`,
    });
    expect(errors).toEqual([]);
    const columns = project.properties[0]?.columns ?? [];
    expect(columns.map(({ dataTests }) => dataTests.length)).toEqual([1, 1]);
  });

  it.each([
    ['below the top', 'models: [{name: sales, x-y: 1}]'],
    ['without a name', 'x-: 1'],
    ['by another prefix', 'X_y: 1'],
  ])('but not %s', (_, text) => {
    const { errors } = load({ 'models/sales.sql': 'select 1', 'models/_models.yml': text });
    expect(errors.map(({ code }) => code)).toEqual(['unknown-key']);
  });
});

it('20,000 entries for what does not exist are reported at once', () => {
  const names = Array.from({ length: 2000 }, (_, at) => `model_number_${at}`);
  const strays = Array.from({ length: 20_000 }, (_, at) => ({ name: `stray_model_nr_${at}` }));
  const { project } = load({ 'models/_models.yml': 'models: [{name: first_stray}]' });
  const [entry] = project.properties;
  if (entry === undefined) throw new Error('no entry');
  const properties = strays.map(({ name }) => ({
    ...entry,
    name: { ...entry.name, value: name },
  }));
  const index = new PropertyIndex({ ...project, properties }, []);
  const before = process.cpuUsage();
  const errors = index.unattached({ model: names, seed: [], macro: [], data_test: [] });
  const { user, system } = process.cpuUsage(before);
  expect(errors).toHaveLength(20_000);
  expect(user + system).toBeLessThan(1_000_000);
});

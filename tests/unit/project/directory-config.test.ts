import { describe, expect, it } from 'vitest';
import type { Project } from '../../../src/project/project.ts';
import { load, minimal, printError } from './write-project.ts';

const files = {
  'models/staging/stg_sales.sql': 'select 1',
  'models/marts/tags/sales.sql': 'select 1',
  'models/marts/_marts.yml':
    'unit_tests:\n  - {name: adds_up, model: sales, given: [], expect: {rows: []}}\n',
  'seeds/rates.csv': 'a\n1\n',
  'tests/orders/no_gaps.sql': 'select 1',
};

/** What is wrong, the end of crm_project.yml, and all errors that it gives. */
const mistakes: [string, string, string[]][] = [
  [
    'a directory that is not there',
    'models: {shop: {stagging: {+schema: raw}}}',
    [
      `crm_project.yml:4:17 unknown-key: 'models.shop' has neither a directory nor a config key 'stagging'
did you mean 'staging'?`,
    ],
  ],
  [
    'a directory like no other',
    'models: {shop: {elsewhere: {+schema: raw}}}',
    [
      `crm_project.yml:4:17 unknown-key: 'models.shop' has neither a directory nor a config key 'elsewhere'
the directories and files are marts, staging`,
    ],
  ],
  [
    'a directory without the project',
    'models: {staging: {+schema: raw}}',
    [
      `crm_project.yml:4:10 unknown-key: 'staging' is directly under 'models', not under the project's name
write models: {shop: {staging: …}}`,
    ],
  ],
  [
    'another project',
    'models: {shpo: {+schema: raw}}',
    [
      `crm_project.yml:4:10 unknown-key: 'models' has neither a directory nor a config key 'shpo'
did you mean 'shop'?`,
    ],
  ],
  [
    'a misspelt key with +',
    'models: {shop: {+materialised: view}}',
    [
      `crm_project.yml:4:17 unknown-key: the config of a model has no key 'materialised'
did you mean 'materialized'?`,
    ],
  ],
  [
    'a misspelt key without +',
    'models: {shop: {materialised: view}}',
    [
      `crm_project.yml:4:17 unknown-key: 'models.shop' has neither a directory nor a config key 'materialised'
did you mean 'materialized'?`,
    ],
  ],
  [
    'a key of dbt',
    'models: {+persist_docs: {relation: true}}',
    [
      `crm_project.yml:4:10 unknown-key: the config of a model: dbt's key 'persist_docs' is not supported here
descriptions are in target/manifest.json`,
    ],
  ],
  [
    'a key that is the name of a directory',
    'models: {shop: {marts: {tags: nightly}}}',
    [
      `crm_project.yml:4:31 wrong-type: 'tags' is a directory or file here and takes a map of config
for the config of that name write '+tags'`,
    ],
  ],
  [
    'a key with and without +',
    'models: {+schema: a, schema: b}',
    [`crm_project.yml:4:22 duplicate-name: 'schema' is set twice, with and without '+'`],
  ],
  [
    'a wrong value',
    'models: {shop: {staging: {+enabled: maybe}}}',
    [`crm_project.yml:4:37 wrong-type: 'enabled' takes true or false, but is the text 'maybe'`],
  ],
  [
    'text for a directory',
    'models: {shop: staging}',
    [
      `crm_project.yml:4:16 wrong-type: 'shop' is a directory or file here and takes a map of config`,
    ],
  ],
  [
    'a seed that is not there',
    'seeds: {shop: {rate: {+delimiter: ";"}}}',
    [
      `crm_project.yml:4:16 unknown-key: 'seeds.shop' has neither a directory nor a config key 'rate'
did you mean 'rates'?`,
    ],
  ],
  [
    'a directory of tests that is not there',
    'data_tests: {shop: {order: {+severity: warn}}}',
    [
      `crm_project.yml:4:21 unknown-key: 'data_tests.shop' has neither a directory nor a config key 'order'
did you mean 'orders'?`,
    ],
  ],
  [
    'tests under the old name',
    'tests: {+severty: warn}',
    [
      `crm_project.yml:4:9 unknown-key: the config of a data test has no key 'severty'
did you mean 'severity'?`,
    ],
  ],
  [
    'a unit test that is not there',
    'unit_tests: {shop: {marts: {sales: {add_up: {+enabled: false}}}}}',
    [
      `crm_project.yml:4:37 unknown-key: 'unit_tests.shop.marts.sales' has neither a directory nor a config key 'add_up'
did you mean 'adds_up'?`,
    ],
  ],
];

describe('an error in directory config', () => {
  it.each(mistakes)('%s', (_, text, expected) => {
    const { errors } = load({ ...files, 'crm_project.yml': `${minimal}${text}\n` });
    expect(errors.map(printError)).toEqual(expected);
  });
});

describe('directory config', () => {
  const text = `${minimal}
models:
  +materialized: view
  shop:
    +tags: [a]
    marts:
      schema: marts
      +tags: b
      tags:
        sales:
          +enabled: "{{ var('sells') }}"
data_tests:
  shop: {orders: {no_gaps: {severity: warn}}, marts: {+limit: 5}}
unit_tests:
  shop: {marts: {sales: {adds_up: {+enabled: false}}}}
`;
  const loadText = () => load({ ...files, 'crm_project.yml': text });
  const look = (kind: Parameters<Project['directoryConfig']>[0], ...fqn: string[]) =>
    loadText()
      .project.directoryConfig(kind, fqn)
      .map(layer => Object.fromEntries([...layer].map(([key, { value }]) => [key, value])));

  it('is right with directories, files and keys of the same name', () => {
    expect(loadText().errors.map(printError)).toEqual([]);
  });

  it('comes from the widest directory to the nearest, and the thing itself last', () => {
    expect(look('models', 'shop', 'marts', 'tags', 'sales')).toEqual([
      { materialized: 'view' },
      { tags: ['a'] },
      { schema: 'marts', tags: 'b' },
      { enabled: "{{ var('sells') }}" },
    ]);
  });

  it('leaves out what other directories say', () => {
    expect(look('models', 'shop', 'staging', 'stg_sales')).toEqual([
      { materialized: 'view' },
      { tags: ['a'] },
    ]);
  });

  it('reaches generic tests by the directory of their YAML file', () => {
    expect(look('data_tests', 'shop', 'marts', 'unique_sales_id')).toEqual([{ limit: 5 }]);
    expect(look('data_tests', 'shop', 'orders', 'no_gaps')).toEqual([{ severity: 'warn' }]);
  });

  it('reaches unit tests below the model that they test', () => {
    expect(look('unit_tests', 'shop', 'marts', 'sales', 'adds_up')).toEqual([{ enabled: false }]);
  });

  it('is empty for a section that is not there', () => {
    expect(look('seeds', 'shop', 'rates')).toEqual([]);
  });

  it('says where each value stands', () => {
    const [widest] = loadText().project.directoryConfig('models', ['shop']);
    const location = { file: 'crm_project.yml', line: 6, column: 18 };
    expect(widest?.get('materialized')).toEqual({ value: 'view', location });
  });
});

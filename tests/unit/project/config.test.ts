import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/base/text/json.ts';
import { checkConfig } from '../../../src/project/config/check-config.ts';
import type { ConfigKind } from '../../../src/project/config/config-tables.ts';
import { mergeConfig } from '../../../src/project/config/merge-config.ts';
import type { ConfigEntries } from '../../../src/project/project.ts';
import { printError } from './write-project.ts';

/** Entries one in a line of `a.sql`. */
function entries(values: Readonly<Record<string, Json>>, file = 'a.sql'): ConfigEntries {
  return new Map(
    Object.entries(values).map(([key, value], index) => [
      key,
      { value, location: { file, line: index + 1, column: 3 } },
    ]),
  );
}

const rows: [string, ConfigKind, Readonly<Record<string, Json>>, string[]][] = [
  [
    'everything of a model',
    'model',
    {
      materialized: 'view',
      schema: 's',
      alias: 'a',
      tags: 'x',
      meta: { a: [1] },
      enabled: true,
      contract: { enforced: false },
      docs: { show: true },
    },
    [],
  ],
  [
    'everything of a seed',
    'seed',
    { delimiter: '\t', column_types: { a: 'date' }, enabled: false },
    [],
  ],
  [
    'everything of a data test',
    'data_test',
    {
      severity: 'ERROR',
      warn_if: '> 1',
      error_if: '!= 0',
      where: 'x',
      limit: 5,
      fail_calc: 'sum(n)',
      tags: ['a'],
      meta: {},
      enabled: true,
    },
    [],
  ],
  [
    'Jinja for any value',
    'model',
    { materialized: "{{ var('m') }}", enabled: '{{ x }}', tags: '{{ t }}', contract: '{{ c }}' },
    [],
  ],
  ['Jinja inside of a map', 'model', { contract: { enforced: '{{ x }}' }, tags: ['{{ t }}'] }, []],
  [
    'several errors',
    'model',
    { materialised: 'view', schema: 1, tags: {} },
    [
      `a.sql:1:3 unknown-key: the config of a model has no key 'materialised'
did you mean 'materialized'?`,
      `a.sql:2:3 wrong-type: 'schema' takes text, but is the number 1
put it in quotes: '1'`,
      `a.sql:3:3 wrong-type: 'tags' takes text or a list, but is a map`,
    ],
  ],
  [
    'a key of another kind',
    'seed',
    { materialized: 'table' },
    [
      `a.sql:1:3 unknown-key: the config of a seed: dbt's key 'materialized' is not supported here
a seed is always a table`,
    ],
  ],
  [
    'a key inside of a map',
    'model',
    { contract: { enforced: true, alias_types: true } },
    [
      `a.sql:1:3 unknown-key: 'contract': dbt's key 'alias_types' is not supported here
data types are those of DuckDB`,
    ],
  ],
  ['a config without keys', 'macro', {}, []],
];

describe('checkConfig', () => {
  it.each(rows)('%s', (_, kind, values, expected) => {
    const errors = checkConfig(kind, entries(values));
    expect(errors.map(printError)).toEqual(expected);
  });
});

describe('mergeConfig', () => {
  const merge = (...layers: Readonly<Record<string, Json>>[]) =>
    Object.fromEntries(
      [...mergeConfig(layers.map(layer => entries(layer)))].map(([key, { value }]) => [key, value]),
    );

  it('takes the last value of a key', () => {
    const directory = { materialized: 'view', schema: 'a' };
    expect(merge(directory, { schema: 'b' }, { schema: 'c' })).toEqual({
      materialized: 'view',
      schema: 'c',
    });
  });

  it('adds tags up, each once and as a list', () => {
    expect(merge({ tags: 'a' }, { tags: ['b', 'a'] }, { tags: 'c' })).toEqual({
      tags: ['a', 'b', 'c'],
    });
    expect(merge({ tags: 'a' })).toEqual({ tags: ['a'] });
  });

  it('merges meta and docs key by key, and no other map', () => {
    const merged = merge(
      { meta: { a: 1, b: { c: 1 } }, docs: { show: true }, column_types: { a: 'date' } },
      { meta: { b: { d: 2 } }, docs: {}, column_types: { b: 'date' } },
    );
    expect(merged).toEqual({
      meta: { a: 1, b: { d: 2 } },
      docs: { show: true },
      column_types: { b: 'date' },
    });
  });

  it('says where the value that won was written', () => {
    const merged = mergeConfig([entries({ tags: 'a' }, 'x.yml'), entries({ tags: 'b' }, 'y.sql')]);
    expect(merged.get('tags')?.location.file).toBe('y.sql');
  });

  it('leaves its layers as they were', () => {
    const layer = entries({ tags: ['a'], meta: { a: 1 } });
    mergeConfig([layer, entries({ tags: ['b'], meta: { b: 1 } })]);
    expect(layer).toEqual(entries({ tags: ['a'], meta: { a: 1 } }));
  });
});

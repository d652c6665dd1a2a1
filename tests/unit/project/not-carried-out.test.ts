import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseNodes } from '../../../src/nodes/parse-nodes.ts';
import {
  unsupportedBlocks,
  unsupportedDirectories,
  unsupportedFiles,
  unsupportedKeys,
  unsupportedMaterializations,
  unsupportedTargets,
} from '../../../src/project/shapes/not-carried-out.ts';
import {
  unsupportedMacro,
  unsupportedMacros,
} from '../../../src/project/shapes/unsupported-macros.ts';
import { load, minimal, type ProjectFiles, printError } from './write-project.ts';

type Key = keyof typeof unsupportedKeys;

const model = (rest: string) => ({ 'models/m.sql': 'select 1 as a', 'models/m.yml': rest });
const source = (rest: string) =>
  model(`sources: [{name: s, meta: {external_location: x.csv}, ${rest}}]`);

/** What each group of keys is called in the docs, and a project that has one of them. */
const groups: Readonly<Record<Key, readonly [string, (key: string) => ProjectFiles]>> = {
  project: ['`crm_project.yml`', key => ({ 'crm_project.yml': `${minimal}${key}: x\n` })],
  target: [
    'a target',
    key => ({
      'crm_project.yml': `name: a\ntargets: {dev: {type: duckdb, path: a.duckdb, ${key}: x}}\n`,
    }),
  ],
  attach: [
    "an entry of a target's `attach`",
    key => ({
      'crm_project.yml': `name: a\ntargets: {dev: {type: duckdb, path: a.duckdb, attach: [{path: b, alias: b, ${key}: x}]}}\n`,
    }),
  ],
  properties: ['a YAML file of properties', key => model(`${key}: []`)],
  model: ['a model', key => model(`models: [{name: m, ${key}: x}]`)],
  modelConfig: ['the config of a model', key => model(`models: [{name: m, config: {${key}: x}}]`)],
  seed: [
    'a seed',
    key => ({ 'seeds/s.csv': 'a\n', 'seeds/s.yml': `seeds: [{name: s, ${key}: x}]` }),
  ],
  seedConfig: [
    'the config of a seed',
    key => ({ 'seeds/s.csv': 'a\n', 'seeds/s.yml': `seeds: [{name: s, config: {${key}: x}}]` }),
  ],
  column: ['a column', key => model(`models: [{name: m, columns: [{name: a, ${key}: x}]}]`)],
  source: ['a source', key => source(`tables: [], ${key}: x`)],
  sourceTable: ["a source's table", key => source(`tables: [{name: t, ${key}: x}]`)],
  sourceConfig: ['the config of a source', key => source(`tables: [], config: {${key}: x}`)],
  singularTest: [
    'a test that is a file',
    key => ({ 'tests/t.sql': 'select 1', 'tests/t.yml': `data_tests: [{name: t, ${key}: x}]` }),
  ],
  dataTestConfig: [
    'the config of a data test',
    key =>
      model(
        `models: [{name: m, columns: [{name: a, data_tests: [unique: {config: {${key}: x}}]}]}]`,
      ),
  ],
  unitTest: ['a unit test', key => unitTest(`${key}: x`)],
  unitTestConfig: ['the config of a unit test', key => unitTest(`config: {${key}: x}`)],
  exposureConfig: [
    'the config of an exposure',
    key => model(`exposures: [{name: e, type: ml, owner: {name: me}, config: {${key}: x}}]`),
  ],
  docs: ['`docs`', key => model(`models: [{name: m, docs: {${key}: x}}]`)],
  contract: [
    '`contract`',
    key => model(`models: [{name: m, config: {contract: {enforced: false, ${key}: x}}}]`),
  ],
};

function unitTest(rest: string): ProjectFiles {
  return model(`unit_tests: [{name: u, model: m, given: [], expect: {rows: []}, ${rest}}]`);
}

const keys = Object.entries(unsupportedKeys).flatMap(([group, hints]) =>
  Object.entries<string>(hints).map(([key, hint]) => ({ group: group as Key, key, hint })),
);

function errorsOf(files: ProjectFiles): readonly string[] {
  const { project, errors } = load(files);
  const options = { env: {}, runStartedAt: new Date(0), log: () => {} };
  return [...errors, ...parseNodes(project, options).errors].map(printError);
}

it.each(keys)(
  'the key $key of $group is refused with what to do instead',
  ({ group, key, hint }) => {
    expect(hint).not.toBe('');
    expect(errorsOf(groups[group][1](key))).toContainEqual(
      expect.stringMatching(
        new RegExp(`:\\d+:\\d+ unknown-key: .*'${key}' is not supported here\\n`),
      ),
    );
  },
);

describe('what means something to dbt alone is refused at its place:', () => {
  const unsupported = 'template-unsupported:';
  const files: readonly (readonly [string, ProjectFiles, string])[] = [
    ...Object.entries(unsupportedFiles).map(
      ([file, hint]) =>
        [
          `the file ${file}`,
          { [file]: '# x\nx: 1\n' },
          `${file}:1:1 ${unsupported} dbt's ${file} is not supported here\n${hint}`,
        ] as const,
    ),
    ...Object.entries(unsupportedDirectories).flatMap(([directory, hint]) =>
      ['deep/x.sql', 'x.yml'].map(
        name =>
          [
            `the directory ${directory} with ${name}`,
            { [`${directory}/${name}`]: 'select 1' },
            `${directory}/${name}:1:1 ${unsupported} dbt's ${directory}/${name} is not supported here\n${hint}`,
          ] as const,
      ),
    ),
    ...Object.entries(unsupportedMaterializations).map(
      ([kind, hint]) =>
        [
          `the materialization ${kind}`,
          model(`models: [{name: m, config: {materialized: ${kind}}}]`),
          `models/m.yml:1:43 invalid-value: 'materialized' takes view, table or ephemeral; dbt's '${kind}' is not supported here\n${hint}`,
        ] as const,
    ),
    ...Object.entries(unsupportedTargets).map(
      ([type, hint]) =>
        [
          `the target ${type}`,
          { 'crm_project.yml': `name: a\ntargets: {dev: {type: ${type}, path: a.duckdb}}\n` },
          `crm_project.yml:2:23 invalid-value: 'type' takes duckdb; dbt's '${type}' is not supported here\n${hint}`,
        ] as const,
    ),
    [
      'a Python model',
      { 'models/a/m.py': 'def model(dbt, session): pass\n' },
      `models/a/m.py:1:1 ${unsupported} a Python model is not supported here\nwrite it in SQL; what SQL cannot do can be prepared as a file before the build`,
    ],
    [
      'a documentation block',
      { 'models/docs.md': '# About\n\n {% docs orders %}x{% enddocs %}\n' },
      `models/docs.md:3:2 ${unsupported} a documentation block is not supported here\n${unsupportedBlocks.docs}`,
    ],
  ];

  it.each(files)('%s', (_, project, expected) => {
    expect(errorsOf(project)).toContain(expected);
  });

  it.each(Object.entries(unsupportedBlocks))('the block %s', (block, hint) => {
    const text = `{% ${block} x %}select 1{% end${block} %}`;
    expect(errorsOf({ 'macros/x.sql': text })[0]).toContain(`${unsupported} `);
    expect(errorsOf({ 'macros/x.sql': text })[0]).toContain(hint);
  });

  it.each([...unsupportedMacros.keys()])('the macro %s', name => {
    for (const written of [name, `default__${name}`, `duckdb__${name}`, `shop__${name}`]) {
      const text = `\n{% macro ${written}(x) %}y{% endmacro %}`;
      expect(errorsOf({ 'macros/x.sql': text })).toEqual([
        `macros/x.sql:2:1 ${unsupported} the macro '${written}' is one that dbt calls by itself, and crm-run does not\n${unsupportedMacro(name, 'shop')}`,
      ]);
    }
  });

  it('a macro that dbt would take for a generic test', () => {
    const [error] = errorsOf({ 'macros/x.sql': '{% macro test_x(model, y) %}z{% endmacro %}' });
    expect(error).toContain('write {% test x(model, …) %}');
  });
});

it.each<[string, ProjectFiles]>([
  ['files of dbt in which nothing stands', { 'packages.yml': '# none\n\n', '.dbtignore': '\n' }],
  ["dbt's own project file and profiles", { 'dbt_project.yml': 'name: x', 'profiles.yml': 'x: 1' }],
  ['a directory without SQL', { 'analyses/.gitkeep': '', 'snapshots/README.md': 'none yet' }],
  ['a text without documentation blocks', { 'models/README.md': 'no {% docs %}' }],
  [
    'a macro of the project that dbt would not call',
    { 'macros/test_date.sql': '{% macro test_date(x) %}y{% endmacro %}' },
  ],
])('%s are fine', (_, files) => {
  expect(errorsOf(files)).toEqual([]);
});

describe('docs/project.md lists', () => {
  const [, section = ''] =
    /^## Not there$([\s\S]*?)^## /m.exec(readFileSync('docs/project.md', 'utf8')) ?? [];
  const rows = new Map(
    [...section.matchAll(/^\| (.*?) \| (.*) \|$/gm)].map(([, label = '', listed = '']) => [
      label,
      [...listed.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    ]),
  );
  const tables: readonly (readonly [string, readonly string[]])[] = [
    ['files', Object.keys(unsupportedFiles)],
    ['directories', Object.keys(unsupportedDirectories).map(directory => `${directory}/`)],
    ['models', ['*.py']],
    ['types of targets', Object.keys(unsupportedTargets)],
    ['materializations', Object.keys(unsupportedMaterializations)],
    ['blocks', Object.keys(unsupportedBlocks).map(block => `{% ${block} %}`)],
    ['macros in place of those that dbt calls by itself', [...unsupportedMacros.keys()]],
    ...Object.entries(groups).map(
      ([group, [label]]) =>
        [`keys of ${label}`, Object.keys(unsupportedKeys[group as Key])] as const,
    ),
  ];

  it.each(tables)('%s', (label, names) => {
    expect([...(rows.get(label) ?? [])].sort()).toEqual([...names].sort());
  });

  it('nothing else', () => {
    expect([...rows.keys()].sort()).toEqual(
      [...tables.map(([label]) => label), 'what', 'not there', '---']
        .filter(label => rows.has(label))
        .sort(),
    );
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { formatLocation } from '../../../src/base/errors/source-location.ts';
import type { Json } from '../../../src/base/text/json.ts';
import { loadProject } from '../../../src/project/load-project.ts';
import { parseYaml } from '../../../src/project/yaml/parse-yaml.ts';
import { writeSmallProject } from '../../support/small-project.ts';

const temp = mkdtempSync(join(tmpdir(), 'parameters-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const declared = `parameters:
  - {name: raw_path, type: string, default: data, description: Where the data is.}
  - {name: raw_format, type: string, default: csv, choices: [csv, parquet], description: Its format.}
  - {name: days, type: integer, default: 30, min: 1, max: 366, unit: days, description: Days ahead.}
  - {name: share, type: number, default: 0.5, above: 0, below: 1, description: A share.}
  - {name: rate, type: number, default: 0, min: 0, description: A rate.}
  - {name: most, type: number, default: 3, max: 9, description: A maximum.}
  - {name: strict, type: boolean, default: true, description: A switch.}
  - {name: day, type: date, default: null, description: A day.}
  - {name: month, type: month, default: 2024-02-01, description: A month.}
  - {name: kinds, type: strings, default: [a], choices: [a, b], description: Kinds.}
  - {name: ends, type: dates, default: null, description: Days.}
  - {name: budget, type: number, default: 5, nullable: true, description: Money.}
`;

let count = 0;
/** Loads a small project with these parameters and vars. */
async function load(options: {
  readonly parameters?: string;
  readonly project?: string;
  readonly target?: string;
  readonly given?: string;
}) {
  count += 1;
  const root = join(temp, `p${count}`);
  const { parameters = declared, project = '{}', target = '{}', given } = options;
  await writeSmallProject(root, {
    'crm_project.yml': `name: shop
vars: ${project}
target: dev
targets:
  dev: {type: duckdb, path: w.duckdb}
  prod: {type: duckdb, path: p.duckdb, vars: ${target}}
`,
    'models/_parameters.yml': parameters,
  });
  const map = given === undefined ? undefined : parseYaml('--vars', given, []).value;
  const { project: loaded, errors } = loadProject({
    projectDir: root,
    env: {},
    targetName: 'prod',
    given: map?.kind === 'map' ? map : undefined,
  });
  const said = errors.map(
    ({ code, message, location }) =>
      `${location === undefined ? '' : formatLocation(location)} ${code}: ${message}`,
  );
  return { vars: loaded.vars, settings: loaded.varSettings, errors: said };
}

describe('the value of a parameter', () => {
  test('comes from the command line, else the target, else the project, else the default', async () => {
    const { vars, settings, errors } = await load({
      project: '{days: 1, share: 0.1, rate: 1}',
      target: '{days: 2, share: 0.2}',
      given: '{days: 3}',
    });
    expect(errors).toEqual([]);
    expect(vars).toMatchObject({ days: 3, share: 0.2, rate: 1, most: 3, day: null });
    const origins = ['days', 'share', 'rate', 'most'].map(name => settings.get(name)?.origin);
    expect(origins).toEqual(['command line', 'target', 'project', 'default']);
  });

  it.each<[string, Json]>([
    ['days', 1],
    ['days', 366],
    ['share', 0.001],
    ['rate', 0],
    ['most', -5],
    ['strict', false],
    ['day', '2024-02-29'],
    ['day', null],
    ['month', '1900-01-01'],
    ['kinds', []],
    ['kinds', ['a', 'b']],
    ['ends', ['2024-01-31', '2199-12-31']],
    ['budget', null],
    ['raw_format', 'parquet'],
  ])('%s may be %j', async (name, value) => {
    const { vars, errors } = await load({ given: JSON.stringify({ [name]: value }) });
    expect(errors).toEqual([]);
    expect(vars[name]).toEqual(value);
  });

  const integer = 'an integer from 1 to 366 (days)';
  const date = 'a date such as 2024-02-29 or null';
  it.each<[string, string, string]>([
    ['days', '0', `invalid-value: the parameter 'days' takes ${integer}, not 0`],
    ['days', '367', `invalid-value: the parameter 'days' takes ${integer}, not 367`],
    ['days', '1.5', `invalid-value: the parameter 'days' takes ${integer}, not 1.5`],
    ['days', '"7"', `wrong-type: the parameter 'days' takes ${integer}, but is the text '7'`],
    ['days', 'null', `wrong-type: the parameter 'days' has no value; it takes ${integer}`],
    ['days', '[1]', `wrong-type: the parameter 'days' takes ${integer}, but is a list`],
    [
      'share',
      '0',
      "invalid-value: the parameter 'share' takes a number above 0 and below 1, not 0",
    ],
    [
      'share',
      '1',
      "invalid-value: the parameter 'share' takes a number above 0 and below 1, not 1",
    ],
    ['rate', '-1', "invalid-value: the parameter 'rate' takes a number from 0, not -1"],
    [
      'rate',
      '.inf',
      "wrong-type: the parameter 'rate' takes a number from 0, but is the text '.inf'",
    ],
    ['most', '10', "invalid-value: the parameter 'most' takes a number up to 9, not 10"],
    ['strict', '1', "wrong-type: the parameter 'strict' takes true or false, but is the number 1"],
    ['raw_path', '5', "wrong-type: the parameter 'raw_path' takes a string, but is the number 5"],
    [
      'raw_format',
      'cvs',
      "invalid-value: the parameter 'raw_format' takes csv or parquet, not 'cvs'",
    ],
    ...[
      '2024-02-30',
      '2023-02-29',
      '1900-02-29',
      '2024-13-01',
      '2024-1-1',
      '20240101',
      'today',
    ].map((text): [string, string, string] => [
      'day',
      `"${text}"`,
      `invalid-value: the parameter 'day' takes ${date}, not '${text}'`,
    ]),
    ['day', '1024-01-01', `invalid-value: the parameter 'day' takes ${date}, not '1024-01-01'`],
    [
      'month',
      '2024-02-02',
      "invalid-value: the parameter 'month' takes the first day of a month, such as 2024-02-01, not '2024-02-02'",
    ],
    ['kinds', '[a, c]', "invalid-value: the parameter 'kinds' takes a list of a or b, not 'c'"],
    ['kinds', 'a', "wrong-type: the parameter 'kinds' takes a list of a or b, but is the text 'a'"],
    [
      'ends',
      '[2024-01-31, x]',
      "invalid-value: the parameter 'ends' takes a list of dates such as 2024-02-29 or null, not 'x'",
    ],
    ['dayz', '1', "unknown-var: the project has no parameter 'dayz'"],
  ])('%s cannot be %s', async (name, text, problem) => {
    const column =
      text.startsWith('[') && !problem.includes('is a list') ? '\\d+' : name.length + 4;
    const at = problem.startsWith('unknown') ? 2 : column;
    const { errors } = await load({ given: `{${name}: ${text}}` });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(new RegExp(`^--vars:1:${at} `));
    expect(errors[0]?.replace(/^\S+ /, '')).toBe(problem);
  });

  test('is checked in the project file and in the target too, all at once', async () => {
    const { errors } = await load({ project: '{days: 0}', target: '{share: 2, shar: 1}' });
    expect(errors.map(error => error.replace(/:.*? /, ' ').split(': ')[0])).toEqual([
      'crm_project.yml invalid-value',
      'crm_project.yml invalid-value',
      'crm_project.yml unknown-var',
    ]);
  });
});

describe('the declaration of a parameter', () => {
  it.each([
    ['{name: a, type: integer, default: x, description: b}', 'wrong-type'],
    ['{name: a, type: int, default: 1, description: b}', 'invalid-value'],
    ['{name: a, type: integer, description: b}', 'missing-key'],
    ['{name: a, type: integer, default: 1}', 'missing-key'],
    ['{name: a, type: string, default: b, min: 1, description: c}', 'invalid-value'],
    ['{name: a, type: integer, default: 1, choices: [b], description: c}', 'invalid-value'],
  ])('%s is an error', async (entry, code) => {
    const { errors } = await load({ parameters: `parameters: [${entry}]\n` });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(new RegExp(`^models/_parameters.yml:1:\\d+ ${code}: `));
  });

  test('of one name in two places is an error', async () => {
    const one = '{name: a, type: integer, default: 1, description: b}';
    const { errors } = await load({ parameters: `parameters: [${one}, ${one}]\n` });
    expect(errors).toEqual([
      "models/_parameters.yml:1:75 duplicate-name: the parameter 'a' is described twice",
    ]);
  });
});

test('a project that declares no parameters sets vars as dbt does', async () => {
  const { vars, errors } = await load({ parameters: 'version: 2\n', project: '{any: 1}' });
  expect(errors).toEqual([]);
  expect(vars).toEqual({ any: 1 });
});

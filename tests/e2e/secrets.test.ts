import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { type Files, writeSmallProject } from '../support/small-project.ts';

const secret = "hunter's-2";
const env = { DBT_ENV_SECRET_DIR: secret, DBT_ENV_SECRET_PIN: '1' };
const targets = `name: shop
seed-paths: [seeds]
vars: {raw_path: data, raw_format: csv}
models: {+materialized: table}
targets:
  dev: {type: duckdb, path: "{{ env_var('DBT_ENV_SECRET_DIR') }}/shop.duckdb", schema: main}
`;

let temp: string;
let made = 0;

beforeAll(async () => {
  temp = await realpath(await mkdtemp(join(tmpdir(), 'secrets-')));
});
afterAll(() => rm(temp, { recursive: true, force: true }));

async function run(files: Files, args: readonly string[]) {
  made += 1;
  const directory = join(temp, `project_${made}`);
  await writeSmallProject(directory, files);
  return { directory, ...(await runCli(directory, args, env)) };
}

/** All that is below target/, file by file. */
async function targetFiles(directory: string): Promise<ReadonlyMap<string, string>> {
  const target = join(directory, 'target');
  const found = await readdir(target, { recursive: true, withFileTypes: true });
  const files = found
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map(file => readFile(file, 'latin1')));
  return new Map(files.map((file, at) => [file, texts[at] ?? '']));
}

const said = [secret, secret.replaceAll("'", "''"), JSON.stringify(secret).slice(1, -1)];

function expectUnsaid(text: string): void {
  for (const form of said) expect(text).not.toContain(form);
}

describe('a secret of a target', () => {
  test.each([['text'], ['json']])(
    'is not said by a build, nor by its artifacts (%s)',
    async format => {
      const files = {
        'crm_project.yml': targets,
        'models/where.sql':
          "{{ log('at ' ~ target.path, info=true) }}select '{{ target.path | replace(\"'\", \"''\") }}' as path\n",
      };
      const { directory, code, stdout, stderr } = await run(files, [
        'build',
        '--log-format',
        format,
      ]);
      expect(code).toBe(0);
      expectUnsaid(stdout + stderr);
      expect(stderr).toContain('*****/shop.duckdb');
      for (const text of (await targetFiles(directory)).values()) expectUnsaid(text);
      expect(await readdir(join(directory, secret))).toContain('shop.duckdb');
      const manifest = JSON.parse(await readFile(join(directory, 'target/manifest.json'), 'utf8'));
      expect(manifest.nodes['model.shop.where'].compiled_code).toContain("*****/shop.duckdb'");
      expect(
        await readFile(join(directory, 'target/compiled/shop/models/where.sql'), 'utf8'),
      ).toContain('*****');
    },
  );

  test.each([['text'], ['json']])("is not said by the database's errors (%s)", async format => {
    const files = {
      'crm_project.yml': targets,
      'models/where.sql':
        "select cast(p as integer) as n from (values ('{{ target.path | replace(\"'\", \"''\") }}')) t(p)\n",
    };
    const { directory, code, stderr } = await run(files, ['build', '--log-format', format]);
    expect(code).toBe(1);
    expect(stderr).toContain('*****/shop.duckdb');
    expectUnsaid(stderr);
    for (const text of (await targetFiles(directory)).values()) expectUnsaid(text);
  });

  test('that is too short to be kept out of what is printed is refused', async () => {
    const files = { 'crm_project.yml': targets.replace('SECRET_DIR', 'SECRET_PIN') };
    const { code, stderr } = await run(files, ['parse']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      "crm_project.yml:6:29: error[secret-env-var]: the secret 'DBT_ENV_SECRET_PIN' has fewer than 4 characters",
    );
  });
});

test('a secret is refused wherever templates read one', async () => {
  const call = "{{ env_var('DBT_ENV_SECRET_DIR', 'x') }}";
  const files = {
    'models/in_model.sql': `select '${call}' as a\n`,
    'macros/secret.sql': `{% macro secret() %}${call}{% endmacro %}\n`,
    'models/in_macro.sql': "select '{{ secret() }}' as a\n",
    'tests/in_test.sql': `select * from {{ ref('orders') }} where order_id = '${call}'\n`,
    'crm_project.yml': `name: shop
seed-paths: [seeds]
vars: {raw_path: data, raw_format: csv}
on-run-start: ["select '${call}'"]
targets: {dev: {type: duckdb, path: warehouse/shop.duckdb}}
`,
    'models/more.yml': `sources: [{name: r, meta: {external_location: "${call}"}, tables: [{name: t, columns: [{name: a, data_type: varchar}]}]}]\n`,
  };
  const { code, stderr } = await run(files, ['parse', '--log-format', 'json']);
  expect(code).toBe(2);
  const errors = stderr
    .trim()
    .split('\n')
    .map(line => JSON.parse(line).data);
  expect(new Set(errors.map(error => error.code))).toEqual(new Set(['secret-env-var']));
  const places = errors.map(error => `${error.location.file}:${error.location.line}`);
  expect(places).toEqual([
    'crm_project.yml:4',
    'macros/secret.sql:1',
    'models/in_model.sql:1',
    'models/more.yml:1',
    'tests/in_test.sql:1',
  ]);
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliProjects } from '../support/cli-projects.ts';
import { type CliResult, runCli } from '../support/run-cli.ts';

let projects: CliProjects;
let shop: string;
let build: CliResult;

const files = {
  'models/reporting/_groups.yml': `groups:
  - name: ranking
    owner: {name: analysts}
    config:
      meta: {on_failure: withhold}
`,
  'models/reporting/customer_ranks.sql': `{{ config(group='ranking') }}
select customer_id, rank() over (order by amount desc) as place from {{ ref('customer_totals') }}
`,
  'models/reporting/best_customers.sql':
    "select * from {{ ref('customer_ranks') }} where place <= 3\n",
  'models/reporting/_ranking.yml': `models:
  - name: best_customers
    group: ranking
`,
  'tests/data/ranks_are_many.sql':
    "select count(*) as n from {{ ref('customer_ranks') }} having count(*) < 100\n",
};

beforeAll(async () => {
  projects = await CliProjects.create();
  await runCli(projects.root, ['init', 'shop']);
  shop = join(projects.root, 'shop');
  for (const [path, text] of Object.entries(files)) await writeFile(join(shop, path), text);
  build = await runCli(shop, ['build']);
});
afterAll(() => projects.cleanUp());

const closing = [
  "Withheld group 'ranking', because test 'ranks_are_many' failed: 2 relations left out (reporting.customer_ranks, reporting.best_customers).",
  expect.stringMatching(/^Published warehouse\/shop\.duckdb \(.*\), without what is withheld\.$/),
];
const why = "was withheld with group 'ranking': test 'ranks_are_many' failed";
const hint = '(hint: put that right, then run crm-run build --select group:ranking+)';

it('a build that withholds a group publishes the rest, says so last and ends with 1', async () => {
  expect(build.code).toBe(1);
  expect(build.stderr.trimEnd().split('\n').slice(-2)).toEqual(closing);
  const rest = await runCli(shop, ['show', 'customer_totals', '--output', 'csv']);
  expect(rest).toMatchObject({ code: 0, stderr: '' });
  const listed = await runCli(shop, [
    ...['show', '--inline', 'select * exclude (project) from crm_run.withheld order by all'],
    ...['--output', 'csv'],
  ]);
  expect(listed.stdout.split('\n').slice(1, -1)).toEqual([
    "ranking,model.shop.best_customers,reporting,best_customers,test 'ranks_are_many' failed",
    "ranking,model.shop.customer_ranks,reporting,customer_ranks,test 'ranks_are_many' failed",
  ]);
});

it('so does a quiet one, and the lines and artifacts for machines name what is withheld', async () => {
  const quiet = await runCli(shop, ['build', '-q']);
  expect(quiet.code).toBe(1);
  const [withheld, ended] = quiet.stderr.trimEnd().split('\n').slice(-2);
  expect(withheld).toBe(closing[0]);
  expect(ended).toMatch(/^Failed in .*; published .*, without what is withheld\.$/);
  const { stderr } = await runCli(shop, ['build', '--log-format', 'json']);
  const lines = stderr
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  const names = ['reporting.customer_ranks', 'reporting.best_customers'];
  expect(lines.find(({ info }) => info.name === 'Withheld')).toMatchObject({
    info: { level: 'error' },
    data: { group: 'ranking', relations: names.map(relation_name => ({ relation_name })) },
  });
  const results = JSON.parse(await readFile(join(shop, 'target/run_results.json'), 'utf8'));
  expect(results.metadata.env.withheld_groups).toBe('ranking');
  const ranks = results.results.find(
    (each: { unique_id: string }) => each.unique_id === 'model.shop.customer_ranks',
  );
  expect(ranks).toMatchObject({
    status: 'skipped',
    message: "withheld with group 'ranking': test 'ranks_are_many' failed",
    adapter_response: { withheld_group: 'ranking' },
  });
  const manifest = JSON.parse(await readFile(join(shop, 'target/manifest.json'), 'utf8'));
  expect(manifest.groups['group.shop.ranking'].config.meta).toEqual({ on_failure: 'withhold' });
  expect(manifest.group_map.ranking).toEqual([
    'model.shop.best_customers',
    'model.shop.customer_ranks',
  ]);
  expect(manifest.metadata.env.withheld_groups).toBe('ranking');
});

it.each<[string, string[], string]>([
  ['show', ['show', 'best_customers'], 'reporting.best_customers'],
  [
    'a query',
    ['show', '--inline', "select * from {{ ref('customer_ranks') }}"],
    'reporting.customer_ranks',
  ],
  [
    'a test',
    ['test', '--select', 'ranks_are_many'],
    "test 'ranks_are_many' reads reporting.customer_ranks, which",
  ],
  [
    'a build of what reads it',
    ['build', '--select', 'best_customers'],
    "model 'best_customers' reads reporting.customer_ranks, which",
  ],
])('%s of what was withheld says that, why, and how to get it back', async (_, args, what) => {
  const { code, stderr } = await runCli(shop, args);
  expect(code).toBe(2);
  expect(stderr).toContain(`error[relation-withheld]: ${what} ${why} ${hint}`);
});

it('debug says what the published build lacks', async () => {
  const { stdout } = await runCli(shop, ['debug']);
  expect(stdout).toContain("; withheld with 'ranking': 2 relations");
});

it('a test of the published build leaves out the tests of what was withheld, and says so', async () => {
  const { code, stderr } = await runCli(shop, ['test']);
  expect(code).toBe(0);
  expect(stderr).toContain(`reads reporting.customer_ranks, which ${why}; it is left out ${hint}`);
});

it('the command of the hint brings a withheld group back once its failure is put right', async () => {
  await writeFile(
    join(shop, 'tests/data/ranks_are_many.sql'),
    "select 1 as n from {{ ref('customer_ranks') }} where place < 1\n",
  );
  const { code } = await runCli(shop, ['build', '--select', 'group:ranking+']);
  expect(code).toBe(0);
  expect((await runCli(shop, ['show', 'best_customers'])).code).toBe(0);
});

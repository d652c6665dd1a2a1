import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliProjects } from '../support/cli-projects.ts';
import { runCli } from '../support/run-cli.ts';

let projects: CliProjects;
/** customer_totals → ranks → top, built, then a rule of the seed changed. */
let shop: string;

const files = {
  'models/reporting/ranks.sql':
    "select *, rank() over (order by amount desc) as place from {{ ref('customer_totals') }}\n",
  'models/reporting/top.sql':
    "select * from {{ ref('ranks') }} where place <= {{ var('top', 1) }}\n",
  'tests/data/ranks_hold_everybody.sql': `select customer_id, amount from {{ ref('customer_totals') }}
except
select customer_id, amount from {{ ref('ranks') }}
`,
};

beforeAll(async () => {
  projects = await CliProjects.create();
  await runCli(projects.root, ['init', 'shop']);
  shop = join(projects.root, 'shop');
  for (const [path, text] of Object.entries(files)) await writeFile(join(shop, path), text);
  await runCli(shop, ['build']);
  const rules = 'status,counts\npaid,true\nshipped,true\ncancelled,true\n';
  await writeFile(join(shop, 'seeds/order_statuses.csv'), rules);
});
afterAll(() => projects.cleanUp());

const readsStale =
  "error[relation-stale]: model 'customer_totals' would read what is out of date: seed 'order_statuses' (changed since it was built)";

describe('after a rule of a seed has changed', () => {
  it('a build of a part that would read the old rows is refused', async () => {
    const copy = await projects.copyOf(shop);
    const { code, stderr } = await runCli(copy, ['build', '--select', 'customer_totals']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `${readsStale} (hint: select what is read too, as in crm-run build --select customer_totals order_statuses, or leave out what reads it: --exclude order_statuses+)`,
    );
    const followed = ['build', '--select', 'customer_totals', 'order_statuses'];
    expect((await runCli(copy, followed)).code).toBe(0);
  });

  it('the obvious command works, and one sentence names what it leaves', async () => {
    const copy = await projects.copyOf(shop);
    const { code, stderr } = await runCli(copy, ['build', '--select', '+customer_totals']);
    expect(code).toBe(0);
    expect(stderr.match(/relation-stale/g)).toHaveLength(1);
    expect(stderr).toContain(
      "warning[relation-stale]: not rebuilt, and out of date: model 'ranks', model 'top' (older than what they are made of); " +
        "test 'ranks_hold_everybody', which reads it, is left out " +
        '(hint: bring it up to date with crm-run build --select ranks+)',
    );
    expect(stderr).not.toContain('ranks_hold_everybody, ');
    const tested = await runCli(copy, ['test', '--select', 'ranks_hold_everybody']);
    expect(tested.stderr).toContain('tested as it was published, and out of date');
    // Also a later build knows that what was left is older than what it reads.
    const later = await runCli(copy, ['build', '--select', 'top']);
    expect(later.code).toBe(2);
    expect(later.stderr).toContain(
      "model 'top' would read what is out of date: model 'ranks' (older than what it is made of)",
    );
    expect((await runCli(copy, ['build', '--select', 'ranks+'])).code).toBe(0);
    const end = await runCli(copy, ['build', '--select', 'top']);
    expect(end).toMatchObject({ code: 0, stderr: expect.not.stringContaining('relation-stale') });
  });

  it('tests come along by dbt’s rules where one is named', async () => {
    const copy = await projects.copyOf(shop);
    const select = ['build', '--select', '+customer_totals', '--indirect-selection'];
    const eager = await runCli(copy, [...select, 'eager']);
    expect(eager.code).toBe(1);
    expect(eager.stderr).toContain('FAIL 1 test ranks_hold_everybody');
    const cautious = await runCli(copy, [...select, 'cautious']);
    expect(cautious).toMatchObject({ code: 0 });
    expect(cautious.stderr).toContain('test not_null_customer_totals_customer_id');
    expect(cautious.stderr).not.toContain('ranks_hold_everybody');
    const empty = await runCli(copy, [...select, 'empty']);
    expect(empty.stderr).not.toContain('PASS');
    const wrong = await runCli(copy, [...select, 'greedy']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('eager, cautious, buildable, empty');
  });
});

it('a var that has changed is no less a change than code', async () => {
  const copy = await projects.copyOf(shop);
  await runCli(copy, ['build']);
  const vars = ['--vars', '{top: 2}'];
  const { stderr, code } = await runCli(copy, ['build', '--select', 'order_statuses', ...vars]);
  expect(code).toBe(0);
  expect(stderr).toContain("out of date: model 'top' (changed since it was built)");
});

it('list shows which tests come along', async () => {
  const list = (...args: string[]) => runCli(shop, ['list', '--output', 'name', ...args]);
  const select = ['--select', 'ranks'];
  expect((await list(...select)).stdout).toBe('ranks\nranks_hold_everybody\n');
  const rule = (name: string) => list(...select, '--indirect-selection', name);
  expect((await rule('cautious')).stdout).toBe('ranks\n');
  expect((await rule('buildable')).stdout).toBe('ranks\nranks_hold_everybody\n');
  expect((await rule('empty')).stdout).toBe('ranks\n');
});

import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliProjects } from '../support/cli-projects.ts';
import { type CliResult, runCli, startCli } from '../support/run-cli.ts';

let projects: CliProjects;
let temp: string;
/** A project as init makes it, built once; tests that change it work on a copy. */
let shop: string;
let firstBuild: CliResult;

beforeAll(async () => {
  projects = await CliProjects.create();
  temp = projects.root;
  ({ directory: shop, firstBuild } = await projects.shop());
});
afterAll(() => projects.cleanUp());

const copyOfShop = () => projects.copyOf(shop);

describe('the command line', () => {
  it('prints its version and an overview on stdout', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(await runCli(temp, ['--version'])).toEqual({
      code: 0,
      stdout: `crm-run ${version}\n`,
      stderr: '',
    });
    const help = await runCli(temp, ['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('crm-run build --select orders+');
    expect(await runCli(temp, [])).toEqual(help);
  });

  it('refuses an unknown command with the nearest one', async () => {
    expect(await runCli(temp, ['biuld'])).toEqual({
      code: 2,
      stdout: '',
      stderr: "error[usage]: unknown command 'biuld' (hint: did you mean 'build'?)\n",
    });
  });

  it('says where it looked for a project', async () => {
    const { code, stderr } = await runCli(temp, ['build']);
    expect(code).toBe(2);
    expect(stderr).toContain('error[no-project]');
  });

  it('points into --vars', async () => {
    const result = await runCli(shop, ['parse', '--vars', '{raw_path: [a']);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/^--vars:1:\d+: error\[yaml-syntax\]/);
  });

  it('takes options before the command, too', async () => {
    const { code, stdout } = await runCli(temp, ['--project-dir', shop, 'ls', '--output', 'name']);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toContain('customer_totals');
  });
});

describe('a new project', () => {
  it('builds at once and publishes', async () => {
    expect(firstBuild).toMatchObject({ code: 0, stdout: '' });
    expect(firstBuild.stderr).toMatch(
      /Done in .*: 1 source, 1 seed, 2 models, 1 unit test and \d tests passed\.\n/,
    );
    expect(firstBuild.stderr).toMatch(/Published warehouse\/shop\.duckdb \(/);
  });

  it('leaves artifacts that say what was done', async () => {
    const read = async (name: string) =>
      JSON.parse(await readFile(join(shop, 'target', name), 'utf8'));
    const results = await read('run_results.json');
    expect(results.args.which).toBe('build');
    expect(new Set(results.results.map((each: { status: string }) => each.status))).toEqual(
      new Set(['success', 'pass']),
    );
    expect((await read('manifest.json')).nodes['model.shop.customer_totals'].compiled).toBe(true);
    const compiled = join(shop, 'target/compiled/shop/models/reporting/customer_totals.sql');
    expect(await readFile(compiled, 'utf8')).toContain('staging.stg_orders');
  });

  it('is not written into a directory that has files', async () => {
    const { code, stderr } = await runCli(temp, ['init', 'shop']);
    expect(code).toBe(2);
    expect(stderr).toContain('error[usage]: the directory shop is not empty');
  });
});

describe('show', () => {
  it('prints a table, CSV or JSON on stdout', async () => {
    const show = (...args: string[]) => runCli(shop, ['show', 'customer_totals', ...args]);
    const table = await show('--limit', '1');
    expect(table.stdout.split('\n')[0]).toMatch(/^customer_id +orders +amount/);
    expect(table.stderr).toContain('There are more than these 1');
    const csv = await show('--output', 'csv');
    expect(csv.stdout).toMatch(/^customer_id,orders,amount,average_amount,last_ordered_on\n/);
    expect(csv.stdout.split('\n')).toHaveLength(5);
    expect(JSON.parse((await show('--output', 'json')).stdout)).toHaveLength(3);
  });

  it('answers a query of the command line, and points into it when it is wrong', async () => {
    const sql = "select count(*) as n from {{ ref('customer_totals') }};";
    const fine = await runCli(shop, ['show', '--inline', sql, '--output', 'csv']);
    expect(fine).toMatchObject({ code: 0, stdout: 'n\n3\n' });
    const wrong = await runCli(shop, ['show', '--inline', 'select 1,\n  nothing']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/^<inline>:2:3: error\[sql-binder\]/);
  });

  it('names what is not published yet', async () => {
    const copy = await copyOfShop();
    await writeFile(join(copy, 'models/fresh.sql'), 'select 1 as n\n');
    const query = "select * from {{ ref('stg_orders') }}, {{ ref('fresh') }}";
    const hint = '(hint: build it first: crm-run build --select +fresh)\n';
    const missing = 'error[relation-missing]: the published build does not have';
    expect((await runCli(copy, ['show', '--inline', query])).stderr).toBe(
      `<inline>:1:43: ${missing} ref('fresh') ${hint}`,
    );
    expect((await runCli(copy, ['show', 'fresh'])).stderr).toBe(`${missing} 'fresh' ${hint}`);
  });

  it('suggests the nearest node', async () => {
    const { code, stderr } = await runCli(shop, ['show', 'customer_total']);
    expect(code).toBe(2);
    expect(stderr).toContain("hint: did you mean 'customer_totals'?");
  });
});

describe('list, compile and dry runs', () => {
  it('print data on stdout and nothing else', async () => {
    const paths = await runCli(shop, [
      'list',
      '-s',
      'stg_orders+',
      '--output',
      'path',
      '--resource-type',
      'model',
    ]);
    expect(paths).toEqual({
      code: 0,
      stdout: 'models/staging/stg_orders.sql\nmodels/reporting/customer_totals.sql\n',
      stderr: '',
    });
    const sql = await runCli(shop, ['compile', 'stg_orders', '-q']);
    expect(sql.stdout).toContain('from raw.orders');
    const inline = await runCli(shop, ['compile', '--inline', "{{ divide('a', 'b') }}"]);
    expect(inline.stdout).toBe('(a) / nullif(b, 0)\n');
    const before = await stat(join(shop, 'warehouse/shop.duckdb'));
    const dry = await runCli(shop, ['build', '--dry-run']);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain('reporting.customer_totals');
    expect(dry.stdout).not.toContain('create');
    const verbose = await runCli(shop, ['build', '--dry-run', '--verbose']);
    expect(verbose).toMatchObject({ code: 0, stderr: '' });
    expect(verbose.stdout).toMatch(/table +reporting\.customer_totals.*\n {4}create .*table/);
    expect(verbose.stdout).toContain('    from staging.stg_orders');
    expect((await stat(join(shop, 'warehouse/shop.duckdb'))).mtimeMs).toBe(before.mtimeMs);
  });

  it('take several selectors, and repeated ones', async () => {
    const list = async (...args: string[]) =>
      (await runCli(shop, ['ls', '--output', 'name', '--resource-type', 'model', 'seed', ...args]))
        .stdout;
    const both = await list('--select', 'stg_orders', 'order_statuses');
    expect(both.trim().split('\n').sort()).toEqual(['order_statuses', 'stg_orders']);
    expect(await list('--select', 'stg_orders', '--select', 'order_statuses')).toBe(both);
  });
});

describe('what goes wrong', () => {
  it('in project files is reported together, and nothing runs', async () => {
    const copy = await copyOfShop();
    const totals = join(copy, 'models/reporting/customer_totals.sql');
    const text = await readFile(totals, 'utf8');
    await writeFile(totals, text.replace("ref('stg_orders')", "ref('stg_order')"));
    const yaml = join(copy, 'models/reporting/_reporting.yml');
    await writeFile(yaml, (await readFile(yaml, 'utf8')).replace('columns:', 'colums:'));
    const sources = join(copy, 'models/staging/_sources.yml');
    const location = /^ +meta:\n +external_location: .*\n/m;
    await writeFile(sources, (await readFile(sources, 'utf8')).replace(location, ''));
    const { code, stdout, stderr } = await runCli(copy, ['build']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.match(/^models\/staging\/_sources\.yml.*error\[missing-key\]/gm)).toHaveLength(1);
    expect(stderr).toMatch(/^models\/reporting\/_reporting\.yml:7:5: error\[unknown-key\]/m);
    expect(stderr).toMatch(
      /^models\/reporting\/customer_totals\.sql:3:\d+: error\[unknown-ref\].*stg_orders/m,
    );
    expect(stderr).toContain('3 errors in 3 files.');
  });

  it('in the vars of a partial build does not mix raw data of two places', async () => {
    const copy = await copyOfShop();
    await rename(join(copy, 'data'), join(copy, 'elsewhere'));
    const vars = ['--vars', '{raw_path: elsewhere}'];
    const { code, stderr } = await runCli(copy, ['build', '--select', 'stg_orders', ...vars]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      "error[source-moved]: the published build loaded source 'raw.orders' from data/orders.csv, " +
        'and it is elsewhere/orders.csv now (hint: give the vars of that build, or load everything ' +
        'from here: crm-run build --replace-sources, with the same vars)',
    );
    const whole = await runCli(copy, ['build', ...vars]);
    expect(whole.code).toBe(2);
    expect(whole.stderr).toContain(
      'to publish these rows in place of those, add --replace-sources',
    );
    const dry = await runCli(copy, ['build', '--dry-run', ...vars]);
    expect(dry).toMatchObject({ code: 2, stderr: expect.stringContaining('source-moved') });
    expect((await runCli(copy, ['build', '--replace-sources', ...vars])).code).toBe(0);
  });

  it('in a data test fails the build, keeps the rows and leaves the published file', async () => {
    const copy = await copyOfShop();
    const file = join(copy, 'warehouse/shop.duckdb');
    const before = await readFile(file);
    await writeFile(
      join(copy, 'tests/data/nobody_is_c01.sql'),
      "select customer_id, 7 as n from {{ ref('customer_totals') }} where customer_id = 'C01'\n",
    );
    const { code, stderr } = await runCli(copy, ['build']);
    expect(code).toBe(1);
    expect(stderr).toContain('FAIL 1 test nobody_is_c01');
    expect(stderr).toMatch(/ {2}customer_id {2}n\n.*\n {2}C01 {10}7\n/);
    expect(stderr).toContain('target/compiled/shop/tests/data/nobody_is_c01.sql');
    expect(stderr).toContain('target/failures/nobody_is_c01.csv');
    expect(stderr).toMatch(/Not published: .*; the previous build stays\.\n$/);
    expect(before.equals(await readFile(file))).toBe(true);
  });

  it('is one JSON object a line when that is asked for', async () => {
    const { code, stderr } = await runCli(shop, ['build', '--log-format', 'json']);
    expect(code).toBe(0);
    const lines = stderr
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(lines.at(-1).info.name).toBe('CommandCompleted');
    expect(lines.every(({ info, data }) => info.msg !== undefined && data !== undefined)).toBe(
      true,
    );
  });

  it('is all that is reported when it is to be quiet, and how it ended', async () => {
    const { code, stdout, stderr } = await runCli(shop, ['build', '--quiet']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^Done in .*passed; published warehouse\/shop\.duckdb \(.* MB\)\.\n$/);
  });

  it('does not include a reader that has seen enough', async () => {
    const { child, result } = startCli(shop, ['list', '--output', 'json']);
    child.stdout?.destroy();
    expect(await result).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('clean', () => {
  it('deletes target, and the warehouse only when asked to', async () => {
    const copy = await copyOfShop();
    expect((await runCli(copy, ['clean'])).stderr).toMatch(
      /^Deleted target \(\d+ files, .*\)\.\n$/,
    );
    expect(await readdir(copy)).not.toContain('target');
    expect(await readdir(join(copy, 'warehouse'))).toContain('shop.duckdb');
    await runCli(copy, ['clean', '--warehouse']);
    expect(await readdir(join(copy, 'warehouse'))).not.toContain('shop.duckdb');
    expect((await runCli(copy, ['clean'])).stderr).toBe('Nothing to delete.\n');
    expect((await runCli(copy, ['build'])).code).toBe(0);
  });
});

describe('debug and parse', () => {
  it('tell the state of things', async () => {
    const { code, stdout } = await runCli(shop, ['debug']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^raw file +data\/orders\.csv \(\d+ B\)$/m);
    expect(stdout).toMatch(/^published +opens: 4 relations/m);
    expect(stdout).toMatch(/^lock +free$/m);
    expect(stdout).toMatch(/^promises +a build is published in one step, readers never wait/m);
    const missing = await runCli(shop, ['debug', '--vars', '{raw_path: nowhere}']);
    expect(missing.code).toBe(1);
    expect(missing.stdout).toContain('PROBLEM: nowhere/orders.csv does not exist');
  });

  it('count what the project has', async () => {
    const { code, stderr } = await runCli(shop, ['parse']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^shop is fine: 1 source, 1 seed, 2 models, /);
  });
});

describe('watch', () => {
  it('rebuilds what a save changes, keeps going after an error, and ends with Ctrl-C', async () => {
    const copy = await copyOfShop();
    const file = join(copy, 'models/reporting/customer_totals.sql');
    const text = await readFile(file, 'utf8');
    const { child, result, saw } = startCli(copy, ['watch']);
    await saw('Watching for saved files');
    await writeFile(file, text.replace('as orders,', 'as orders, 1 as one,'));
    await saw('Changed: customer_totals.');
    await saw('Published', 2);
    await writeFile(file, `${text}{{ ref('nothing') }}`);
    await saw('error[unknown-ref]');
    await saw('The last good build stays.');
    await writeFile(file, text);
    await saw('Published', 3);
    child.kill('SIGINT');
    expect((await result).code).toBe(0);
  });
});

import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliProjects } from '../support/cli-projects.ts';
import { runCli } from '../support/run-cli.ts';

let projects: CliProjects;
let shop: string;

beforeAll(async () => {
  projects = await CliProjects.create();
  shop = (await projects.shop()).directory;
});
afterAll(() => projects.cleanUp());

describe('an error on the command line', () => {
  it('in the name of a var is an error, in the text of --vars', async () => {
    const result = await runCli(shop, ['build', '--vars', '{rawpath: ../mine}']);
    expect(result).toEqual({
      code: 2,
      stdout: '',
      stderr:
        "--vars:1:2: error[unknown-var]: nothing in the project reads the var 'rawpath' " +
        "(hint: did you mean 'raw_path'?)\n",
    });
  });

  it.each(['show', 'compile'])('in a query of %s gets the nearest name', async command => {
    const query = "select * from {{ ref('customer_totls') }}";
    const { code, stderr } = await runCli(shop, [command, '--inline', query]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^<inline>:1:18: error\[unknown-ref\].*did you mean 'customer_totals'/);
  });

  it.each(['', ' ; ', '-- later'])('is a query without anything in it: %j', async query => {
    expect(await runCli(shop, ['show', '--inline', query])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error\[usage\]: the query of --inline is empty/),
    });
  });

  it.each([
    ['show', 'stg_orders', '--select', 'customer_totals'],
    ['show', 'stg_orders', '--inline', 'select 1'],
    ['compile', '--inline', 'select 1', '--exclude', 'stg_orders'],
  ])('that says two things at once is refused: %s %s %s %s', async (...args) => {
    const { code, stderr } = await runCli(shop, args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error\[usage\]/);
  });

  it('has its place also below the directory of the project', async () => {
    const { stderr } = await runCli(join(shop, 'models'), ['ls', '--select', '+']);
    expect(stderr).toMatch(/^--select:1:/);
  });
});

it('tests before the first build are reported once that there is none', async () => {
  const copy = await projects.copyOf(shop);
  await rm(join(copy, 'warehouse'), { recursive: true });
  const { code, stderr } = await runCli(copy, ['test']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error\[warehouse-missing\]: .*\(hint: .*crm-run build\)\n$/);
});

it.runIf(existsSync('/proc/self')).each([
  ['synth', '--customers', '1', '--months', '1', '--out', '/proc/x'],
  ['init', '/proc/x'],
])('%s ends where no directory can be made', async (...args) => {
  expect(await runCli(shop, args)).toMatchObject({
    code: 2,
    stderr: 'error[file-unwritable]: /proc takes no new directory (hint: choose another path)\n',
  });
});

it('debug is quiet where all is well, and JSON where that is asked for', async () => {
  expect(await runCli(shop, ['debug', '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
  const { stdout } = await runCli(shop, ['debug', '--log-format', 'json']);
  const findings = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(findings).toContainEqual({ what: 'lock', finding: 'free', problem: false });
});

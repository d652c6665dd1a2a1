import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliProjects } from '../support/cli-projects.ts';
import { runCli } from '../support/run-cli.ts';

const tables = [
  'acquisition_costs',
  'campaign_assignments',
  'customer_attributes',
  'customer_truth',
  'customers',
  'interactions',
  'nps_responses',
  'products',
  'touchpoints',
  'transactions',
  'web_visits',
];
let projects: CliProjects;
beforeAll(async () => {
  projects = await CliProjects.create();
});
afterAll(() => projects.cleanUp());

const synth = (...args: string[]) => runCli(projects.root, ['synth', ...args]);
const small = ['--customers', '30', '--months', '6'];

async function filesOf(directory: string): Promise<ReadonlyMap<string, string>> {
  const root = join(projects.root, directory);
  const names = (await readdir(root)).sort();
  return new Map(
    await Promise.all(
      names.map(async name => [name, await readFile(join(root, name), 'latin1')] as const),
    ),
  );
}

describe('synth', () => {
  it('writes the same bytes for the same arguments, and others for another seed', async () => {
    const first = await synth(...small, '--out', 'first');
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toMatch(/^first\/customers\.csv: 30 rows \(.*\)$/m);
    await synth(...small, '--out', 'again', '--seed', '1');
    await synth(...small, '--out', 'other', '--seed', '2');
    const files = await filesOf('first');
    expect([...files.keys()]).toEqual([...tables.map(name => `${name}.csv`), 'truth.json'].sort());
    expect(first.stderr).toMatch(/^first\/truth\.json: what was planted \(.*\)$/m);
    expect(await filesOf('again')).toEqual(files);
    expect((await filesOf('other')).get('transactions.csv')).not.toBe(
      files.get('transactions.csv'),
    );
  });

  it('writes Parquet, for the months that were asked for', async () => {
    const args = ['--start-month', '2020-01', '--format', 'parquet', '--out', 'parquet', '--quiet'];
    expect(await synth(...small, ...args)).toEqual({ code: 0, stdout: '', stderr: '' });
    const files = await filesOf('parquet');
    expect([...files.keys()]).toEqual(
      [...tables.map(name => `${name}.parquet`), 'truth.json'].sort(),
    );
    for (const name of tables) {
      expect(files.get(`${name}.parquet`)?.slice(0, 4), name).toBe('PAR1');
    }
  });

  it.each<[string[], string]>([
    [['--customers', '0', '--months', '6'], "'0' is invalid"],
    [['--customers', 'many', '--months', '6'], "'many' is invalid"],
    [['--customers', '30'], "required option '--months <number>' not specified"],
    [[...small, '--format', 'xlsx'], "'xlsx' is invalid: allowed choices are csv, parquet"],
    [[...small, '--end-month', '2025-13'], '2025-13'],
    [
      [...small, '--start-month', '2020-01', '--end-month', '2025-12'],
      'both a first and a last month',
    ],
  ])('refuses %j and writes nothing', async (args, message) => {
    const { code, stdout, stderr } = await synth(...args, '--out', 'refused');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(await readdir(projects.root)).not.toContain('refused');
  });
});

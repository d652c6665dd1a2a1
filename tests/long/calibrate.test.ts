import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CliProjects } from '../support/cli-projects.ts';
import { runCli } from '../support/run-cli.ts';

let projects: CliProjects;
let own: string;
let seed: string;
let committed: string;

beforeAll(async () => {
  projects = await CliProjects.create();
  own = await projects.own();
  seed = join(own, 'seeds/calibration/tier_thresholds.csv');
  committed = await readFile(seed, 'utf8');
  expect(await runCli(own, ['run', '--quiet'])).toMatchObject({ code: 0 });
});
afterAll(() => projects.cleanUp());

const calibrate = (...args: string[]) => runCli(own, ['calibrate', ...args]);

describe('calibrate', () => {
  beforeEach(() => writeFile(seed, committed));

  it('looks at the last month of the build and changes nothing', async () => {
    const { code, stdout, stderr } = await calibrate();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('2025-12');
    expect(stdout).toMatch(/^t_high /m);
    expect(stdout).toMatch(/^Diamond /m);
    expect(await readFile(seed, 'utf8')).toBe(committed);
  });

  it('looks at another month, by its name or its first day', async () => {
    const { stdout } = await calibrate('--month', '2025-06');
    expect(stdout).toContain('2025-06');
    expect((await calibrate('--month', '2025-06-01')).stdout).toBe(stdout);
    const { code, stderr } = await calibrate('--month', '1999-01');
    expect(code).toBe(2);
    expect(stderr).toContain('1999-01');
  });

  it('proposes thresholds of the lifecycle, and writes them to their own seed', async () => {
    const lifecycle = join(own, 'seeds/calibration/lifecycle_thresholds.csv');
    const before = await readFile(lifecycle, 'utf8');
    const { code, stdout, stderr } = await calibrate('lifecycle', '--month', '2025-09', '--write');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^drop_off_days /m);
    const added = (await readFile(lifecycle, 'utf8')).slice(before.trimEnd().length).trim();
    expect(added).toMatch(/^2025-10-01(,[\d.]+){4}$/);
    expect(stderr).toContain(`Appended to seeds/calibration/lifecycle_thresholds.csv: ${added}`);
    expect(await readFile(seed, 'utf8')).toBe(committed);
    await writeFile(lifecycle, before);
    const refused = await calibrate('habits');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('allowed choices are tiers, lifecycle');
  });

  it('appends a version and refuses the same month again', async () => {
    const first = await calibrate('--month', '2025-09', '--write');
    expect(first.code).toBe(0);
    const appended = await readFile(seed, 'utf8');
    expect(appended.startsWith(committed)).toBe(true);
    const added = appended.slice(committed.length);
    expect(added).toMatch(/^2025-10-01(,[\d.]+){6}\n$/);
    expect(first.stderr).toContain(
      `Appended to seeds/calibration/tier_thresholds.csv: ${added.trim()}`,
    );

    const second = await calibrate('--month', '2025-09', '--write');
    expect(second.code).toBe(2);
    expect(second.stderr).toMatch(
      /^seeds\/calibration\/tier_thresholds\.csv:\d+:1: error\[invalid-value\]: .*2025-10/m,
    );
    expect(await readFile(seed, 'utf8')).toBe(appended);
  });
});

import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, symlink, writeFile } from 'node:fs/promises';
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

describe('clean', () => {
  it('next to clean: each file is deleted by one, both end well and say what they did', async () => {
    const directory = await projects.copyOf(shop);
    const runs = await Promise.all(
      [1, 2, 3].map(() => runCli(directory, ['clean', '--warehouse', '--project-dir', directory])),
    );
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    const told = runs.map(({ stderr }) => stderr).join('');
    expect(told.match(/^Deleted warehouse\/shop\.duckdb \(/gm)).toHaveLength(1);
    expect(told.match(/^Nothing to delete\.$/gm)).toHaveLength(2);
    expect(existsSync(join(directory, 'target'))).toBe(false);
    expect(await readdir(join(directory, 'warehouse'))).toEqual(['shop.duckdb.lock']);
  });

  it('deletes links out of the project, and not what they lead to', async () => {
    const directory = await projects.copyOf(shop);
    const disk = join(projects.root, 'disk');
    await mkdir(disk);
    for (const path of ['target', 'warehouse/shop.duckdb']) {
      const moved = join(disk, path.replace('/', '-'));
      await rename(join(directory, path), moved);
      await symlink(moved, join(directory, path));
    }
    const { code, stderr } = await runCli(directory, ['clean', '--warehouse']);
    expect(code).toBe(0);
    expect(stderr).toBe(
      `Deleted the link target; ${disk}/target, where it leads, stays as it is.\n` +
        `Deleted the link warehouse/shop.duckdb; ${disk}/warehouse-shop.duckdb, where it leads, stays as it is.\n`,
    );
    expect(await readdir(disk)).toEqual(['target', 'warehouse-shop.duckdb']);
    expect(await readdir(join(disk, 'target'))).toContain('manifest.json');
    expect(existsSync(join(directory, 'target'))).toBe(false);
  });

  it('deletes a link to a directory out of the project, and nothing in there', async () => {
    const directory = await projects.copyOf(shop);
    const disk = join(projects.root, 'other');
    await rename(join(directory, 'warehouse'), disk);
    await symlink(disk, join(directory, 'warehouse'));
    const before = await readdir(disk);
    const { code, stderr } = await runCli(directory, ['clean', '--warehouse']);
    expect(code).toBe(0);
    expect(stderr).toContain(
      `Deleted the link warehouse; ${disk}, where it leads, stays as it is.\n`,
    );
    expect(await readdir(disk)).toEqual(before);
  });
});

it('a build whose target/ cannot be written to is refused before anything runs', async () => {
  const directory = await projects.copyOf(shop);
  await runCli(directory, ['clean', '--warehouse']);
  await writeFile(join(directory, 'target'), 'mine');
  const { code, stderr } = await runCli(directory, ['build']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/error\[file-unwritable\]: making the directory .*target failed/);
  expect(stderr).not.toContain('PASS');
  expect(existsSync(join(directory, 'warehouse/shop.duckdb'))).toBe(false);
});

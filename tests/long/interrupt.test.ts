import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addSlowModel, CliProjects, deaf } from '../support/cli-projects.ts';
import { runCli, startCli } from '../support/run-cli.ts';

let projects: CliProjects;
let shop: string;
/** A copy of the built project, and what is published in it. */
let copy: string;
let published: Buffer;

beforeAll(async () => {
  projects = await CliProjects.create();
  shop = (await projects.shop()).directory;
});
afterAll(() => projects.cleanUp());

beforeEach(async () => {
  copy = await projects.copyOf(shop);
  published = await readPublished();
});

const warehouse = () => join(copy, 'warehouse');
const readPublished = () => readFile(join(warehouse(), 'shop.duckdb'));

/** Starts a build and waits until it is in the model that takes minutes. */
async function startSlowBuild(sql?: string) {
  await addSlowModel(copy, sql);
  const build = startCli(copy, ['build']);
  await build.saw('main.ahead');
  await sleep(200);
  return build;
}

describe('Ctrl-C', () => {
  it('ends a build, publishes nothing and leaves nothing behind', async () => {
    const { child, result } = await startSlowBuild();
    child.kill('SIGINT');
    const { code, stdout, stderr } = await result;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(/STOP table main\.slow, interrupted, /);
    expect(stderr).toMatch(/\nInterrupted after [^:]*: 1 source, 1 seed, \d models?.*\.\n/);
    expect(stderr).not.toMatch(/error/i);
    expect(stderr).toMatch(/Not published: .*; the previous build stays\.\n$/);
    expect(published.equals(await readPublished())).toBe(true);
    expect((await readdir(warehouse())).sort()).toEqual(['shop.duckdb', 'shop.duckdb.lock']);
  });

  it('a second time ends it at once, and the next build clears up', async () => {
    const { child, result } = await startSlowBuild(deaf);
    child.kill('SIGINT');
    await sleep(300);
    expect(child.exitCode).toBeNull();
    const from = performance.now();
    child.kill('SIGINT');
    const { code, stderr } = await result;
    expect(code).toBe(130);
    expect(performance.now() - from).toBeLessThan(1000);
    expect(stderr).not.toContain('Not published');
    expect(published.equals(await readPublished())).toBe(true);

    expect(await readdir(warehouse())).toContain('shop.duckdb.next');
    await rm(join(copy, 'models/slow.sql'));
    expect((await runCli(copy, ['build'])).code).toBe(0);
    expect((await readdir(warehouse())).sort()).toEqual(['shop.duckdb', 'shop.duckdb.lock']);
  });
});

it('while a build runs, another is refused or waits, and nothing is cleaned', async () => {
  const holder = await startSlowBuild();
  const heldBy = new RegExp(
    `warehouse/shop\\.duckdb is held by process ${holder.child.pid} .*since \\d{4}-\\d\\d-\\d\\dT`,
  );

  const refused = await runCli(copy, ['build']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('error[warehouse-locked]');
  expect(refused.stderr).toMatch(heldBy);
  expect(refused.stderr).toContain('--wait');

  const cleaned = await runCli(copy, ['clean', '--warehouse']);
  expect(cleaned.code).toBe(2);
  expect(cleaned.stderr).toContain('error[warehouse-locked]');
  expect(cleaned.stderr).toMatch(heldBy);
  expect(cleaned.stderr).not.toContain('--wait');
  expect(await readdir(copy)).toContain('target');
  expect(await readdir(warehouse())).toContain('shop.duckdb.next');

  const waiting = startCli(copy, ['build', '--select', 'stg_orders', '--wait']);
  await waiting.saw(`process ${holder.child.pid} `);
  expect(published.equals(await readPublished())).toBe(true);
  holder.child.kill('SIGINT');
  expect((await holder.result).code).toBe(130);
  const { code, stderr } = await waiting.result;
  expect(code).toBe(0);
  expect(stderr).toMatch(heldBy);
  expect(stderr).toContain('Published warehouse/shop.duckdb');
});

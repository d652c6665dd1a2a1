import { chmodSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Child, Children } from '../support/children.ts';
import { addSlowModel, CliProjects } from '../support/cli-projects.ts';
import { generationFixture } from '../support/generation-fixture.ts';
import { startCli } from '../support/run-cli.ts';
import { RunFixture } from '../support/run-fixture.ts';

let children: Children;
beforeAll(() => {
  children = new Children();
});
afterAll(() => children.cleanUp());

let fixture: RunFixture;
beforeEach(() => {
  fixture = generationFixture(new RunFixture().root, 1);
});
afterEach(() => fixture.cleanUp());

async function release(child: Child): Promise<void> {
  child.process.stdin?.end();
  await child.ended;
}

describe('a program that has the published file open for writing', () => {
  it('keeps a build out, which names it and its process, also after waiting', async () => {
    await fixture.run();
    const writer = children.start('child-writer', fixture.target.path, '1');
    await writer.until('open');
    const held = new RegExp(`w\\.duckdb is held by process ${writer.process.pid} \\(.*node.*\\)`);
    for (const wait of [0, 1]) {
      const started = performance.now();
      const { published, errors } = await fixture.run({ wait });
      expect([published, errors.map(({ code }) => code)]).toEqual([false, ['warehouse-locked']]);
      expect(errors[0]?.message).toMatch(held);
      expect(performance.now() - started).toBeGreaterThan(wait * 1000);
      expect(/, also after 1 second$/.test(errors[0]?.message ?? '')).toBe(wait === 1);
    }
    await release(writer);
  });

  it('is waited for, and what it wrote is in the next build', async () => {
    await fixture.run();
    const writer = children.start('child-writer', fixture.target.path, '7');
    await writer.until('open');
    const build = fixture.run({ wait: true });
    await sleep(300);
    await release(writer);
    expect((await build).published).toBe(true);
    expect(await fixture.query('select n from main.theirs')).toEqual([[7]]);
  });

  it('and is killed with its writes in the log alone has them in the next build', async () => {
    await fixture.run();
    const writer = children.start('child-writer', fixture.target.path, '8');
    await writer.until('open');
    await writer.kill();
    for (const select of [undefined, ['first']]) {
      const options = select === undefined ? {} : { select };
      expect((await fixture.run(options)).published).toBe(true);
      expect(await fixture.query('select n from main.theirs')).toEqual([[8]]);
    }
  });
});

it('a first build does not replace a file that another program made meanwhile', async () => {
  let writer: Child | undefined;
  const { published, errors } = await fixture.run({
    onEvent: ({ type }) => {
      if (type !== 'claimed') return;
      writer = children.start('child-writer', fixture.target.path, '5');
      // The event is synchronous, and so is the wait: the file is there before the build goes on.
      while (!existsSync(fixture.target.path))
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    },
  });
  expect([published, errors.map(({ code }) => code)]).toEqual([false, ['publish-failed']]);
  expect(errors[0]?.message).toMatch(
    /^another program put a file at .*w\.duckdb while the build ran$/,
  );
  if (writer !== undefined) await release(writer);
  expect(await fixture.query('select n from main.theirs')).toEqual([[5]]);
});

it('nothing that a build writes gives others more than the published file does', async () => {
  const projects = await CliProjects.create();
  const { directory } = await projects.shop();
  const warehouse = join(directory, 'warehouse');
  const published = join(warehouse, 'shop.duckdb');
  chmodSync(published, 0o600);
  rmSync(join(directory, 'target'), { recursive: true });
  await addSlowModel(directory);
  const build = startCli(directory, ['build']);
  await build.saw('ahead');
  const beside = readdirSync(warehouse).filter(name => name !== 'shop.duckdb.lock');
  expect(beside).toContain('shop.duckdb.next');
  const modes = beside.map(name => [name, statSync(join(warehouse, name)).mode & 0o066]);
  expect(modes).toEqual(beside.map(name => [name, 0]));
  build.child.kill('SIGINT');
  await build.result;
  const artifacts = readdirSync(join(directory, 'target')).filter(name => name.endsWith('.json'));
  expect(artifacts.length).toBeGreaterThan(0);
  for (const name of artifacts) {
    expect([name, statSync(join(directory, 'target', name)).mode & 0o066]).toEqual([name, 0]);
  }
  await projects.cleanUp();
});

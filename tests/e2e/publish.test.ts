import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Children } from '../support/children.ts';
import { generationFixture } from '../support/generation-fixture.ts';
import { hashOf } from '../support/publish-trials.ts';
import { RunFixture } from '../support/run-fixture.ts';

let children: Children;
beforeAll(() => {
  children = new Children();
});
afterAll(() => children.cleanUp());

let fixture: RunFixture;
beforeEach(() => {
  fixture = new RunFixture();
});
afterEach(() => fixture.cleanUp());

it('SIGINT ends a build and changes nothing', async () => {
  await generationFixture(fixture.root, 1).run();
  const before = hashOf(fixture.target.path);
  const child = children.start('child-build', fixture.root, '2', '--long');
  await child.until('node-started');
  child.process.kill('SIGINT');
  expect(await child.until('result')).toMatchObject({
    published: false,
    errors: [{ code: 'interrupted' }],
  });
  await child.ended;
  expect(hashOf(fixture.target.path)).toBe(before);
  expect(readdirSync(join(fixture.root, 'warehouse')).sort()).toEqual([
    'w.duckdb',
    'w.duckdb.lock',
  ]);
});

describe('while another process builds', () => {
  it('a build is refused and reported who holds the warehouse and since when', async () => {
    const holder = children.start('child-build', fixture.root, '1', '--long');
    await holder.until('node-started');
    const { errors } = await fixture.run();
    await holder.kill();
    expect(errors.map(({ code }) => code)).toEqual(['warehouse-locked']);
    expect(errors[0]?.message).toContain(`process ${holder.process.pid} `);
    expect(errors[0]?.message).toMatch(/since \d{4}-\d\d-\d\dT/);
    expect(errors[0]?.hint).toContain('--wait');
  });

  it('a killed holder leaves no lock, and its note is not believed', async () => {
    const holder = children.start('child-build', fixture.root, '1', '--long');
    await holder.until('node-started');
    await holder.kill();
    expect(readdirSync(join(fixture.root, 'warehouse'))).toContain('w.duckdb.lock.json');
    const next = children.start('child-build', fixture.root, '2', '--long');
    await next.until('node-started');
    const { errors } = await fixture.run();
    await next.kill();
    expect(errors[0]?.message).toContain(`process ${next.process.pid} `);
    expect((await generationFixture(fixture.root, 3).run()).published).toBe(true);
  });

  it('a build that waits goes on when the other ends', async () => {
    const holder = children.start('child-build', fixture.root, '1', '--long');
    await holder.until('node-started');
    const waiting = children.start('child-build', fixture.root, '2', '--wait');
    expect(await waiting.until('waiting')).toMatchObject({
      holder: expect.stringContaining(`process ${holder.process.pid} `),
    });
    await holder.kill();
    expect(await waiting.until('result')).toMatchObject({ published: true });
  });

  it('a second build of the same process is refused too', async () => {
    fixture.model('a', { sql: 'select sum(x) as n from range(100000000) t(x)' });
    const both = await Promise.all([fixture.run({ processId: 7 }), fixture.run({ processId: 7 })]);
    expect(both.map(({ published }) => published).sort()).toEqual([false, true]);
    const refused = both.find(({ published }) => !published);
    expect(refused?.errors[0]?.message).toContain('is held by process 7 since');
  });
});

describe('a full disk', () => {
  const disk = mkdtempSync(join(tmpdir(), 'crm-run-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk]).status === 0;
  afterAll(() => {
    if (mounted) spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  it('leaves the published file, and the next build works', async ({ skip }) => {
    skip(!mounted, 'a small tmpfs cannot be mounted, which takes the rights of root');
    await generationFixture(disk, 1).run();
    const file = join(disk, 'warehouse', 'w.duckdb');
    const before = hashOf(file);
    const { published, failed, errors } = await children.build(disk, 2, '--rows=1000000');
    expect(published).toBe(false);
    // Once: the nodes after it are skipped instead of failing on the same full disk.
    expect([...failed, ...errors.map(({ code }) => code)]).toEqual(['disk-full']);
    expect(hashOf(file)).toBe(before);
    expect((await generationFixture(disk, 3).run()).published).toBe(true);
    expect(readdirSync(join(disk, 'warehouse')).sort()).toEqual(['w.duckdb', 'w.duckdb.lock']);
  });
});

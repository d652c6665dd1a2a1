import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Children } from './children.ts';
import { generationFixture } from './generation-fixture.ts';
import { RunFixture } from './run-fixture.ts';

/** What came of killing builds. */
export interface KillReport {
  /** Kills after which the published file had the bytes that it had before. */
  readonly unchanged: number;
  /** Kills that came after the rename: the whole new build was there. */
  readonly published: number;
  /** Anything else; has to stay empty. */
  readonly broken: readonly string[];
  /** What stood next to the published file after the build that followed the kills. */
  readonly beside: readonly string[];
}

/** Kills builds at moments spread over the time that a build takes, and looks at what is left. */
export async function killBuilds(children: Children, count: number): Promise<KillReport> {
  const fixture = new RunFixture();
  const file = fixture.target.path;
  try {
    const timed = children.start('child-build', fixture.root, '0');
    await timed.until('ready');
    const ready = performance.now();
    await timed.until('result');
    const length = performance.now() - ready;
    let current = 0;
    const report = { unchanged: 0, published: 0, broken: [] as string[] };
    for (let kill = 1; kill <= count; kill += 1) {
      const before = hashOf(file);
      const child = children.start('child-build', fixture.root, String(kill));
      await child.until('ready');
      await sleep(((kill - 1 + Math.random()) / count) * length);
      await child.kill();
      const generations = await fixture.query(
        'select distinct generation from crm.all_of_them union select generation from crm.second',
      );
      const found = generations.map(([generation]) => Number(generation)).join();
      if (hashOf(file) === before && found === String(current)) report.unchanged += 1;
      else if (found === String(kill)) report.published += 1;
      else report.broken.push(`kill ${kill}: generations ${found} after ${current}`);
      current = Number(found);
    }
    const last = await generationFixture(fixture.root, count + 1).run();
    if (!last.published) report.broken.push(`the next build: ${last.errors[0]?.message}`);
    return { ...report, beside: readdirSync(join(fixture.root, 'warehouse')).sort() };
  } finally {
    fixture.cleanUp();
  }
}

/** What a reader saw while builds were published under it. */
export interface ReadReport {
  readonly opens: number;
  readonly mixed: number;
  readonly failures: readonly string[];
  readonly generations: number;
}

/**
 * Builds again and again while another process opens the published file all the time, until it has
 * opened it `opens` times and seen `builds` builds, however fast the machine is.
 */
export async function readDuringBuilds(
  children: Children,
  { opens, builds }: { readonly opens: number; readonly builds: number },
): Promise<ReadReport> {
  const fixture = generationFixture(new RunFixture().root, 0);
  try {
    await fixture.run();
    const reader = children.start(
      'child-reader',
      fixture.target.path,
      String(opens),
      String(builds),
    );
    await reader.until('ready');
    for (let build = 1; !reader.lines.some(({ type }) => type === 'enough'); build += 1) {
      const { published } = await generationFixture(fixture.root, build).run();
      if (!published) throw new Error(`build ${build} was not published`);
    }
    reader.process.stdin?.end();
    return (await reader.until('report')) as ReadReport;
  } finally {
    fixture.cleanUp();
  }
}

/** SHA-256 of a file; undefined where there is none. */
export function hashOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

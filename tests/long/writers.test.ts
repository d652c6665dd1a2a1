import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunEvent } from '../../src/run/run-event.ts';
import { type Child, Children } from '../support/children.ts';
import { generationFixture } from '../support/generation-fixture.ts';
import { RunFixture } from '../support/run-fixture.ts';

let children: Children;
let fixture: RunFixture;
beforeAll(() => {
  children = new Children();
  fixture = generationFixture(new RunFixture().root, 1);
});
afterAll(() => {
  children.cleanUp();
  fixture.cleanUp();
});

async function release(child: Child): Promise<void> {
  child.process.stdin?.end();
  await child.ended;
}

it('while a build runs, from its first event to its last, nobody else gets to write', async () => {
  await fixture.run();
  const tried: Promise<unknown>[] = [];
  const onEvent = ({ type }: RunEvent) => {
    if (!['claimed', 'node-started', 'node-finished'].includes(type) || tried.length > 5) return;
    const writer = children.start('child-writer', fixture.target.path, '9');
    tried.push(
      Promise.race([writer.until('refused'), writer.until('open')]).finally(() => release(writer)),
    );
  };
  // The build is long enough for each of them to try while it runs.
  const slow = generationFixture(fixture.root, 2, { long: true });
  const { published } = await slow.run({ onEvent });
  expect(published).toBe(true);
  expect((await Promise.all(tried)).map(line => (line as { type: string }).type)).toEqual(
    tried.map(() => 'refused'),
  );
});

import { expect, it } from 'vitest';
import { random } from '../campaign/random.ts';
import { buildWorlds } from '../support/build-worlds.ts';

it('the whole project builds in thirty small worlds, whatever is odd about them', async () => {
  const seed = Math.floor(Date.now() / 1000) % 1_000_000;
  const { broken, worlds, published } = await buildWorlds(random(seed), count => count < 30);
  expect(broken, `drawn from ${seed}`).toEqual([]);
  expect(worlds).toBe(30);
  expect(published).toBeGreaterThan(10);
});

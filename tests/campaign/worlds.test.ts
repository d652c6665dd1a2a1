import { expect, it } from 'vitest';
import { buildWorlds } from '../support/build-worlds.ts';
import { budgetOf, campaignSeed, reportPart } from './budget.ts';
import { random } from './random.ts';

it('the whole project builds in small worlds of every shape', async () => {
  const until = performance.now() + budgetOf('worlds') * 1000;
  const goesOn = () => performance.now() < until;
  const { broken, ...figures } = await buildWorlds(random(campaignSeed()), goesOn);
  expect(figures.worlds).toBeGreaterThan(0);
  reportPart('worlds', figures, broken);
});

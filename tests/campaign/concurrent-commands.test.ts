import { expect, it } from 'vitest';
import { budgetOf, campaignSeed, reportPart } from './budget.ts';
import { runConcurrently } from './concurrent-commands.ts';
import { random } from './random.ts';

it('commands that run in one project at the same time do each other no harm', async () => {
  const draw = random(campaignSeed());
  const { broken, ...figures } = await runConcurrently({ seconds: budgetOf('commands'), draw });
  expect(figures.rounds).toBeGreaterThan(0);
  reportPart('commands', figures, broken);
});

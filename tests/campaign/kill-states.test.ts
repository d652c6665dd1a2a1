import { expect, it } from 'vitest';
import { budgetOf, campaignSeed, reportPart } from './budget.ts';
import { readKillStates } from './kill-states.ts';
import { random } from './random.ts';
import { useShim } from './use-shim.ts';

const shim = useShim();

it('a build killed at any I/O call leaves the old build or the whole new one', async ({ skip }) => {
  const library = shim();
  if (library === undefined) return skip('this machine has no C compiler');
  const draw = random(campaignSeed());
  const seconds = budgetOf('killStates');
  const { broken, ...figures } = await readKillStates(library, { seconds, draw });
  expect(figures.states).toBeGreaterThan(0);
  reportPart('killStates', figures, broken);
});

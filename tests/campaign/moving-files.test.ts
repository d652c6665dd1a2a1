import { expect, it } from 'vitest';
import { budgetOf, campaignSeed, reportPart } from './budget.ts';
import { moveFiles } from './moving-files.ts';
import { random } from './random.ts';
import { useShim } from './use-shim.ts';

const shim = useShim();

it('an input that changes while it is read is never published in part', async ({ skip }) => {
  const library = shim();
  if (library === undefined) return skip('this machine has no C compiler');
  const draw = random(campaignSeed());
  const { broken, ...figures } = await moveFiles(library, { seconds: budgetOf('moving'), draw });
  expect(figures.trials).toBeGreaterThan(0);
  reportPart('moving', figures, broken);
});

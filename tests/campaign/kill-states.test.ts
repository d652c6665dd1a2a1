import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { budgetOf, campaignSeed, reportPart } from './budget.ts';
import { compileShim } from './fault-shim.ts';
import { readKillStates } from './kill-states.ts';
import { random } from './random.ts';

let folder: string;
let library: string | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fault-shim-'));
  library = compileShim(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a build killed at any I/O call leaves the old build or the whole new one', async ({ skip }) => {
  if (library === undefined) return skip('this machine has no C compiler');
  const draw = random(campaignSeed());
  const seconds = budgetOf('killStates');
  const { broken, ...figures } = await readKillStates(library, { seconds, draw });
  expect(figures.states).toBeGreaterThan(0);
  reportPart('killStates', figures, broken);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { budgetOf, campaignSeed, reportPart } from './budget.ts';
import { compileShim } from './fault-shim.ts';
import { moveFiles } from './moving-files.ts';
import { random } from './random.ts';

let folder: string;
let library: string | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fault-shim-'));
  library = compileShim(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('an input that changes while it is read is never published in part', async ({ skip }) => {
  if (library === undefined) return skip('this machine has no C compiler');
  const draw = random(campaignSeed());
  const { broken, ...figures } = await moveFiles(library, { seconds: budgetOf('moving'), draw });
  expect(figures.trials).toBeGreaterThan(0);
  reportPart('moving', figures, broken);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Children } from '../support/children.ts';
import { budgetOf, campaignSeed, reportPart } from './budget.ts';
import { compileShim } from './fault-shim.ts';
import { strikeBuilds } from './strike-builds.ts';

let folder: string;
let library: string | undefined;
let children: Children;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fault-shim-'));
  library = compileShim(folder);
  children = new Children();
});
afterAll(() => {
  children.cleanUp();
  rmSync(folder, { recursive: true, force: true });
});

it('a build that is killed or whose I/O fails leaves one whole build and says what is true', async ({
  skip,
}) => {
  if (library === undefined) return skip('this machine has no C compiler');
  const seconds = budgetOf('strikes');
  const runs = [0, 1].map(half =>
    strikeBuilds(library ?? '', children, { seconds, seed: campaignSeed() * 2 + half }),
  );
  const reports = await Promise.all(runs);
  const sum = (pick: (report: (typeof reports)[number]) => number) =>
    reports.reduce((total, report) => total + pick(report), 0);
  const figures = {
    kills: sum(({ kills }) => kills),
    faults: sum(({ faults }) => faults),
    'call not reached': sum(({ missed }) => missed),
    'previous build kept': sum(({ kept }) => kept),
    'new build published': sum(({ published }) => published),
  };
  expect(figures.kills).toBeGreaterThan(0);
  expect(figures.faults).toBeGreaterThan(0);
  reportPart(
    'strikes',
    figures,
    reports.flatMap(report => report.broken),
  );
});

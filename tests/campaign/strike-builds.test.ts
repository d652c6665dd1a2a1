import { afterAll, beforeAll, expect, it } from 'vitest';
import { Children } from '../support/children.ts';
import { budgetOf, campaignSeed, reportPart } from './budget.ts';
import { strikeBuilds } from './strike-builds.ts';
import { useShim } from './use-shim.ts';

const shim = useShim();
let children: Children;
beforeAll(() => {
  children = new Children();
});
afterAll(() => {
  children.cleanUp();
});

it('a build that is killed or whose I/O fails leaves one whole build and says what is true', async ({
  skip,
}) => {
  const library = shim();
  if (library === undefined) return skip('this machine has no C compiler');
  const seconds = budgetOf('strikes');
  const runs = [0, 1].map(half =>
    strikeBuilds(library, children, { seconds, seed: campaignSeed() * 2 + half }),
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

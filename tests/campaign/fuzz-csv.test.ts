import { expect, it } from 'vitest';
import { LoadFixture } from '../integration/load-fixture.ts';
import { budgetOf, campaignSeed, reportPart } from './budget.ts';
import { fuzzCsv } from './fuzz-csv.ts';
import { random } from './random.ts';

const fixture = LoadFixture.inThisFile();

it('a CSV file is read as a strict parser reads it, or refused with places in it', async () => {
  const draw = random(campaignSeed());
  const { broken, ...figures } = await fuzzCsv(fixture, { seconds: budgetOf('csv'), draw });
  expect(figures.loaded).toBeGreaterThan(0);
  expect(figures.refused).toBeGreaterThan(0);
  reportPart('csv', figures, broken);
});

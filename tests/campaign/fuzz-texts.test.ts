import { afterAll, beforeAll, expect, it } from 'vitest';
import { budgetOf, campaignSeed, reportPart } from './budget.ts';
import { fuzzTexts } from './fuzz-texts.ts';
import { HangWatch } from './hang-watch.ts';
import { random } from './random.ts';

let watch: HangWatch;
beforeAll(() => {
  watch = new HangWatch(campaignSeed());
});
afterAll(() => watch.end());

it('any text is taken, or is an error with a place in it, within two seconds of CPU', async () => {
  const seed = campaignSeed();
  const { inputs, broken } = await fuzzTexts({
    seconds: budgetOf('texts'),
    seed,
    draw: random(seed),
    onInput: input => watch.begin(input),
  });
  for (const [kind, count] of Object.entries(inputs)) expect(count, kind).toBeGreaterThan(0);
  reportPart('texts', inputs, broken);
});

/** The channels of marketing; a journey is in one of them, or ends as a conversion or as null. */
export const channels = ['Search', 'Social', 'Email', 'Display', 'Affiliate'] as const;

/** Where the next contact takes place, in thousandths of the journeys that are in a state. */
export interface ChannelStep {
  /** To each channel, in their order. */
  readonly to: readonly number[];
  readonly conversion: number;
  readonly null: number;
}

/** Where journeys start. */
export const firstStep: ChannelStep = { to: [400, 250, 100, 200, 50], conversion: 0, null: 0 };

/** Social and display rarely sell, but feed the channels that do. */
export const steps: readonly ChannelStep[] = [
  { to: [0, 100, 200, 0, 100], conversion: 300, null: 300 },
  { to: [350, 0, 100, 100, 0], conversion: 50, null: 400 },
  { to: [300, 0, 0, 0, 0], conversion: 400, null: 300 },
  { to: [200, 150, 0, 0, 50], conversion: 20, null: 580 },
  { to: [250, 0, 0, 0, 0], conversion: 450, null: 300 },
];

/** Enough for the probabilities to settle to the last digit: the chain ends by itself soon. */
const rounds = 300;

/** Probability that a journey in each channel converts: sums and products alone, alike everywhere. */
const conversionFrom: readonly number[] = (() => {
  let probabilities = steps.map(() => 0);
  for (let round = 0; round < rounds; round += 1) {
    const before = probabilities;
    probabilities = steps.map(step => stepProbability(step, before));
  }
  return probabilities;
})();

function stepProbability(step: ChannelStep, from: readonly number[]): number {
  return step.to.reduce(
    (sum, of, at) => sum + (of / 1000) * (from[at] ?? 0),
    step.conversion / 1000,
  );
}

/** Probability that a journey converts. */
export const conversionProbability = stepProbability(firstStep, conversionFrom);

/** The end of a journey among the states: 0 is the start, then come the channels. */
export const endState = channels.length + 1;

const range = 4_294_967_296;

/**
 * SQL of `synth_step`: a row for each step that a journey can take which is known to convert, or
 * not to, with the share of draws that it is taken for. A chain that is given its end is a chain
 * again: each step weighs as much as it was likely, times the probability of that end after it.
 */
export function createSteps(): string {
  const rows: string[] = [];
  for (const converts of [true, false]) {
    const ends = conversionFrom.map(probability => (converts ? probability : 1 - probability));
    [firstStep, ...steps].forEach((step, state) => {
      const ending = converts ? step.conversion : step.null;
      const weights = [...step.to.map((of, at) => of * (ends[at] ?? 0)), ending];
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      let passed = 0;
      weights.forEach((weight, at) => {
        if (weight === 0) return;
        const lower = Math.round((passed / total) * range);
        passed += weight;
        const upper = Math.round((passed / total) * range);
        rows.push(`(${converts}, ${state}, ${at + 1}, ${lower}, ${upper})`);
      });
    });
  }
  return `
create or replace temp table synth_step as
select converts, state, next_state, lower_draw::bigint as lower_draw, upper_draw::bigint as upper_draw
from (values
  ${rows.join(',\n  ')}
) as step (converts, state, next_state, lower_draw, upper_draw)`;
}

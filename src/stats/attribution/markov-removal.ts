import {
  endColumns,
  keepFirstStates,
  type TransitionMatrix,
  takeStates,
} from './transition-matrix.ts';

/** What a chain of touches loses without one of its channels. */
export interface ChannelRemoval {
  /** As in `channelOf`. */
  readonly channel: number;
  /** The share of conversions lost, from 0 to 1. */
  readonly removalEffect: number;
  /** The same of the money; null where the chain earns none. */
  readonly valueRemovalEffect: number | null;
}

export interface ChainRemovals {
  /** The probability that a journey through the chain converts. */
  readonly conversionProbability: number;
  /** The money that a journey brings on average. */
  readonly valuePerJourney: number;
  /** One a channel, ascending; empty where nothing converts, for there is nothing to lose then. */
  readonly channels: readonly ChannelRemoval[];
}

interface Part {
  readonly matrix: TransitionMatrix;
  /** The channel of each state; the states of a channel stand together. */
  readonly channelOf: readonly number[];
}

/**
 * Removal effects of a Markov chain of channels, exactly: E. Anderl, I. Becker, F. von Wangenheim
 * and J. Schumann (2016), Int. J. Research in Marketing 33, 457–474. A channel may have several
 * states, as in a chain of second order. To remove it is to lose every journey that would enter one
 * of them, so its effect is the share of conversions that pass through.
 *
 * For one channel, all states of the others are eliminated. That half of the others leaves together
 * serves all channels of the other half: halving again and again costs O(states³) for all channels
 * in all, less than one inverse, about 1 s for 1,000 states. Only positive numbers are added, so an
 * effect is good to about 1e-12 of itself, small ones too.
 */
export function markovRemoval(
  matrix: TransitionMatrix,
  channelOf: readonly number[],
): ChainRemovals {
  const journeys = sumOfRow(matrix, 0);
  const { flows } = keepFirstStates(matrix, 0);
  const conversions = flows[0] ?? 0;
  if (!(conversions > 0)) return { conversionProbability: 0, valuePerJourney: 0, channels: [] };
  const order = channelOf.map((_, state) => state);
  order.sort((one, other) => (channelOf[one] ?? 0) - (channelOf[other] ?? 0) || one - other);
  const channels: ChannelRemoval[] = [];
  collectRemovals(
    { matrix: takeStates(matrix, order), channelOf: order.map(state => channelOf[state] ?? 0) },
    channels,
  );
  return {
    conversionProbability: conversions / journeys,
    valuePerJourney: (flows[2] ?? 0) / journeys,
    channels,
  };
}

function collectRemovals(part: Part, into: ChannelRemoval[]): void {
  const cut = middle(part.channelOf);
  if (cut === 0) {
    const channel = part.channelOf[0];
    if (channel !== undefined) into.push({ channel, ...passingShares(part.matrix) });
    return;
  }
  const states = part.channelOf.map((_, state) => state);
  const [left, right] = [states.slice(0, cut), states.slice(cut)];
  for (const [kept, others] of [
    [left, right],
    [right, left],
  ] as const) {
    const matrix = keepFirstStates(takeStates(part.matrix, [...kept, ...others]), kept.length);
    collectRemovals({ matrix, channelOf: kept.map(state => part.channelOf[state] ?? 0) }, into);
  }
}

/** Where to cut the states in two halves between two channels; 0 where there is one channel. */
function middle(channelOf: readonly number[]): number {
  let best = 0;
  const half = channelOf.length / 2;
  for (let at = 1; at < channelOf.length; at += 1) {
    if (channelOf[at] === channelOf[at - 1]) continue;
    if (best === 0 || Math.abs(at - half) < Math.abs(best - half)) best = at;
  }
  return best;
}

/** The shares of conversions and of money that pass through any of the states. */
function passingShares(matrix: TransitionMatrix): Omit<ChannelRemoval, 'channel'> {
  const [conversions, , value] = matrix.flows;
  const passing = { states: matrix.states, flows: matrix.flows.slice() };
  passing.flows.fill(0, 0, endColumns);
  const [passingConversions, , passingValue] = keepFirstStates(passing, 0).flows;
  return {
    removalEffect: share(passingConversions ?? 0, conversions ?? 0) ?? 0,
    valueRemovalEffect: share(passingValue ?? 0, value ?? 0),
  };
}

function share(part: number, rest: number): number | null {
  return part + rest === 0 ? null : part / (part + rest);
}

/** Money is not a journey, so its column is left out. */
function sumOfRow({ states, flows }: TransitionMatrix, row: number): number {
  const from = row * (states + endColumns);
  let sum = (flows[from] ?? 0) + (flows[from + 1] ?? 0);
  for (let at = endColumns; at < states + endColumns; at += 1) sum += flows[from + at] ?? 0;
  return sum;
}

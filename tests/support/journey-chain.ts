import {
  type ChannelTransitions,
  transitionMatrix,
} from '../../src/stats/attribution/channel-transitions.ts';
import { type ChainRemovals, markovRemoval } from '../../src/stats/attribution/markov-removal.ts';

/** Journeys of the same channels in the same order; channels are numbers from 0. */
export interface ChannelPath {
  readonly channels: readonly number[];
  readonly conversions: number;
  readonly nulls: number;
  /** Money of all its conversions. */
  readonly value?: number;
}

/** What journeys count, as SQL counts it: a state is a channel, or with order 2 a pair of them. */
export function countTransitions(paths: readonly ChannelPath[], order: 1 | 2): ChannelTransitions {
  const states = new Map<string, { number: number; channel: number }>();
  const flows = new Map<string, { from: number; to: number; journeys: number; value: number }>();
  const stateAt = (channels: readonly number[], at: number): number => {
    const channel = channels[at] ?? 0;
    const key = order === 1 ? `${channel}` : `${channels[at - 1] ?? 'start'} ${channel}`;
    const state = states.get(key) ?? { number: states.size + 1, channel };
    states.set(key, state);
    return state.number;
  };
  const add = (from: number, to: number, journeys: number, value = 0): void => {
    const flow = flows.get(`${from} ${to}`) ?? { from, to, journeys: 0, value: 0 };
    flow.journeys += journeys;
    flow.value += value;
    flows.set(`${from} ${to}`, flow);
  };
  for (const { channels, conversions, nulls, value } of paths) {
    let from = 0;
    channels.forEach((_, at) => {
      const to = stateAt(channels, at);
      add(from, to, conversions + nulls);
      from = to;
    });
    add(from, -1, conversions, value ?? 0);
    add(from, -2, nulls);
  }
  const rows = [...flows.values()];
  return {
    from: rows.map(row => row.from),
    to: rows.map(row => row.to),
    journeys: rows.map(row => row.journeys),
    value: rows.map(row => row.value),
    channelOf: [...states.values()].map(state => state.channel),
  };
}

export function removalsOf(paths: readonly ChannelPath[], order: 1 | 2): ChainRemovals {
  const transitions = countTransitions(paths, order);
  return markovRemoval(transitionMatrix(transitions), transitions.channelOf);
}

import { describe, expect, it } from 'vitest';
import { transitionMatrix } from '../../../src/stats/attribution/channel-transitions.ts';
import { markovRemoval } from '../../../src/stats/attribution/markov-removal.ts';
import { type ChannelPath, removalsOf } from '../../support/journey-chain.ts';

function effects(paths: readonly ChannelPath[], order: 1 | 2 = 1): readonly (number | null)[] {
  return removalsOf(paths, order).channels.map(channel => channel.removalEffect);
}

describe('markovRemoval', () => {
  it('gives the published effects of three journeys', () => {
    const paths = [
      { channels: [1, 2, 3], conversions: 1, nulls: 0, value: 30 },
      { channels: [1], conversions: 0, nulls: 1 },
      { channels: [2, 3], conversions: 0, nulls: 1 },
    ];
    const removals = removalsOf(paths, 1);
    expect(removals.conversionProbability).toBeCloseTo(1 / 3, 15);
    expect(removals.valuePerJourney).toBeCloseTo(10, 13);
    expect(removals.channels.map(channel => channel.channel)).toEqual([1, 2, 3]);
    const [one, two, three] = effects(paths);
    expect(one).toBeCloseTo(0.5, 15);
    expect(two).toBe(1);
    expect(three).toBe(1);
    expect(removals.channels.map(channel => channel.valueRemovalEffect)).toEqual(effects(paths));
  });

  it('gives the published effects of direct, search, social and email', () => {
    const [direct, search, social, email] = [0, 1, 2, 3];
    const paths = [
      { channels: [direct], conversions: 2, nulls: 1 },
      { channels: [search, email], conversions: 3, nulls: 2 },
      { channels: [search, social, email], conversions: 5, nulls: 4 },
    ];
    expect(removalsOf(paths, 1).conversionProbability).toBeCloseTo(0.588235, 6);
    const published = [0.2, 0.8, 0.514286, 0.8];
    effects(paths).forEach((effect, at) => {
      expect(effect).toBeCloseTo(published[at] ?? 0, 6);
    });
  });

  it('knows in the second order that only one way to a channel converts', () => {
    // 2 converts after 0 and never after 1: the first order takes the two for alike.
    const paths = [
      { channels: [0, 2], conversions: 10, nulls: 0 },
      { channels: [1, 2], conversions: 0, nulls: 10 },
    ];
    expect(effects(paths, 1)).toEqual([0.5, 0.5, 1]);
    expect(effects(paths, 2)).toEqual([1, 0, 1]);
  });

  it('weighs money by where journeys convert', () => {
    const paths = [
      { channels: [0], conversions: 1, nulls: 1, value: 90 },
      { channels: [1], conversions: 1, nulls: 1, value: 10 },
    ];
    expect(removalsOf(paths, 1).channels).toEqual([
      { channel: 0, removalEffect: 0.5, valueRemovalEffect: 0.9 },
      { channel: 1, removalEffect: 0.5, valueRemovalEffect: 0.1 },
    ]);
    expect(removalsOf(paths, 1).valuePerJourney).toBe(25);
  });

  it('has no value effects where no money is known', () => {
    const paths = [{ channels: [0, 1], conversions: 1, nulls: 1 }];
    expect(removalsOf(paths, 2).channels.map(channel => channel.valueRemovalEffect)).toEqual([
      null,
      null,
    ]);
  });

  it('gives single touches the share of what they convert', () => {
    const paths = [7, 1, 2].map((conversions, channel) => ({
      channels: [channel],
      conversions,
      nulls: 100,
    }));
    const [most, least, other] = effects(paths);
    expect(most).toBeCloseTo(0.7, 15);
    expect(least).toBeCloseTo(0.1, 15);
    expect(other).toBeCloseTo(0.2, 15);
  });

  it.each([
    ['no journey at all', []],
    ['no journey that converts', [{ channels: [0, 1], conversions: 0, nulls: 5 }]],
  ])('has nothing to lose with %s', (_, paths) => {
    expect(removalsOf(paths, 1)).toEqual({
      conversionProbability: 0,
      valuePerJourney: 0,
      channels: [],
    });
  });

  it('loses nothing without a channel that nobody comes to, or that nobody leaves', () => {
    // state 2 is never entered, state 3 never left
    const transitions = {
      from: [0, 1, 1, 2, 3],
      to: [1, -1, 3, -1, 3],
      journeys: [4, 3, 1, 8, 2],
      value: [0, 0, 0, 0, 0],
      channelOf: [10, 20, 30],
    };
    const removals = markovRemoval(transitionMatrix(transitions), transitions.channelOf);
    expect(removals.conversionProbability).toBe(0.75);
    expect(removals.channels.map(channel => channel.removalEffect)).toEqual([1, 0, 0]);
  });

  it('keeps every digit where a channel is left once in 1e12 times', () => {
    const paths = [
      { channels: [0, 1], conversions: 1, nulls: 1 },
      { channels: [1], conversions: 1, nulls: 1 },
    ];
    const { from, to, journeys, value, channelOf } = {
      from: [0, 0, 1, 1, 2, 2, 2],
      to: [1, 2, 1, 2, 2, -1, -2],
      journeys: [2, 2, 2e12, 2, 4e12, 2, 2],
      value: [0, 0, 0, 0, 0, 0, 0],
      channelOf: [0, 1],
    };
    const sticky = markovRemoval(
      transitionMatrix({ from, to, journeys, value, channelOf }),
      channelOf,
    );
    expect(sticky.channels.map(channel => channel.removalEffect)).toEqual(effects(paths));
  });

  it('takes hundreds of channels', () => {
    const paths = Array.from({ length: 300 }, (_, channel) => ({
      channels: [channel, (channel * 7 + 1) % 300, (channel * 31 + 5) % 300],
      conversions: channel % 3,
      nulls: 5,
    }));
    const removals = removalsOf(paths, 1);
    expect(removals.channels).toHaveLength(300);
    expect(removals.conversionProbability).toBeCloseTo(300 / 1800, 13);
  });
});

describe('transitionMatrix', () => {
  const sound = { from: [0, 1], to: [1, -1], journeys: [1, 1], value: [0, 2], channelOf: [0] };

  it.each([
    [{ to: [1] }, 'there are 1 items of to for 2 of from'],
    [{ value: [0, 2, 3] }, 'there are 3 items of value for 2 of from'],
    [{ from: [0, 2] }, 'there is no state 2'],
    [{ from: [0, -1] }, 'there is no state -1'],
    [{ to: [0, -1] }, 'there is no state 0 to go to'],
    [{ to: [1.5, -1] }, 'there is no state 1.5 to go to'],
    [{ journeys: [1, -1] }, '-1 journeys go from state 1 to -1; it takes 0 or more'],
    [{ journeys: [Number.NaN, 1] }, 'NaN journeys go from state 0 to 1; it takes 0 or more'],
    [{ value: [0, Number.POSITIVE_INFINITY] }, 'a value is Infinity, and no finite number'],
  ])('refuses %j', (wrong, reason) => {
    expect(() => transitionMatrix({ ...sound, ...wrong })).toThrow(new RangeError(reason));
  });

  it('adds the rows of the same transition, and money of conversions alone', () => {
    const { flows } = transitionMatrix({
      from: [0, 0, 1, 1],
      to: [1, 1, -1, -2],
      journeys: [1, 2, 2, 1],
      value: [9, 9, 5, 9],
      channelOf: [0],
    });
    expect([...flows]).toEqual([0, 0, 0, 3, 2, 1, 5, 0]);
  });
});

import { defineFunction } from '../engine/scalar-function.ts';
import { transitionMatrix } from '../stats/attribution/channel-transitions.ts';
import { markovRemoval } from '../stats/attribution/markov-removal.ts';

/**
 * `markov_removal(from_state, to_state, journeys, value, state_channel)`: what a Markov chain of
 * channels loses without each of them. The first four are lists of one item a transition: the state
 * left (0 is the start, from 1 the states), the state that follows (-1 a conversion, -2 the end
 * without one), how many journeys went that way, and the money of the conversions; the last names
 * the channel of each state by number.
 */
export const markovRemovalFunction = defineFunction({
  name: 'markov_removal',
  parameters: {
    from_state: { list: 'double' },
    to_state: { list: 'double' },
    journeys: { list: 'double' },
    value: { list: 'double' },
    state_channel: { list: 'double' },
  },
  returns: {
    struct: {
      conversion_probability: 'double',
      value_per_journey: 'double',
      channels: {
        list: {
          struct: { channel: 'integer', removal_effect: 'double', value_removal_effect: 'double' },
        },
      },
    },
  },
  compute: ({ from_state, to_state, journeys, value, state_channel }) => {
    const matrix = transitionMatrix({
      from: from_state,
      to: to_state,
      journeys,
      value,
      channelOf: state_channel,
    });
    const removals = markovRemoval(matrix, state_channel);
    return {
      conversion_probability: removals.conversionProbability,
      value_per_journey: removals.valuePerJourney,
      channels: removals.channels.map(({ channel, removalEffect, valueRemovalEffect }) => ({
        channel,
        removal_effect: removalEffect,
        value_removal_effect: valueRemovalEffect,
      })),
    };
  },
});

import { emptyMatrix, endColumns, type TransitionMatrix } from './transition-matrix.ts';

/** Counted transitions, a row an item of each list. */
export interface ChannelTransitions {
  /** State that is left; 0 is the start, from 1 the states. */
  readonly from: readonly number[];
  /** State that follows; -1 is a conversion, -2 the end of a journey without one. */
  readonly to: readonly number[];
  /** Journeys that went this way, as often as they did. */
  readonly journeys: readonly number[];
  /** Money of the conversions; anything but a conversion earns 0. */
  readonly value: readonly number[];
  /** The channel of each state, by state. */
  readonly channelOf: readonly number[];
}

const conversion = -1;
const noConversion = -2;

/**
 * The matrix of counted transitions; the same transition may be given in several rows. Throws
 * RangeError for lists of other lengths, states that there are not, counts below 0 and numbers that
 * are none.
 */
export function transitionMatrix(given: ChannelTransitions): TransitionMatrix {
  const { from, to, journeys, value, channelOf } = given;
  for (const [name, list] of Object.entries({ to, journeys, value })) {
    if (list.length !== from.length) {
      throw new RangeError(`there are ${list.length} items of ${name} for ${from.length} of from`);
    }
  }
  const matrix = emptyMatrix(channelOf.length);
  const width = channelOf.length + endColumns;
  from.forEach((row, at) => {
    const [next, count, money] = [to[at] ?? 0, journeys[at] ?? 0, value[at] ?? 0];
    if (!isBetween(row, 0, channelOf.length)) throw new RangeError(`there is no state ${row}`);
    if (!(isBetween(next, 1, channelOf.length) || next === conversion || next === noConversion)) {
      throw new RangeError(`there is no state ${next} to go to`);
    }
    if (!(count >= 0 && Number.isFinite(count))) {
      throw new RangeError(`${count} journeys go from state ${row} to ${next}; it takes 0 or more`);
    }
    if (!Number.isFinite(money)) throw new RangeError(`a value is ${money}, and no finite number`);
    const column = next === conversion ? 0 : next === noConversion ? 1 : next - 1 + endColumns;
    add(matrix, row * width + column, count);
    if (next === conversion) add(matrix, row * width + 2, money);
  });
  return matrix;
}

function add({ flows }: TransitionMatrix, at: number, amount: number): void {
  flows[at] = (flows[at] ?? 0) + amount;
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

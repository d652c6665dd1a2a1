/**
 * Flows between the states of an absorbing chain: row 0 is the start, row s + 1 state s. The first
 * three columns hold what ends there (converting journeys, journeys without a conversion, and the
 * money of the former); column s + 3 holds what goes on to state s. The rows are counts, not
 * probabilities: a state's probabilities are its row divided by its sum.
 */
export interface TransitionMatrix {
  readonly states: number;
  /** Row by row, `states + 3` numbers each. */
  readonly flows: Float64Array;
}

/** What is before the columns of the states. */
export const endColumns = 3;

export function emptyMatrix(states: number): TransitionMatrix {
  return { states, flows: new Float64Array((states + 1) * (states + endColumns)) };
}

/**
 * The same chain as it looks to somebody who sees its first `kept` states alone: each of the others
 * is taken out, and what went through it goes straight on to where it went next. Taken out one by
 * one, the last first, by the elimination of W. Grassmann, M. Taksar and D. Heyman (1985),
 * Operations Research 33, 1107–1116: the share that leaves a state is the sum of what leaves, never
 * 1 less what stays, so nothing is subtracted and no digit lost, however rarely a state is left.
 * A state that is never left ends without a conversion. O(states³) at most; flows of 0 are skipped.
 */
export function keepFirstStates(matrix: TransitionMatrix, kept: number): TransitionMatrix {
  const { states } = matrix;
  const width = states + endColumns;
  const flows = matrix.flows.slice();
  for (let state = states - 1; state >= kept; state -= 1) {
    const from = (state + 1) * width;
    const column = state + endColumns;
    let leaving = (flows[from] ?? 0) + (flows[from + 1] ?? 0);
    for (let at = endColumns; at < column; at += 1) leaving += flows[from + at] ?? 0;
    for (let row = 0; row <= state; row += 1) {
      const to = row * width;
      const inflow = flows[to + column] ?? 0;
      if (inflow === 0) continue;
      if (leaving === 0) {
        flows[to + 1] = (flows[to + 1] ?? 0) + inflow;
        continue;
      }
      const share = inflow / leaving;
      for (let at = 0; at < column; at += 1) {
        flows[to + at] = (flows[to + at] ?? 0) + share * (flows[from + at] ?? 0);
      }
    }
  }
  return takeStates({ states, flows }, firstStates(kept));
}

/** The flows from and to some states, in the order given; the start and the ends stay. */
export function takeStates(matrix: TransitionMatrix, taken: readonly number[]): TransitionMatrix {
  const part = emptyMatrix(taken.length);
  const [width, partWidth] = [matrix.states + endColumns, taken.length + endColumns];
  for (let row = 0; row <= taken.length; row += 1) {
    const from = (row === 0 ? 0 : (taken[row - 1] ?? 0) + 1) * width;
    const to = row * partWidth;
    for (let at = 0; at < endColumns; at += 1) part.flows[to + at] = matrix.flows[from + at] ?? 0;
    taken.forEach((state, at) => {
      part.flows[to + endColumns + at] = matrix.flows[from + endColumns + state] ?? 0;
    });
  }
  return part;
}

function firstStates(count: number): number[] {
  return Array.from({ length: count }, (_, state) => state);
}

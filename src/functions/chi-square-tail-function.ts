import { defineFunction } from '../engine/scalar-function.ts';
import { chiSquareTail } from '../stats/distributions/chi-square-tail.ts';

/** `chi_square_tail(statistic, degrees)`: the p-value of a χ² test. */
export const chiSquareTailFunction = defineFunction({
  name: 'chi_square_tail',
  parameters: { statistic: 'double', degrees: 'double' },
  returns: 'double',
  compute: ({ statistic, degrees }) => chiSquareTail(statistic, degrees),
});

import { defineFunction } from '../engine/scalar-function.ts';
import { poissonTail } from '../stats/distributions/poisson-tail.ts';

/** `poisson_tail(count, mean)`: how likely chance alone brings a count or more. */
export const poissonTailFunction = defineFunction({
  name: 'poisson_tail',
  parameters: { count: 'double', mean: 'double' },
  returns: 'double',
  compute: ({ count, mean }) => poissonTail(count, mean),
});

import { defineFunction } from '../engine/scalar-function.ts';
import { fitBgNbd } from '../stats/lifetime/bg-nbd-fit.ts';
import { readBgNbdGroups } from '../stats/lifetime/bg-nbd-groups.ts';

/**
 * `bg_nbd_fit(frequencies, recencies, ages, counts)`: the BG/NBD model of customers counted by what
 * they have in common. alpha is in the unit of the times. NULL where nobody has bought again.
 */
export const bgNbdFitFunction = defineFunction({
  name: 'bg_nbd_fit',
  parameters: {
    frequencies: { list: 'double' },
    recencies: { list: 'double' },
    ages: { list: 'double' },
    counts: { list: 'double' },
  },
  returns: {
    struct: {
      r: 'double',
      alpha: 'double',
      a: 'double',
      b: 'double',
      r_standard_error: 'double',
      alpha_standard_error: 'double',
      a_standard_error: 'double',
      b_standard_error: 'double',
      log_likelihood: 'double',
      method: 'varchar',
      unidentified: 'varchar',
      converged: 'boolean',
      iterations: 'integer',
    },
  },
  compute: counts => {
    const fit = fitBgNbd(readBgNbdGroups(counts));
    if (fit === undefined) return null;
    const { parameters, standardErrors } = fit;
    return {
      r: parameters.r,
      alpha: parameters.alpha,
      a: parameters.a,
      b: parameters.b,
      r_standard_error: standardErrors?.r ?? null,
      alpha_standard_error: standardErrors?.alpha ?? null,
      a_standard_error: standardErrors?.a ?? null,
      b_standard_error: standardErrors?.b ?? null,
      log_likelihood: fit.logLikelihood,
      method: fit.method,
      unidentified: fit.unidentified ?? null,
      converged: fit.converged,
      iterations: fit.iterations,
    };
  },
});

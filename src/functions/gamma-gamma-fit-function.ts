import { defineFunction } from '../engine/scalar-function.ts';
import { fitGammaGamma } from '../stats/lifetime/gamma-gamma-fit.ts';
import { readGammaGammaGroups } from '../stats/lifetime/gamma-gamma-groups.ts';

/**
 * `gamma_gamma_fit(frequencies, mean_values, counts)`: the Gamma-Gamma model of customers with a
 * repeat purchase, counted by what they have in common. gamma is in the unit of the values.
 * `correlation` is that of frequency and value. NULL without any customer.
 */
export const gammaGammaFitFunction = defineFunction({
  name: 'gamma_gamma_fit',
  parameters: {
    frequencies: { list: 'double' },
    values: { list: 'double' },
    counts: { list: 'double' },
  },
  returns: {
    struct: {
      p: 'double',
      q: 'double',
      gamma: 'double',
      p_standard_error: 'double',
      q_standard_error: 'double',
      gamma_standard_error: 'double',
      log_likelihood: 'double',
      correlation: 'double',
      method: 'varchar',
      unidentified: 'varchar',
      converged: 'boolean',
      iterations: 'integer',
    },
  },
  compute: counts => {
    const groups = readGammaGammaGroups(counts);
    const fit = fitGammaGamma(groups);
    if (fit === undefined) return null;
    const { parameters, standardErrors } = fit;
    return {
      p: parameters.p,
      q: parameters.q,
      gamma: parameters.gamma,
      p_standard_error: standardErrors?.p ?? null,
      q_standard_error: standardErrors?.q ?? null,
      gamma_standard_error: standardErrors?.gamma ?? null,
      log_likelihood: fit.logLikelihood,
      correlation: Number.isNaN(groups.correlation) ? null : groups.correlation,
      method: fit.method,
      unidentified: fit.unidentified ?? null,
      converged: fit.converged,
      iterations: fit.iterations,
    };
  },
});

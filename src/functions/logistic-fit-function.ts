import { defineFunction } from '../engine/scalar-function.ts';
import { logisticRegression } from '../stats/regression/logistic-regression.ts';

/**
 * `logistic_fit(features, n_features, labels, weights, ridge)`: a logistic regression. Features are
 * one flat list, row by row; a label is 0 or 1, or the share of events in a row that stands for
 * many; a weight is how many observations the row stands for; the ridge is a number from 0. NULL
 * where the labels are all 0 or all 1, or there are none. The score of a customer is `intercept`
 * plus `list_dot_product(coefficients, [their features])`.
 */
export const logisticFitFunction = defineFunction({
  name: 'logistic_fit',
  parameters: {
    features: { list: 'double' },
    n_features: 'integer',
    labels: { list: 'double' },
    weights: { list: 'double' },
    ridge: 'double',
  },
  returns: {
    struct: {
      intercept: 'double',
      intercept_standard_error: 'double',
      coefficients: { list: 'double' },
      standard_errors: { list: 'double' },
      means: { list: 'double' },
      scales: { list: 'double' },
      separating: { list: 'boolean' },
      log_likelihood: 'double',
      null_log_likelihood: 'double',
      converged: 'boolean',
      separated: 'boolean',
      iterations: 'integer',
    },
  },
  compute: ({ features, n_features, labels, weights, ridge }) => {
    const rows = { features, nFeatures: n_features, labels, weights };
    const fit = logisticRegression(rows, ridge);
    if (fit === null) return null;
    return {
      intercept: fit.intercept,
      intercept_standard_error: fit.interceptStandardError,
      coefficients: fit.coefficients,
      standard_errors: fit.standardErrors,
      means: fit.means,
      scales: fit.scales,
      separating: fit.separating,
      log_likelihood: fit.logLikelihood,
      null_log_likelihood: fit.nullLogLikelihood,
      converged: fit.converged,
      separated: fit.separated,
      iterations: fit.iterations,
    };
  },
});

import type { Minimum } from '../minimise.ts';

/** By what parameters were found. */
export type FitMethod = 'maximum likelihood' | 'maximum a posteriori';

/** Beyond e^±12 a parameter, in units of the data, is as good as 0 or infinite. */
const mostLogarithm = 12;
/** A standard error of a logarithm above this leaves open more than two powers of ten either way. */
const mostLogError = 5;

/**
 * Why a likelihood does not determine the parameters whose logarithms, in units of the data, it was
 * maximised over; undefined where it does. `errors` are the logarithms' standard errors.
 */
export function whyUnidentified(
  names: readonly string[],
  { point, converged }: Minimum,
  errors: Float64Array | undefined,
): string | undefined {
  const away = names.filter((_, at) => Math.abs(point[at] ?? 0) > mostLogarithm);
  if (away.length > 0) return `${away.join(' and ')} ran away, as no finite value is the likeliest`;
  const unknown = names.filter((_, at) => !((errors?.[at] ?? Number.NaN) <= mostLogError));
  if (unknown.length > 0) {
    return `the likelihood is flat: the data do not determine ${unknown.join(' and ')}`;
  }
  return converged ? undefined : 'the search for the maximum of the likelihood did not end in one';
}

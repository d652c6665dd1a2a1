import type { Objective } from '../minimise.ts';

/** Independent normal priors on the logarithms of parameters. */
export interface LogPrior {
  readonly centre: Float64Array;
  readonly deviation: number;
}

/** Minus the mean log-posterior, up to a constant, from minus the mean log-likelihood. */
export function penalised(
  likelihood: Objective,
  { centre, deviation }: LogPrior,
  observations: number,
): Objective {
  const weight = 1 / (deviation * deviation * observations);
  return point => {
    const { value, gradient } = likelihood(point);
    const off = point.map((log, at) => log - (centre[at] ?? 0));
    return {
      value: value + (weight / 2) * off.reduce((sum, log) => sum + log * log, 0),
      gradient: gradient.map((slope, at) => slope + weight * (off[at] ?? 0)),
    };
  };
}

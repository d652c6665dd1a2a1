import { type Minimum, minimise, type Objective } from '../minimise.ts';
import type { BgNbdGroups } from './bg-nbd-groups.ts';
import { type BgNbdParameters, bgNbdLikelihood } from './bg-nbd-likelihood.ts';
import { errorsOfMinimum } from './errors-of-minimum.ts';
import { type FitMethod, whyUnidentified } from './identification.ts';
import { type LogPrior, penalised } from './log-prior.ts';

export interface BgNbdFit {
  readonly parameters: BgNbdParameters;
  /** Of each parameter, by the delta method; undefined where the data say nothing in a direction. */
  readonly standardErrors: BgNbdParameters | undefined;
  /** Of the data, without the prior. */
  readonly logLikelihood: number;
  readonly method: FitMethod;
  readonly converged: boolean;
  readonly iterations: number;
  readonly evaluations: number;
  /** Why the likelihood alone does not determine the parameters; undefined where it does. */
  readonly unidentified: string | undefined;
}

/** Below this mean chance of leaving after a purchase, nobody is seen to leave. */
const leastDropout = 1e-3;
const names = ['r', 'alpha', 'a', 'b'];
/** Weak: within a factor of 50 of the centre either way, with 95 %. */
const priorDeviation = 2;

/**
 * Fits a BG/NBD model by maximum likelihood over the logarithms of the parameters. Where the data
 * do not tell them (a parameter runs away, the likelihood is flat in a direction, hardly anybody
 * leaves), it falls back to the maximum a posteriori under weak normal priors on the logarithms: of
 * r, a and b around 1, of alpha around the mean time between purchases. Undefined where nobody has
 * bought again, about which there is nothing to fit.
 */
export function fitBgNbd(groups: BgNbdGroups): BgNbdFit | undefined {
  if (groups.repeatPurchases === 0) return undefined;
  const likelihood = objectiveOf(groups);
  const likely = lowest(likelihood, starts(groups));
  const errors = errorsOfMinimum(likelihood, likely.point, groups.customers);
  const unidentified =
    whyNobodyLeaves(likely.point) ?? whyUnidentified(names, inAges(likely, groups), errors);
  if (unidentified === undefined) {
    return described(groups, likely, errors, 'maximum likelihood', undefined);
  }
  const posterior = penalised(likelihood, priorOf(groups), groups.customers);
  const probable = lowest(posterior, starts(groups));
  const posteriorErrors = errorsOfMinimum(posterior, probable.point, groups.customers);
  return described(groups, probable, posteriorErrors, 'maximum a posteriori', unidentified);
}

/** Minus the mean log-likelihood, over ln r, ln alpha, ln a and ln b. */
function objectiveOf(groups: BgNbdGroups): Objective {
  return point => {
    const parameters = parametersAt(point);
    const { value, gradient } = bgNbdLikelihood(groups, parameters);
    const scales = [parameters.r, parameters.alpha, parameters.a, parameters.b];
    return {
      value: -value / groups.customers,
      gradient: Float64Array.from(
        gradient,
        (slope, at) => (-slope * (scales[at] ?? 0)) / groups.customers,
      ),
    };
  };
}

function parametersAt(point: Float64Array): BgNbdParameters {
  const [r = 0, alpha = 0, a = 0, b = 0] = point.map(Math.exp);
  return { r, alpha, a, b };
}

/** Two places to start from: many small rates and few leavers; everything as large as the data. */
function starts({ mostAge }: BgNbdGroups): Float64Array[] {
  const scale = Math.log(mostAge);
  return [
    Float64Array.of(0, scale + Math.log(0.1), 0, Math.log(3)),
    Float64Array.of(0, scale, 0, 0),
  ];
}

/** The minimum from the first start, or from the next where that one does not end in one. */
function lowest(objective: Objective, from: readonly Float64Array[]): Minimum {
  let best: Minimum | undefined;
  for (const start of from) {
    const minimum = minimise(objective, start);
    if (minimum.converged) return minimum;
    if (best === undefined || minimum.value < best.value) best = minimum;
  }
  if (best === undefined) throw new TypeError('there is nowhere to start');
  return best;
}

function priorOf({ repeatPurchases, totalAge }: BgNbdGroups): LogPrior {
  const centre = Float64Array.of(0, Math.log(totalAge / repeatPurchases), 0, 0);
  return { centre, deviation: priorDeviation };
}

function whyNobodyLeaves(point: Float64Array): string | undefined {
  const { a, b } = parametersAt(point);
  if (a / (a + b) >= leastDropout) return undefined;
  return (
    'hardly anybody is seen to leave: the chance of leaving after a purchase, a / (a + b), is ' +
    `below ${leastDropout}, and the data do not distinguish a and b`
  );
}

/** The logarithms at a minimum, with times in units of the highest age. */
function inAges(minimum: Minimum, { mostAge }: BgNbdGroups): Minimum {
  const point = minimum.point.map((log, at) => (at === 1 ? log - Math.log(mostAge) : log));
  return { ...minimum, point };
}

function described(
  groups: BgNbdGroups,
  { point, converged, iterations, evaluations }: Minimum,
  logErrors: Float64Array | undefined,
  method: FitMethod,
  unidentified: string | undefined,
): BgNbdFit {
  const parameters = parametersAt(point);
  const [r = 0, alpha = 0, a = 0, b = 0] = logErrors ?? [];
  return {
    parameters,
    standardErrors:
      logErrors === undefined
        ? undefined
        : {
            r: r * parameters.r,
            alpha: alpha * parameters.alpha,
            a: a * parameters.a,
            b: b * parameters.b,
          },
    logLikelihood: bgNbdLikelihood(groups, parameters).value,
    method,
    converged,
    iterations,
    evaluations,
    unidentified,
  };
}

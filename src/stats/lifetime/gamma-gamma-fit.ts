import { type Minimum, minimise, type Objective } from '../minimise.ts';
import { errorsOfMinimum } from './errors-of-minimum.ts';
import type { GammaGammaGroups } from './gamma-gamma-groups.ts';
import { type GammaGammaParameters, gammaGammaLikelihood } from './gamma-gamma-likelihood.ts';
import { type FitMethod, whyUnidentified } from './identification.ts';
import { penalised } from './log-prior.ts';

export interface GammaGammaFit {
  readonly parameters: GammaGammaParameters;
  /** Of each parameter, by the delta method; undefined where the data say nothing in a direction. */
  readonly standardErrors: GammaGammaParameters | undefined;
  /** Of the data, without the prior. */
  readonly logLikelihood: number;
  readonly method: FitMethod;
  readonly converged: boolean;
  readonly iterations: number;
  /** Why the likelihood alone does not determine the parameters; undefined where it does. */
  readonly unidentified: string | undefined;
}

/** Weak: within a factor of 50 of 1 either way, with 95 %. */
const priorDeviation = 2;

/** What the second variable of the search is to q. */
interface ShapeOfRates {
  readonly q: (variable: number) => number;
  readonly names: readonly string[];
}

const anyShape: ShapeOfRates = { q: Math.exp, names: ['p', 'q', 'gamma'] };
/** With q above 1, the mean value of all customers is finite. */
const shapeAboveOne: ShapeOfRates = {
  q: variable => 1 + Math.exp(variable),
  names: ['p', 'q - 1', 'gamma'],
};

/**
 * Fits a Gamma-Gamma model by maximum likelihood over the logarithms of the parameters. Where the
 * data do not determine them, or q is at most 1 and with it the mean value of all customers infinite, it
 * falls back to the maximum a posteriori under weak normal priors on ln p, ln(q − 1) and
 * ln(gamma / mean value), around 0. Undefined without any customer.
 */
export function fitGammaGamma(groups: GammaGammaGroups): GammaGammaFit | undefined {
  if (groups.customers === 0) return undefined;
  const likelihood = objectiveOf(groups, anyShape);
  const likely = minimise(likelihood, Float64Array.of(0, Math.log(2), 0));
  const errors = errorsOfMinimum(likelihood, likely.point, groups.customers);
  const { q } = parametersAt(groups, anyShape, likely.point);
  const unidentified = whyInfinite(q) ?? whyUnidentified(anyShape.names, likely, errors);
  if (unidentified === undefined) {
    return described(groups, anyShape, likely, errors, 'maximum likelihood', undefined);
  }
  const prior = { centre: new Float64Array(3), deviation: priorDeviation };
  const posterior = penalised(objectiveOf(groups, shapeAboveOne), prior, groups.customers);
  const probable = minimise(posterior, new Float64Array(3));
  const wider = errorsOfMinimum(posterior, probable.point, groups.customers);
  return described(groups, shapeAboveOne, probable, wider, 'maximum a posteriori', unidentified);
}

function whyInfinite(q: number): string | undefined {
  if (q > 1) return undefined;
  return `q is ${q.toPrecision(3)}, and up to 1 the mean value of all customers is infinite`;
}

/** Minus the mean log-likelihood, over ln p, the variable of q, and ln(gamma / mean value). */
function objectiveOf(groups: GammaGammaGroups, shape: ShapeOfRates): Objective {
  return point => {
    const parameters = parametersAt(groups, shape, point);
    const { value, gradient } = gammaGammaLikelihood(groups, parameters);
    const scales = scalesAt(parameters, point);
    return {
      value: -value / groups.customers,
      gradient: Float64Array.from(
        gradient,
        (slope, at) => (-slope * (scales[at] ?? 0)) / groups.customers,
      ),
    };
  };
}

function parametersAt(
  { meanValue }: GammaGammaGroups,
  shape: ShapeOfRates,
  [logP = 0, variable = 0, logGammaOfMean = 0]: Float64Array,
): GammaGammaParameters {
  return {
    p: Math.exp(logP),
    q: shape.q(variable),
    gamma: meanValue * Math.exp(logGammaOfMean),
  };
}

/** The derivatives of p, q and gamma by the variables; that of q is e^variable for either shape. */
function scalesAt({ p, gamma }: GammaGammaParameters, point: Float64Array): readonly number[] {
  return [p, Math.exp(point[1] ?? 0), gamma];
}

function described(
  groups: GammaGammaGroups,
  shape: ShapeOfRates,
  { point, converged, iterations }: Minimum,
  errors: Float64Array | undefined,
  method: FitMethod,
  unidentified: string | undefined,
): GammaGammaFit {
  const parameters = parametersAt(groups, shape, point);
  const [p = 0, q = 0, gamma = 0] = scalesAt(parameters, point).map(
    (scale, at) => scale * (errors?.[at] ?? 0),
  );
  return {
    parameters,
    standardErrors: errors === undefined ? undefined : { p, q, gamma },
    logLikelihood: gammaGammaLikelihood(groups, parameters).value,
    method,
    converged,
    iterations,
    unidentified,
  };
}

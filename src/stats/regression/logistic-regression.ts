import { factorCholesky, inverseForm, solveCholesky } from '../linear/cholesky.ts';
import {
  isSeparating,
  type LogisticRows,
  type StandardRows,
  separatingColumns,
  standardiseRows,
} from './logistic-data.ts';

/** A fitted logistic regression. Coefficients and errors are per unit of the column as given. */
export interface LogisticFit {
  readonly intercept: number;
  readonly interceptStandardError: number;
  /** By column, as are the lists below; a constant column has coefficient and error 0. */
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  readonly means: readonly number[];
  /** Standard deviations; 0 where the column is constant. */
  readonly scales: readonly number[];
  /** Whether a value of this column alone parts events from the others. */
  readonly separating: readonly boolean[];
  /** Of the rows, without the ridge's penalty. */
  readonly logLikelihood: number;
  /** Of the intercept alone. */
  readonly nullLogLikelihood: number;
  /** Whether Newton's steps came to rest. */
  readonly converged: boolean;
  /** Whether events and others are distinguished without error, which no finite fit would say. */
  readonly separated: boolean;
  readonly iterations: number;
}

interface State {
  readonly beta: Float64Array;
  readonly scores: Float64Array;
  readonly logLikelihood: number;
  readonly objective: number;
}

const mostIterations = 100;
/** Newton's steps, in standard deviations, below which they are at rest. */
const leastStep = 1e-10;
/** Pivots of the mean information below which it is singular; it is at most ¼ a column. */
const leastPivot = 1e-12;

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares), with steps halved
 * until the likelihood grows. The ridge is the λ of λ/2 Σ b² over the coefficients of standardised
 * columns, taken off the log-likelihood; the intercept is free of it. Standard errors come from the
 * information with the ridge in it, so they are those of maximum likelihood where λ is 0.
 * T. Hastie, R. Tibshirani, J. Friedman, The Elements of Statistical Learning, 4.4.1 and 4.4.4.
 *
 * Gives null where no row has weight or all labels are 0, or all 1: without both there is no finite
 * intercept. Without a ridge, separated data have no finite fit either: the steps then end early
 * and `separated` says so. With a ridge the fit is finite, and `separated` says whether a single
 * column, or the fit itself, parts events from the others; columns that do it only together and
 * but in part go unnoticed. Throws RangeError for rows that are none (see `standardiseRows`), a
 * ridge below 0, and columns that are combinations of others where there is no ridge.
 */
export function logisticRegression(rows: LogisticRows, ridge: number): LogisticFit | null {
  if (!(ridge >= 0 && Number.isFinite(ridge))) {
    throw new RangeError(`the ridge is ${ridge}; it takes a number from 0`);
  }
  const standard = standardiseRows(rows);
  if (!(standard.share > 0 && standard.share < 1)) return null;
  const size = rows.nFeatures + 1;
  const fitted = ascend(rows, standard, size, ridge);
  const separating = separatingColumns(rows);
  return {
    ...toGivenScales(fitted.state.beta, fitted.factor, standard, size),
    means: Array.from(standard.means),
    scales: Array.from(standard.scales),
    separating,
    logLikelihood: fitted.state.logLikelihood,
    nullLogLikelihood: fitted.nullLogLikelihood,
    converged: fitted.converged,
    separated:
      fitted.ranAway ||
      separating.includes(true) ||
      isSeparating(rows, row => fitted.state.scores[row] ?? 0),
    iterations: fitted.iterations,
  };
}

function ascend(rows: LogisticRows, standard: StandardRows, size: number, ridge: number) {
  const start = new Float64Array(size);
  start[0] = Math.log(standard.share / (1 - standard.share));
  let state = evaluate(rows, standard, start, ridge);
  const nullLogLikelihood = state.logLikelihood;
  let { information, gradient } = derivatives(rows, standard, state, ridge);
  let factor = information;
  if (!factorCholesky(factor, size, leastPivot * standard.total)) {
    throw new RangeError(
      'a feature is a combination of others; leave one out, or give a ridge above 0',
    );
  }
  for (let iterations = 1; iterations <= mostIterations; iterations += 1) {
    const step = solveCholesky(factor, size, gradient);
    const next = climb(rows, standard, state, step, ridge);
    const moved = state.beta.reduce(
      (most, value, at) => Math.max(most, Math.abs((next.beta[at] ?? 0) - value)),
      0,
    );
    state = next;
    ({ information, gradient } = derivatives(rows, standard, state, ridge));
    if (!factorCholesky(information, size, leastPivot * standard.total)) {
      // Weights p (1 − p) have vanished along a direction in which the likelihood still grows.
      return { state, factor, nullLogLikelihood, converged: false, ranAway: true, iterations };
    }
    factor = information;
    if (moved < leastStep) {
      return { state, factor, nullLogLikelihood, converged: true, ranAway: false, iterations };
    }
  }
  const iterations = mostIterations;
  return { state, factor, nullLogLikelihood, converged: false, ranAway: false, iterations };
}

/** The state after a step, halved until the objective no longer falls. */
function climb(
  rows: LogisticRows,
  standard: StandardRows,
  state: State,
  step: Float64Array,
  ridge: number,
): State {
  for (let share = 1; share > 2 ** -40; share /= 2) {
    const beta = state.beta.map((value, at) => value + share * (step[at] ?? 0));
    const next = evaluate(rows, standard, beta, ridge);
    // At the top the objective is flat as far as doubles can show.
    if (next.objective >= state.objective - 1e-13 * Math.abs(state.objective)) return next;
  }
  return state;
}

function evaluate(
  { labels, weights }: LogisticRows,
  { design }: StandardRows,
  beta: Float64Array,
  ridge: number,
): State {
  const size = beta.length;
  const scores = new Float64Array(labels.length);
  let logLikelihood = 0;
  for (let row = 0; row < labels.length; row += 1) {
    let score = 0;
    for (let k = 0; k < size; k += 1) {
      score += (design[row * size + k] as number) * (beta[k] as number);
    }
    scores[row] = score;
    const label = labels[row] ?? 0;
    // y s − ln(1 + e^s), with the exponent never above 0.
    const rest = Math.log1p(Math.exp(-Math.abs(score)));
    logLikelihood += (weights[row] ?? 0) * (label * score - Math.max(score, 0) - rest);
  }
  let squares = 0;
  for (let k = 1; k < size; k += 1) squares += (beta[k] ?? 0) ** 2;
  return { beta, scores, logLikelihood, objective: logLikelihood - (ridge / 2) * squares };
}

/** Gradient and information (negative second derivatives, lower triangle) of the objective. */
function derivatives(
  { labels, weights }: LogisticRows,
  { design, scales }: StandardRows,
  { beta, scores }: State,
  ridge: number,
): { gradient: Float64Array; information: Float64Array } {
  const size = beta.length;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const x = new Float64Array(size);
  for (let row = 0; row < labels.length; row += 1) {
    const weight = weights[row] ?? 0;
    const p = 1 / (1 + Math.exp(-(scores[row] ?? 0)));
    const residual = weight * ((labels[row] ?? 0) - p);
    const spread = weight * p * (1 - p);
    for (let i = 0; i < size; i += 1) x[i] = design[row * size + i] as number;
    // Nearly all time of a fit goes by here, so there are no checks: all indices are within size.
    for (let i = 0; i < size; i += 1) {
      const value = x[i] as number;
      if (value === 0) continue;
      gradient[i] = (gradient[i] as number) + residual * value;
      const weighted = spread * value;
      const start = i * size;
      for (let j = 0; j <= i; j += 1) {
        information[start + j] = (information[start + j] as number) + weighted * (x[j] as number);
      }
    }
  }
  for (let k = 1; k < size; k += 1) {
    const at = k * size + k;
    gradient[k] = (gradient[k] ?? 0) - ridge * (beta[k] ?? 0);
    // A constant column has no information; any number keeps its coefficient at 0.
    information[at] = scales[k - 1] === 0 ? 1 : (information[at] ?? 0) + ridge;
  }
  return { gradient, information };
}

function toGivenScales(
  beta: Float64Array,
  factor: Float64Array,
  { means, scales }: StandardRows,
  size: number,
) {
  const inverse = (column: number): number =>
    scales[column] === 0 ? 0 : 1 / (scales[column] ?? 1);
  const coefficients = Array.from(means, (_, column) => (beta[column + 1] ?? 0) * inverse(column));
  // The intercept as given is b0 − Σ b m / s, so its variance takes all covariances.
  const ofIntercept = Float64Array.from({ length: size }, (_, k) =>
    k === 0 ? 1 : -(means[k - 1] ?? 0) * inverse(k - 1),
  );
  const standardErrors = coefficients.map((_, column) => {
    const unit = new Float64Array(size);
    unit[column + 1] = inverse(column);
    return Math.sqrt(inverseForm(factor, size, unit));
  });
  return {
    intercept: coefficients.reduce((rest, b, k) => rest - b * (means[k] ?? 0), beta[0] ?? 0),
    interceptStandardError: Math.sqrt(inverseForm(factor, size, ofIntercept)),
    coefficients,
    standardErrors,
  };
}

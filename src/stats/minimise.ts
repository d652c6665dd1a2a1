/** What a function of several variables is at a point, with its gradient there. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** A smooth function to be minimised. NaN or an infinite value means that it is not defined. */
export type Objective = (point: Float64Array) => Evaluation;

export interface Minimum extends Evaluation {
  readonly point: Float64Array;
  /** Whether no slope at the point is above 1e-6. */
  readonly converged: boolean;
  readonly iterations: number;
  readonly evaluations: number;
}

/** No variable moves further in one step; with logarithms, by a factor of e² at most. */
const longestMove = 2;
/** A slope that only rounding makes. */
const flat = 1e-10;
/** The steepest slope at what is still called a minimum. */
const nearlyFlat = 1e-6;
const mostIterations = 300;

/**
 * The minimum that is found downhill from a start, by the method of Broyden, Fletcher, Goldfarb and
 * Shanno with Armijo's rule: J. Nocedal and S. Wright, Numerical Optimization (2006), chapters 3
 * and 6. The objective should be of the size of 1, such as a mean, because slopes are judged as
 * they are.
 */
export function minimise(objective: Objective, start: Float64Array): Minimum {
  let point = start;
  let here = objective(point);
  let evaluations = 1;
  let iterations = 0;
  let inverse = identity(start.length);
  let isFresh = true;
  while (iterations < mostIterations && steepest(here.gradient) > flat) {
    const direction = descent(inverse, here.gradient);
    const next = searchLine(objective, point, here, direction);
    evaluations += next.evaluations;
    if (next.found === undefined) {
      // Downhill as the curvature says did not help; straight down, if that was not it already.
      if (isFresh || steepest(here.gradient) <= nearlyFlat) break;
      inverse = identity(start.length);
      isFresh = true;
      continue;
    }
    iterations += 1;
    isFresh = update(inverse, point, next.found.point, here.gradient, next.found.gradient, isFresh);
    ({ point } = next.found);
    here = next.found;
  }
  const converged = steepest(here.gradient) <= nearlyFlat;
  return { ...here, point, converged, iterations, evaluations };
}

interface Step {
  readonly found: (Evaluation & { readonly point: Float64Array }) | undefined;
  readonly evaluations: number;
}

function searchLine(
  objective: Objective,
  point: Float64Array,
  here: Evaluation,
  direction: Float64Array,
): Step {
  const slope = dot(direction, here.gradient);
  if (!(slope < 0)) return { found: undefined, evaluations: 0 };
  const rounding = 4 * Number.EPSILON * Math.abs(here.value);
  let length = Math.min(1, longestMove / steepest(direction));
  for (let evaluations = 1; evaluations <= 60; evaluations += 1) {
    const candidate = point.map((value, at) => value + length * (direction[at] ?? 0));
    const there = objective(candidate);
    const promised = -length * slope;
    const falls = promised > rounding && there.value <= here.value - 1e-4 * promised;
    // At the bottom, values differ by rounding alone, and the slope says more, until it is rounding
    // too and does not become much smaller.
    const flattens =
      there.value <= here.value + rounding &&
      steepest(there.gradient) < steepest(here.gradient) / 2;
    if (falls || flattens) return { found: { ...there, point: candidate }, evaluations };
    if (promised <= rounding) return { found: undefined, evaluations };
    length /= 2;
  }
  return { found: undefined, evaluations: 60 };
}

/** Takes the step and the change of the gradient into the inverse Hessian; gives whether it did not. */
function update(
  inverse: Float64Array[],
  from: Float64Array,
  to: Float64Array,
  gradientFrom: Float64Array,
  gradientTo: Float64Array,
  isFirst: boolean,
): boolean {
  const step = to.map((value, at) => value - (from[at] ?? 0));
  const change = gradientTo.map((value, at) => value - (gradientFrom[at] ?? 0));
  const curvature = dot(step, change);
  // Where the function does not bend upwards, it says nothing of a bottom.
  if (!(curvature > 1e-16 * dot(step, step))) return isFirst;
  if (isFirst) {
    const scale = curvature / dot(change, change);
    inverse.forEach((row, at) => {
      row[at] = scale;
    });
  }
  const image = Float64Array.from(inverse, row => dot(row, change));
  const factor = (1 + dot(change, image) / curvature) / curvature;
  inverse.forEach((row, i) => {
    for (let j = 0; j < row.length; j += 1) {
      row[j] =
        (row[j] ?? 0) +
        factor * (step[i] ?? 0) * (step[j] ?? 0) -
        ((image[i] ?? 0) * (step[j] ?? 0) + (step[i] ?? 0) * (image[j] ?? 0)) / curvature;
    }
  });
  return false;
}

function identity(size: number): Float64Array[] {
  return Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(size);
    row[i] = 1;
    return row;
  });
}

function descent(inverse: readonly Float64Array[], gradient: Float64Array): Float64Array {
  return Float64Array.from(inverse, row => -dot(row, gradient));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** The largest component by size; NaN counts as infinite. */
function steepest(vector: Float64Array): number {
  let most = 0;
  for (const value of vector) {
    const size = Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.abs(value);
    if (size > most) most = size;
  }
  return most;
}

import { factorCholesky, inverseForm } from '../linear/cholesky.ts';
import type { Objective } from '../minimise.ts';

/** Far above the rounding of gradients, and small against the bend of a smooth likelihood. */
const step = 1e-4;

/**
 * Standard errors of the variables at the minimum of minus the mean log-likelihood of so many
 * observations: roots of the diagonal of the inverse Hessian of the sum, the Hessian by central
 * differences of gradients. Undefined where the Hessian is not positive definite, which is to say
 * that in some direction the observations say nothing.
 */
export function errorsOfMinimum(
  objective: Objective,
  point: Float64Array,
  observations: number,
): Float64Array | undefined {
  const size = point.length;
  const hessian = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    const above = objective(moved(point, column, step)).gradient;
    const below = objective(moved(point, column, -step)).gradient;
    for (let row = 0; row < size; row += 1) {
      const bend = ((above[row] ?? 0) - (below[row] ?? 0)) / (2 * step);
      // Half of it from either side of the diagonal keeps the matrix symmetric.
      for (const at of [row * size + column, column * size + row]) {
        hessian[at] = (hessian[at] ?? 0) + (bend * observations) / 2;
      }
    }
  }
  if (!factorCholesky(hessian, size, 0)) return undefined;
  return point.map((_, at) => Math.sqrt(inverseForm(hessian, size, unit(size, at))));
}

function moved(point: Float64Array, at: number, by: number): Float64Array {
  return point.map((value, index) => (index === at ? value + by : value));
}

function unit(size: number, at: number): Float64Array {
  const vector = new Float64Array(size);
  vector[at] = 1;
  return vector;
}

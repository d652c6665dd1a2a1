import type { PointSet } from '../clusters/point-set.ts';
import { type EigenPair, symmetricEigen } from './symmetric-eigen.ts';

export interface PrincipalComponents {
  /** Where the points lie on average; coordinates are taken from here. */
  readonly means: readonly number[];
  /** Variance along each component and its loadings, one a coordinate; most variance first. */
  readonly components: readonly EigenPair[];
}

/**
 * The directions in which points vary most, from their covariance (over n − 1) as it is: whoever
 * wants equal weight for coordinates of different units standardises them before. The largest
 * loading of each component by size is positive. I. Jolliffe, Principal Component Analysis,
 * chapter 1. Throws RangeError for fewer than two points.
 */
export function principalComponents({ values, dimensions, count }: PointSet): PrincipalComponents {
  if (count < 2) throw new RangeError(`there are ${count} points; components take two`);
  const coordinates = Array.from({ length: dimensions }, (_, n) => n);
  const value = (i: number, n: number) => values[i * dimensions + n] ?? 0;
  const means = coordinates.map(n => {
    let sum = 0;
    for (let i = 0; i < count; i += 1) sum += value(i, n);
    return sum / count;
  });
  const covariance = (a: number, b: number) => {
    const [meanOfA, meanOfB] = [means[a] ?? 0, means[b] ?? 0];
    let sum = 0;
    for (let i = 0; i < count; i += 1) sum += (value(i, a) - meanOfA) * (value(i, b) - meanOfB);
    return sum / (count - 1);
  };
  const components = symmetricEigen(coordinates.map(a => coordinates.map(b => covariance(a, b))));
  return { means, components };
}

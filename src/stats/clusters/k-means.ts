import { randomStream } from '../random-stream.ts';
import { kMeansPlusPlus } from './k-means-plus-plus.ts';
import { type Clustering, lloyd } from './lloyd.ts';
import type { PointSet } from './point-set.ts';

export interface KMeansOptions {
  readonly clusters: number;
  /** How often to begin anew; the best end counts. */
  readonly starts: number;
  /** A whole number from 0 to 2^32 − 1. */
  readonly seed: number;
}

export interface KMeans extends Clustering {
  /** How many starts ended within a thousandth of the least sum of squares, the best included. */
  readonly startsNearBest: number;
  /** How many points each cluster has. */
  readonly sizes: readonly number[];
  /** The sum of squares of all points from their common mean, which clusters explain a part of. */
  readonly totalInertia: number;
}

/**
 * The clusters with the least sum of squares of many starts of k-means++ and Lloyd. One start alone
 * often ends in a worse place. The clusters are in the order of their centroids, highest first, by
 * the first coordinate, of equals by the next and so on, so that their numbers do not depend on the
 * starts. The same points in the same order give the same clusters everywhere.
 *
 * Throws RangeError for fewer distinct points than clusters, fewer than two clusters, or no start.
 */
export function kMeans(points: PointSet, { clusters, starts, seed }: KMeansOptions): KMeans {
  for (const [name, value, least] of [
    ['clusters', clusters, 2],
    ['starts', starts, 1],
  ] as const) {
    if (!(Number.isInteger(value) && value >= least)) {
      throw new RangeError(`the ${name} are ${value}; it takes a whole number from ${least}`);
    }
  }
  if (points.count < clusters) {
    throw new RangeError(`there are ${points.count} points; ${clusters} clusters take as many`);
  }
  const random = randomStream(seed);
  const tries = Array.from({ length: starts }, () =>
    lloyd(points, kMeansPlusPlus(points, clusters, random)),
  );
  const best = tries.reduce((one, other) => (other.inertia < one.inertia ? other : one));
  const near = tries.filter(({ inertia }) => inertia <= best.inertia * 1.001);
  const ordered = inOrder(best);
  return {
    ...ordered,
    startsNearBest: near.length,
    sizes: Array.from(
      { length: clusters },
      (_, c) => ordered.labels.filter(label => label === c).length,
    ),
    totalInertia: inertiaAroundMean(points),
  };
}

function inertiaAroundMean({ values, dimensions, count }: PointSet): number {
  let inertia = 0;
  for (let n = 0; n < dimensions; n += 1) {
    let sum = 0;
    for (let i = n; i < values.length; i += dimensions) sum += values[i] ?? 0;
    const mean = sum / count;
    for (let i = n; i < values.length; i += dimensions) inertia += ((values[i] ?? 0) - mean) ** 2;
  }
  return inertia;
}

function inOrder(clustering: Clustering): Clustering {
  const { count, dimensions, values } = clustering.centroids;
  const order = Array.from({ length: count }, (_, c) => c).sort((a, b) => {
    for (let n = 0; n < dimensions; n += 1) {
      const difference = (values[b * dimensions + n] ?? 0) - (values[a * dimensions + n] ?? 0);
      if (difference !== 0) return difference;
    }
    return a - b;
  });
  const centroids = order.flatMap(c => [...values.subarray(c * dimensions, (c + 1) * dimensions)]);
  return {
    ...clustering,
    centroids: { ...clustering.centroids, values: Float64Array.from(centroids) },
    labels: clustering.labels.map(label => order.indexOf(label)),
  };
}

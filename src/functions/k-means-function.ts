import { defineFunction } from '../engine/scalar-function.ts';
import { kMeans } from '../stats/clusters/k-means.ts';
import { pointSet } from '../stats/clusters/point-set.ts';

/**
 * `k_means(points, dimensions, clusters, starts, seed)`: clusters of points, a flat list of their
 * coordinates, which has to be in a fixed order. `centroids` is such a list too, in the order of the
 * clusters, highest first.
 */
export const kMeansFunction = defineFunction({
  name: 'k_means',
  parameters: {
    points: { list: 'double' },
    dimensions: 'integer',
    clusters: 'integer',
    starts: 'integer',
    seed: 'integer',
  },
  returns: {
    struct: {
      centroids: { list: 'double' },
      inertia: 'double',
      total_inertia: 'double',
      sizes: { list: 'integer' },
      iterations: 'integer',
      starts_near_best: 'integer',
      converged: 'boolean',
    },
  },
  compute: ({ points, dimensions, clusters, starts, seed }) => {
    const found = kMeans(pointSet(points, dimensions), { clusters, starts, seed });
    return {
      centroids: [...found.centroids.values],
      inertia: found.inertia,
      total_inertia: found.totalInertia,
      sizes: found.sizes,
      iterations: found.iterations,
      starts_near_best: found.startsNearBest,
      converged: found.converged,
    };
  },
});

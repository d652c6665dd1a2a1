import { defineFunction } from '../engine/scalar-function.ts';
import { assignToNearest } from '../stats/clusters/nearest-centroid.ts';
import { pointSet } from '../stats/clusters/point-set.ts';
import { silhouettes } from '../stats/clusters/silhouettes.ts';

/**
 * `silhouettes(points, dimensions, centroids)`: for each point how well it lies with its nearest
 * centroid, from −1 to 1, in the order of the points. Time grows with the square of their number.
 */
export const silhouettesFunction = defineFunction({
  name: 'silhouettes',
  parameters: { points: { list: 'double' }, dimensions: 'integer', centroids: { list: 'double' } },
  returns: { list: 'double' },
  compute: args => {
    const points = pointSet(args.points, args.dimensions);
    const centroids = pointSet(args.centroids, args.dimensions);
    const { labels } = assignToNearest(points, centroids);
    return [...silhouettes(points, labels, centroids.count)];
  },
});

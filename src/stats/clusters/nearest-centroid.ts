import { type PointSet, squaredDistance } from './point-set.ts';

/** For each point, the number of its nearest centroid, the first of equals, and the sum of squares. */
export interface Assignment {
  readonly labels: Int32Array;
  readonly inertia: number;
}

export function assignToNearest(points: PointSet, centroids: PointSet): Assignment {
  const labels = new Int32Array(points.count);
  let inertia = 0;
  for (let i = 0; i < points.count; i += 1) {
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < centroids.count; c += 1) {
      const distance = squaredDistance(points, i, centroids, c);
      if (distance < least) {
        least = distance;
        nearest = c;
      }
    }
    labels[i] = nearest;
    inertia += least;
  }
  return { labels, inertia };
}

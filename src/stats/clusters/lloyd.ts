import { assignToNearest } from './nearest-centroid.ts';
import { type PointSet, squaredDifference, squaredDistance } from './point-set.ts';

/** Clusters that Lloyd's iteration ended in. */
export interface Clustering {
  readonly centroids: PointSet;
  readonly labels: Int32Array;
  /** The sum of the squares of the points' distances from their centroids. */
  readonly inertia: number;
  readonly iterations: number;
  /** Whether no point changed its cluster any more. */
  readonly converged: boolean;
}

/**
 * Lloyd's iteration from given centroids: points to the nearest centroid, centroids to the mean of
 * their points, until nothing changes. A cluster that loses all its points takes the point that is
 * furthest from its own centroid, so that there are as many clusters as asked for.
 *
 * Most distances need not be taken: bounds on the nearest and on the second nearest centroid tell
 * which points cannot have moved. G. Hamerly (2010), Making k-means even faster, SDM.
 */
export function lloyd(points: PointSet, start: PointSet, maxIterations = 300): Clustering {
  const { count, dimensions } = points;
  const clusters = start.count;
  const centroids: PointSet = { ...start, values: start.values.slice() };
  const labels = new Int32Array(count);
  const upper = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const lower = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const sums = new Float64Array(clusters * dimensions);
  const sizes = new Int32Array(clusters);
  const moved = new Float64Array(clusters);

  let iterations = 0;
  let converged = false;
  while (iterations < maxIterations && !converged) {
    iterations += 1;
    let changes = iterations === 1 ? count : 0;
    const halfGaps = halfGapsBetween(centroids);
    for (let i = 0; i < count; i += 1) {
      const label = labels[i] ?? 0;
      const safe = Math.max(halfGaps[label] ?? 0, lower[i] ?? 0);
      if ((upper[i] ?? 0) < safe) continue;
      upper[i] = Math.sqrt(squaredDistance(points, i, centroids, label));
      if ((upper[i] ?? 0) < safe) continue;
      let nearest = 0;
      let least = Number.POSITIVE_INFINITY;
      let second = Number.POSITIVE_INFINITY;
      for (let c = 0; c < clusters; c += 1) {
        const square = squaredDifference(
          points.values,
          i * dimensions,
          centroids.values,
          c * dimensions,
          dimensions,
        );
        if (square < least) {
          second = least;
          least = square;
          nearest = c;
        } else if (square < second) second = square;
      }
      upper[i] = Math.sqrt(least);
      lower[i] = Math.sqrt(second);
      if (nearest === label) continue;
      labels[i] = nearest;
      changes += 1;
    }
    if (fillEmptyClusters(points, centroids, labels)) {
      changes += 1;
      upper.fill(Number.POSITIVE_INFINITY);
      lower.fill(Number.NEGATIVE_INFINITY);
    }
    if (changes === 0) {
      converged = true;
      break;
    }
    sumByCluster(points, labels, sums, sizes);
    moveToMeans(centroids, sums, sizes, moved);
    widenBounds(labels, upper, lower, moved);
  }
  return { ...assignToNearest(points, centroids), centroids, iterations, converged };
}

/** Half the distance of each centroid from the nearest other one: within it nothing is nearer. */
function halfGapsBetween(centroids: PointSet): Float64Array {
  const gaps = new Float64Array(centroids.count).fill(Number.POSITIVE_INFINITY);
  for (let a = 0; a < centroids.count; a += 1) {
    for (let b = 0; b < a; b += 1) {
      const half = Math.sqrt(squaredDistance(centroids, a, centroids, b)) / 2;
      gaps[a] = Math.min(gaps[a] ?? 0, half);
      gaps[b] = Math.min(gaps[b] ?? 0, half);
    }
  }
  return gaps;
}

/** Gives each empty cluster the point that is furthest from its centroid; whether there was one. */
function fillEmptyClusters(points: PointSet, centroids: PointSet, labels: Int32Array): boolean {
  const sizes = new Int32Array(centroids.count);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  const empty = [...sizes.keys()].filter(c => sizes[c] === 0);
  for (const c of empty) {
    let furthest = -1;
    let most = 0;
    for (let i = 0; i < points.count; i += 1) {
      const label = labels[i] ?? 0;
      if ((sizes[label] ?? 0) < 2) continue;
      const square = squaredDistance(points, i, centroids, label);
      if (square > most) {
        most = square;
        furthest = i;
      }
    }
    if (furthest < 0) continue;
    const from = labels[furthest] ?? 0;
    sizes[from] = (sizes[from] ?? 0) - 1;
    sizes[c] = 1;
    labels[furthest] = c;
  }
  return empty.length > 0;
}

function sumByCluster(
  points: PointSet,
  labels: Int32Array,
  sums: Float64Array,
  sizes: Int32Array,
): void {
  const { dimensions } = points;
  sums.fill(0);
  sizes.fill(0);
  for (let i = 0; i < points.count; i += 1) {
    const label = labels[i] ?? 0;
    sizes[label] = (sizes[label] ?? 0) + 1;
    for (let n = 0; n < dimensions; n += 1) {
      const at = label * dimensions + n;
      sums[at] = (sums[at] ?? 0) + (points.values[i * dimensions + n] ?? 0);
    }
  }
}

/** Moves the centroids and notes how far each went. */
function moveToMeans(
  centroids: PointSet,
  sums: Float64Array,
  sizes: Int32Array,
  moved: Float64Array,
): void {
  const { dimensions, values } = centroids;
  for (let c = 0; c < centroids.count; c += 1) {
    const size = sizes[c] ?? 0;
    moved[c] = 0;
    if (size === 0) continue;
    let square = 0;
    for (let n = 0; n < dimensions; n += 1) {
      const at = c * dimensions + n;
      const mean = (sums[at] ?? 0) / size;
      square += (mean - (values[at] ?? 0)) ** 2;
      values[at] = mean;
    }
    moved[c] = Math.sqrt(square);
  }
}

/** The own centroid may be further by its way, every other one nearer by the longest way. */
function widenBounds(
  labels: Int32Array,
  upper: Float64Array,
  lower: Float64Array,
  moved: Float64Array,
): void {
  const longest = moved.reduce((most, way) => Math.max(most, way), 0);
  for (let i = 0; i < labels.length; i += 1) {
    upper[i] = (upper[i] ?? 0) + (moved[labels[i] ?? 0] ?? 0);
    lower[i] = (lower[i] ?? 0) - longest;
  }
}

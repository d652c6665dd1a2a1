import { type PointSet, squaredDistance } from './point-set.ts';

/**
 * Centroids to begin with: points drawn one after the other, each with a probability that grows with
 * the square of its distance from those before. D. Arthur and S. Vassilvitskii (2007), k-means++:
 * The Advantages of Careful Seeding. Throws RangeError where there are fewer distinct points.
 */
export function kMeansPlusPlus(points: PointSet, clusters: number, random: () => number): PointSet {
  const { dimensions, count } = points;
  const centroids: PointSet = {
    values: new Float64Array(clusters * dimensions),
    dimensions,
    count: clusters,
  };
  const squares = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let drawn = Math.min(Math.floor(random() * count), count - 1);
  for (let c = 0; c < clusters; c += 1) {
    const at = drawn * dimensions;
    centroids.values.set(points.values.subarray(at, at + dimensions), c * dimensions);
    let total = 0;
    for (let i = 0; i < count; i += 1) {
      const square = Math.min(squares[i] ?? 0, squaredDistance(points, i, centroids, c));
      squares[i] = square;
      total += square;
    }
    if (c + 1 === clusters) break;
    if (!(total > 0)) {
      throw new RangeError(`there are ${c + 1} distinct points; ${clusters} clusters take as many`);
    }
    drawn = drawByWeight(squares, random() * total);
  }
  return centroids;
}

/** The place where the running sum of the weights passes a target; never one of weight 0. */
function drawByWeight(weights: Float64Array, target: number): number {
  let last = 0;
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) {
    const weight = weights[i] ?? 0;
    if (weight === 0) continue;
    last = i;
    sum += weight;
    if (sum > target) break;
  }
  return last;
}

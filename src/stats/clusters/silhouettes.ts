import { type PointSet, squaredDistance } from './point-set.ts';

/**
 * How well each point lies in its cluster, from −1 (nearer to the points of another) to 1: b − a over
 * the larger of them, with a the mean distance from the other points of its cluster and b that from
 * the points of the nearest other cluster. A point that is alone in its cluster has 0.
 * P. Rousseeuw (1987), Silhouettes, J. Comput. Appl. Math. 20, 53–65. The distances of all pairs are
 * taken: time grows with the square of the points.
 */
export function silhouettes(points: PointSet, labels: Int32Array, clusters: number): Float64Array {
  const { count } = points;
  const sums = new Float64Array(count * clusters);
  const sizes = new Int32Array(clusters);
  for (let i = 0; i < count; i += 1) {
    const label = labels[i] ?? 0;
    sizes[label] = (sizes[label] ?? 0) + 1;
    for (let j = 0; j < i; j += 1) {
      const distance = Math.sqrt(squaredDistance(points, i, points, j));
      const ofJ = i * clusters + (labels[j] ?? 0);
      const ofI = j * clusters + label;
      sums[ofJ] = (sums[ofJ] ?? 0) + distance;
      sums[ofI] = (sums[ofI] ?? 0) + distance;
    }
  }
  const result = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    const label = labels[i] ?? 0;
    const others = (sizes[label] ?? 0) - 1;
    if (others === 0) continue;
    const own = (sums[i * clusters + label] ?? 0) / others;
    let next = Number.POSITIVE_INFINITY;
    for (let c = 0; c < clusters; c += 1) {
      if (c === label || sizes[c] === 0) continue;
      next = Math.min(next, (sums[i * clusters + c] ?? 0) / (sizes[c] ?? 1));
    }
    const larger = Math.max(own, next);
    if (larger > 0 && larger < Number.POSITIVE_INFINITY) result[i] = (next - own) / larger;
  }
  return result;
}

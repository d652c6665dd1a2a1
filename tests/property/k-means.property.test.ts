import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kMeans } from '../../src/stats/clusters/k-means.ts';
import { lloyd } from '../../src/stats/clusters/lloyd.ts';
import { type PointSet, pointSet, squaredDistance } from '../../src/stats/clusters/point-set.ts';
import { silhouettes } from '../../src/stats/clusters/silhouettes.ts';
import { principalComponents } from '../../src/stats/linear/principal-components.ts';

/** Sets of 8 to 60 points, of which many share coordinates, in one to four dimensions. */
const sets = fc.integer({ min: 1, max: 4 }).chain(dimensions =>
  fc
    .array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 }), {
      minLength: 8,
      maxLength: 60,
    })
    .map(rows =>
      pointSet(
        rows.flatMap(row => row.slice(0, dimensions)),
        dimensions,
      ),
    ),
);

function distinct(points: PointSet): number {
  const { count, dimensions, values } = points;
  const rows = Array.from({ length: count }, (_, i) =>
    values.slice(i * dimensions, (i + 1) * dimensions).join(),
  );
  return new Set(rows).size;
}

describe('lloyd', () => {
  it('never lets the sum of squares rise', () => {
    fc.assert(
      fc.property(sets, fc.integer({ min: 2, max: 4 }), (points, clusters) => {
        fc.pre(distinct(points) >= clusters);
        const start = {
          ...points,
          values: points.values.slice(0, clusters * points.dimensions),
          count: clusters,
        };
        let before = Number.POSITIVE_INFINITY;
        for (let iterations = 1; iterations <= 8; iterations += 1) {
          const { inertia } = lloyd(points, start, iterations);
          expect(inertia).toBeLessThanOrEqual(before + 1e-9);
          before = inertia;
        }
      }),
    );
  });
});

describe('kMeans', () => {
  const clustered = fc
    .tuple(sets, fc.integer({ min: 2, max: 4 }), fc.integer({ min: 0, max: 1000 }))
    .filter(([points, clusters]) => distinct(points) >= clusters)
    .map(([points, clusters, seed]) => ({
      points,
      clusters,
      ...kMeans(points, { clusters, seed, starts: 3 }),
    }));

  it('leaves every point with its nearest centroid, and no cluster empty', () => {
    fc.assert(
      fc.property(clustered, ({ points, clusters, centroids, labels, converged }) => {
        expect(converged).toBe(true);
        const sizes = new Set(labels);
        expect(sizes.size).toBe(clusters);
        for (const [i, label] of labels.entries()) {
          const own = squaredDistance(points, i, centroids, label);
          for (let c = 0; c < clusters; c += 1) {
            expect(own).toBeLessThanOrEqual(squaredDistance(points, i, centroids, c) + 1e-9);
          }
        }
      }),
    );
  });

  it('has centroids that are the means of their points, and their sum of squares', () => {
    fc.assert(
      fc.property(clustered, ({ points, clusters, centroids, labels, inertia }) => {
        const { dimensions, values } = points;
        let sum = 0;
        for (let c = 0; c < clusters; c += 1) {
          const own = [...labels.keys()].filter(i => labels[i] === c);
          for (let n = 0; n < dimensions; n += 1) {
            const of = own.map(i => values[i * dimensions + n] ?? 0);
            const mean = of.reduce((total, value) => total + value, 0) / of.length;
            expect(centroids.values[c * dimensions + n]).toBeCloseTo(mean, 9);
          }
          for (const i of own) sum += squaredDistance(points, i, centroids, c);
        }
        expect(inertia).toBeCloseTo(sum, 6);
      }),
    );
  });

  it('has silhouettes between -1 and 1', () => {
    fc.assert(
      fc.property(clustered, ({ points, clusters, labels }) => {
        for (const value of silhouettes(points, labels, clusters)) {
          expect(value).toBeGreaterThanOrEqual(-1);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('principalComponents', () => {
  it('are of length 1, at right angles, and keep the variance as a whole', () => {
    fc.assert(
      fc.property(sets, points => {
        const { components } = principalComponents(points);
        const dot = (a: readonly number[], b: readonly number[]) =>
          a.reduce((sum, value, n) => sum + value * (b[n] ?? 0), 0);
        for (const [i, one] of components.entries()) {
          for (const [j, other] of components.entries()) {
            expect(dot(one.vector, other.vector)).toBeCloseTo(i === j ? 1 : 0, 9);
          }
        }
        const { values, dimensions, count } = points;
        let variance = 0;
        for (let n = 0; n < dimensions; n += 1) {
          const of = Array.from({ length: count }, (_, i) => values[i * dimensions + n] ?? 0);
          const mean = of.reduce((sum, value) => sum + value, 0) / count;
          variance += of.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
        }
        const kept = components.reduce((sum, { value }) => sum + value, 0);
        expect(kept).toBeCloseTo(variance, 6);
      }),
    );
  });
});

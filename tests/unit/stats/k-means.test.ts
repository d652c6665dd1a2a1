import { describe, expect, it } from 'vitest';
import { kMeans } from '../../../src/stats/clusters/k-means.ts';
import { lloyd } from '../../../src/stats/clusters/lloyd.ts';
import { type PointSet, pointSet } from '../../../src/stats/clusters/point-set.ts';
import { silhouettes } from '../../../src/stats/clusters/silhouettes.ts';
import { irisMeasures } from '../../support/iris.ts';

const iris = pointSet(irisMeasures(), 4);

function meanSilhouette(points: PointSet, labels: Int32Array, clusters: number): number {
  const each = silhouettes(points, labels, clusters);
  return each.reduce((sum, value) => sum + value, 0) / points.count;
}

describe('kMeans on the irises', () => {
  // R 4, kmeans(iris[, 1:4], k, nstart = 100)$tot.withinss, and scikit-learn's silhouette_score
  it.each([
    [2, 152.34795, 0.681046],
    [3, 78.85144, 0.552819],
    [4, 57.22847, 0.498051],
    [5, 46.44618, 0.488749],
  ])('%d clusters have the published sum of squares and silhouette', (clusters, inertia, mean) => {
    const found = kMeans(iris, { clusters, starts: 50, seed: 1 });
    expect(found.inertia).toBeCloseTo(inertia, 4);
    expect(meanSilhouette(iris, found.labels, clusters)).toBeCloseTo(mean, 5);
    expect(found.converged).toBe(true);
  });

  it('3 clusters have the published sizes and centres, the longest petals first', () => {
    const found = kMeans(iris, { clusters: 3, starts: 50, seed: 1 });
    const { centroids, labels, sizes } = found;
    expect(sizes).toEqual([38, 62, 50]);
    expect([0, 1, 2].map(c => labels.filter(label => label === c).length)).toEqual(sizes);
    // R 4: $totss
    expect(found.totalInertia).toBeCloseTo(681.3706, 4);
    const expected = [
      [6.85, 3.07368421, 5.74210526, 2.07105263],
      [5.9016129, 2.7483871, 4.39354839, 1.43387097],
      [5.006, 3.428, 1.462, 0.246],
    ].flat();
    for (const [at, value] of expected.entries()) {
      expect(centroids.values[at]).toBeCloseTo(value, 7);
    }
  });

  it('one start can end in a worse place, and 50 starts do not', () => {
    const alone = Array.from(
      { length: 40 },
      (_, seed) => kMeans(iris, { clusters: 3, starts: 1, seed }).inertia,
    );
    expect(Math.max(...alone)).toBeGreaterThan(78.855);
    for (let seed = 0; seed < 10; seed += 1) {
      const { inertia, startsNearBest } = kMeans(iris, { clusters: 3, starts: 50, seed });
      expect(inertia).toBeCloseTo(78.85144, 5);
      expect(startsNearBest).toBeGreaterThan(1);
    }
    // Points in two pairs: every start ends in the one good place.
    const pairs = pointSet([0, 1, 10, 11], 1);
    expect(kMeans(pairs, { clusters: 2, starts: 7, seed: 1 }).startsNearBest).toBe(7);
  });

  it('gives the same to the last bit for the same seed', () => {
    const once = kMeans(iris, { clusters: 4, starts: 5, seed: 7 });
    expect(kMeans(iris, { clusters: 4, starts: 5, seed: 7 })).toEqual(once);
  });
});

describe('lloyd', () => {
  it('gives an empty cluster the point that is furthest from its own', () => {
    const points = pointSet([0, 1, 2, 10], 1);
    const { centroids, labels } = lloyd(points, pointSet([1, 500], 1));
    expect([...centroids.values]).toEqual([1, 10]);
    expect([...labels]).toEqual([0, 0, 0, 1]);
  });

  it('says when it was stopped', () => {
    expect(lloyd(iris, pointSet(irisMeasures().slice(0, 16), 4), 2).converged).toBe(false);
  });
});

describe('silhouettes', () => {
  it('are those of a case that can be done by hand', () => {
    const points = pointSet([0, 1, 5, 9], 1);
    const [first, second, third, alone] = silhouettes(points, Int32Array.from([0, 0, 1, 2]), 3);
    expect(first).toBeCloseTo((5 - 1) / 5, 12);
    expect(second).toBeCloseTo((4 - 1) / 4, 12);
    expect([third, alone]).toEqual([0, 0]);
  });

  it('are below 0 for a point in the wrong cluster', () => {
    const points = pointSet([0, 0.5, 9, 9.5, 10], 1);
    expect(silhouettes(points, Int32Array.from([0, 0, 0, 1, 1]), 2)[2]).toBeLessThan(0);
  });
});

describe('what is refused', () => {
  it.each([
    [{ clusters: 1, starts: 1, seed: 1 }, /clusters are 1/],
    [{ clusters: 2, starts: 0, seed: 1 }, /starts are 0/],
    [{ clusters: 2, starts: 1, seed: -1 }, /seed is -1/],
    [{ clusters: 2, starts: 1, seed: 2 ** 32 }, /seed is 4294967296/],
    [{ clusters: 200, starts: 1, seed: 1 }, /150 points/],
  ])('%j', (options, message) => {
    expect(() => kMeans(iris, options)).toThrow(message);
    expect(() => kMeans(iris, options)).toThrow(RangeError);
  });

  it('fewer distinct points than clusters', () => {
    const points = pointSet([1, 1, 2, 2, 1], 1);
    expect(() => kMeans(points, { clusters: 3, starts: 1, seed: 1 })).toThrow(/2 distinct points/);
  });

  it('coordinates that are no points', () => {
    expect(() => pointSet([1, 2, 3], 2)).toThrow(RangeError);
    expect(() => pointSet([1, Number.NaN], 2)).toThrow(/coordinate 2/);
    expect(() => pointSet([1], 0)).toThrow(RangeError);
  });
});

import { describe, expect, it } from 'vitest';
import { pointSet } from '../../../src/stats/clusters/point-set.ts';
import { principalComponents } from '../../../src/stats/linear/principal-components.ts';
import { symmetricEigen } from '../../../src/stats/linear/symmetric-eigen.ts';
import { irisMeasures } from '../../support/iris.ts';

describe('principalComponents', () => {
  // R 4, prcomp(iris[, 1:4]), and scikit-learn's PCA
  it('has the published variances and loadings of the irises', () => {
    const { means, components } = principalComponents(pointSet(irisMeasures(), 4));
    const variances = [4.22824171, 0.24267075, 0.0782095, 0.02383509];
    for (const [at, variance] of variances.entries()) {
      expect(components[at]?.value).toBeCloseTo(variance, 7);
    }
    const loadings = [
      [0.36138659, -0.08452251, 0.85667061, 0.3582892],
      [0.65658877, 0.73016143, -0.17337266, -0.07548102],
    ];
    for (const [at, expected] of loadings.entries()) {
      for (const [n, loading] of expected.entries()) {
        expect(components[at]?.vector[n]).toBeCloseTo(loading, 7);
      }
    }
    for (const [at, mean] of [5.84333333, 3.05733333, 3.758, 1.19933333].entries()) {
      expect(means[at]).toBeCloseTo(mean, 7);
    }
  });

  it('refuses a single point', () => {
    expect(() => principalComponents(pointSet([1, 2], 2))).toThrow(RangeError);
  });
});

describe('symmetricEigen', () => {
  it('solves a matrix that can be done by hand', () => {
    const [first, second] = symmetricEigen([
      [2, 1],
      [1, 2],
    ]);
    expect(first?.value).toBeCloseTo(3, 14);
    expect(second?.value).toBeCloseTo(1, 14);
    expect(first?.vector[0]).toBeCloseTo(Math.SQRT1_2, 14);
    expect(second?.vector[0]).toBeCloseTo(Math.SQRT1_2, 14);
    expect(second?.vector[1]).toBeCloseTo(-Math.SQRT1_2, 14);
  });

  it('leaves a diagonal matrix as it is, in order', () => {
    const pairs = symmetricEigen([
      [1, 0],
      [0, 5],
    ]);
    expect(pairs).toEqual([
      { value: 5, vector: [0, 1] },
      { value: 1, vector: [1, 0] },
    ]);
  });
});

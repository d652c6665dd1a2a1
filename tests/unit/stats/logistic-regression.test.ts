import { describe, expect, it } from 'vitest';
import type { LogisticRows } from '../../../src/stats/regression/logistic-data.ts';
import {
  type LogisticFit,
  logisticRegression,
} from '../../../src/stats/regression/logistic-regression.ts';
import { spector } from '../../support/spector.ts';

const spectorRows = rowsOf(
  spector.map(([gpa, tuce, psi]) => [gpa, tuce, psi]),
  spector.map(([, , , grade]) => grade),
);

function rowsOf(
  features: readonly (readonly number[])[],
  labels: readonly number[],
  weights: readonly number[] = labels.map(() => 1),
): LogisticRows {
  return { features: features.flat(), nFeatures: features[0]?.length ?? 0, labels, weights };
}

function fitOf(rows: LogisticRows, ridge = 0): LogisticFit {
  const fit = logisticRegression(rows, ridge);
  if (fit === null) throw new Error('there is no fit');
  return fit;
}

describe('logisticRegression', () => {
  it('gives the published figures of Spector and Mazzeo', () => {
    const fit = fitOf(spectorRows);
    expect(fit.intercept).toBeCloseTo(-13.0213469, 7);
    expect(fit.coefficients[0]).toBeCloseTo(2.8261126, 7);
    expect(fit.coefficients[1]).toBeCloseTo(0.0951577, 7);
    expect(fit.coefficients[2]).toBeCloseTo(2.3786877, 7);
    expect(fit.interceptStandardError).toBeCloseTo(4.9313, 4);
    expect(fit.standardErrors[0]).toBeCloseTo(1.26294, 5);
    expect(fit.standardErrors[1]).toBeCloseTo(0.141554, 6);
    expect(fit.standardErrors[2]).toBeCloseTo(1.06456, 5);
    expect(fit.logLikelihood).toBeCloseTo(-12.8896342, 7);
    expect(fit.nullLogLikelihood).toBeCloseTo(11 * Math.log(11 / 32) + 21 * Math.log(21 / 32), 10);
    expect(fit).toMatchObject({
      converged: true,
      separated: false,
      separating: [false, false, false],
    });
    expect(fit.iterations).toBeLessThan(10);
  });

  it('of a table of four cells is its log odds, and the error that of their ratio', () => {
    const fit = fitOf(rowsOf([[0], [1]], [0.25, 0.6], [40, 50]));
    expect(fit.intercept).toBeCloseTo(Math.log(10 / 30), 12);
    expect(fit.coefficients[0]).toBeCloseTo(Math.log((30 * 30) / (20 * 10)), 12);
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt(1 / 10 + 1 / 30 + 1 / 30 + 1 / 20), 12);
    expect(fit.means[0]).toBeCloseTo(50 / 90, 12);
  });

  it('shrinks with the ridge, while the intercept stays free', () => {
    const sizes = [0, 0.5, 5, 50, 1e9].map(ridge => {
      const { coefficients, scales } = fitOf(spectorRows, ridge);
      return coefficients.reduce((sum, b, k) => sum + (b * (scales[k] ?? 0)) ** 2, 0);
    });
    for (const [at, size] of sizes.slice(1).entries()) expect(size).toBeLessThan(sizes[at] ?? 0);
    const { intercept } = fitOf(spectorRows, 1e12);
    expect(intercept).toBeCloseTo(Math.log(11 / 21), 6);
  });

  it('solves the equations of its ridge', () => {
    const ridge = 2;
    const { intercept, coefficients, means, scales } = fitOf(spectorRows, ridge);
    for (const column of [0, 1, 2]) {
      let gradient = -ridge * (coefficients[column] ?? 0) * (scales[column] ?? 0);
      for (const [gpa, tuce, psi, grade] of spector) {
        const x = [gpa, tuce, psi];
        const score = coefficients.reduce((sum, b, k) => sum + b * (x[k] ?? 0), intercept);
        const z = ((x[column] ?? 0) - (means[column] ?? 0)) / (scales[column] ?? 0);
        gradient += z * (grade - 1 / (1 + Math.exp(-score)));
      }
      expect(gradient).toBeCloseTo(0, 9);
    }
  });

  it.each([
    ['completely', [0, 0, 0, 1, 1, 1], [1, 2, 3, 4, 5, 6], true],
    ['but for a value that both have', [0, 0, 0, 1, 1, 1], [1, 2, 3, 3, 5, 6], true],
    ['where one group has events alone', [0, 0, 1, 0, 1, 1], [0, 0, 0, 0, 1, 1], true],
    ['downwards', [1, 1, 0, 0], [1, 2, 3, 4], true],
    ['not at all', [0, 1, 0, 1, 0, 1], [1, 2, 3, 4, 5, 6], false],
  ])('flags a column that parts events from others %s', (_, labels, values, expected) => {
    for (const ridge of [0, 1]) {
      const fit = fitOf(
        rowsOf(
          values.map((value, row) => [value, (row * 7) % 3]),
          labels,
        ),
        ridge,
      );
      expect(fit.separated).toBe(expected);
      expect(fit.separating[0]).toBe(expected);
      expect(Number.isFinite(fit.coefficients[0])).toBe(true);
      expect(fit.converged).toBe(ridge > 0 || !expected);
    }
  });

  it('flags columns that part events from others together', () => {
    const points = [
      [0, 1],
      [1, 2],
      [2, 3],
      [1, 0],
      [2, 1],
      [3, 2],
    ];
    for (const ridge of [0, 0.01]) {
      const fit = fitOf(rowsOf(points, [1, 1, 1, 0, 0, 0]), ridge);
      expect(fit).toMatchObject({ separated: true, separating: [false, false] });
    }
  });

  it('gives a constant column no part, whatever its value', () => {
    const constant = spector.map(([gpa, tuce, psi]) => [gpa, tuce, psi, 0.1]);
    const labels = spector.map(([, , , grade]) => grade);
    for (const ridge of [0, 1]) {
      const fit = fitOf(rowsOf(constant, labels), ridge);
      const without = fitOf(spectorRows, ridge);
      expect(fit.intercept).toBeCloseTo(without.intercept, 10);
      expect(fit.coefficients[3]).toBe(0);
      expect(fit.standardErrors[3]).toBe(0);
      expect(fit.scales[3]).toBe(0);
      expect(fit.separating[3]).toBe(false);
    }
  });

  it('refuses columns that are combinations of others, unless a ridge divides them', () => {
    const doubled = spector.map(([gpa, tuce, psi]) => [gpa, tuce, psi, 3 * gpa - tuce]);
    const rows = rowsOf(
      doubled,
      spector.map(([, , , grade]) => grade),
    );
    expect(() => logisticRegression(rows, 0)).toThrow(
      'a feature is a combination of others; leave one out, or give a ridge above 0',
    );
    expect(fitOf(rows, 1).converged).toBe(true);
  });

  it.each([
    ['all others', rowsOf([[1], [2]], [0, 0])],
    ['all events', rowsOf([[1], [2]], [1, 1])],
    ['none at all', rowsOf([], [])],
    ['events without weight', rowsOf([[1], [2], [3]], [0, 1, 0], [1, 0, 1])],
  ])('has no fit for %s', (_, rows) => {
    expect(logisticRegression(rows, 1)).toBeNull();
  });

  it('of no features is the share of events', () => {
    const fit = fitOf({ features: [], nFeatures: 0, labels: [0, 1, 1, 1], weights: [1, 1, 1, 1] });
    expect(fit.intercept).toBeCloseTo(Math.log(3), 12);
    expect(fit.interceptStandardError).toBeCloseTo(Math.sqrt(1 / 1 + 1 / 3), 12);
  });

  it.each([
    [rowsOf([[1], [2]], [0, 1]), -1, 'the ridge is -1; it takes a number from 0'],
    [rowsOf([[1], [2]], [0, 1]), Number.NaN, 'the ridge is NaN; it takes a number from 0'],
    [
      { features: [1, 2, 3], nFeatures: 2, labels: [0, 1], weights: [1, 1] },
      0,
      'there are 3 feature values for 2 labels; with 2 features it takes 4',
    ],
    [
      { features: [], nFeatures: -1, labels: [], weights: [] },
      0,
      'there are -1 features; it takes a whole number from 0',
    ],
    [rowsOf([[1], [2]], [0, 1], [1]), 0, 'there are 1 weights for 2 labels'],
    [
      rowsOf(
        [
          [1, 2],
          [3, Number.NaN],
        ],
        [0, 1],
      ),
      0,
      'feature 2 of row 2 is NaN, and no finite number',
    ],
    [rowsOf([[1], [2]], [0, 1.5]), 0, 'label 2 is 1.5, and not between 0 and 1'],
    [rowsOf([[1], [2]], [0, 1], [1, -2]), 0, 'weight 2 is -2, and no number from 0'],
  ])('refuses rows that are none: %#', (rows, ridge, message) => {
    expect(() => logisticRegression(rows, ridge)).toThrow(new RangeError(message));
  });
});

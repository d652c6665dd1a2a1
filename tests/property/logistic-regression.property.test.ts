import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogisticRows } from '../../src/stats/regression/logistic-data.ts';
import { logisticRegression } from '../../src/stats/regression/logistic-regression.ts';

const row = fc.record({
  x: fc.integer({ min: -20, max: 20 }),
  z: fc.integer({ min: 0, max: 5 }),
  label: fc.integer({ min: 0, max: 1 }),
  weight: fc.integer({ min: 0, max: 4 }),
});
const rows = fc.array(row, { minLength: 8, maxLength: 60 });

type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

function flat(of: readonly Row[]): LogisticRows {
  return {
    features: of.flatMap(({ x, z }) => [x, z]),
    nFeatures: 2,
    labels: of.map(({ label }) => label),
    weights: of.map(({ weight }) => weight),
  };
}

/** The fit of rows that have one, with a ridge that keeps all of them finite. */
function fitOf(of: LogisticRows) {
  const fit = logisticRegression(of, 0.5);
  fc.pre(fit !== null);
  return fit;
}

function scoreOf(fit: ReturnType<typeof fitOf>, x: number, z: number): number {
  return fit.intercept + (fit.coefficients[0] ?? 0) * x + (fit.coefficients[1] ?? 0) * z;
}

describe('logisticRegression', () => {
  it('expects as many events as there were', () => {
    fc.assert(
      fc.property(rows, of => {
        const fit = fitOf(flat(of));
        expect(fit.converged).toBe(true);
        const expected = of.reduce(
          (sum, { x, z, weight }) => sum + weight / (1 + Math.exp(-scoreOf(fit, x, z))),
          0,
        );
        const events = of.reduce((sum, { label, weight }) => sum + label * weight, 0);
        expect(expected).toBeCloseTo(events, 7);
      }),
    );
  });

  it('takes a weight for so many rows, and a group for its rows', () => {
    fc.assert(
      fc.property(rows, of => {
        const fit = fitOf(flat(of));
        const one = of.flatMap(each => Array<Row>(each.weight).fill({ ...each, weight: 1 }));
        const grouped = [...new Set(one.map(({ x, z }) => `${x} ${z}`))].map(name => {
          const members = one.filter(({ x, z }) => `${x} ${z}` === name);
          const events = members.filter(({ label }) => label === 1).length;
          const [x = 0, z = 0] = name.split(' ').map(Number);
          return { x, z, label: events / members.length, weight: members.length };
        });
        for (const same of [fitOf(flat(one)), fitOf(flat(grouped))]) {
          expect(same.coefficients[0]).toBeCloseTo(fit.coefficients[0] ?? 0, 8);
          expect(same.coefficients[1]).toBeCloseTo(fit.coefficients[1] ?? 0, 8);
          expect(same.standardErrors[0]).toBeCloseTo(fit.standardErrors[0] ?? 0, 8);
          expect(same.logLikelihood).toBeCloseTo(fit.logLikelihood, 8);
          expect(same.separated).toBe(fit.separated);
        }
      }),
    );
  });

  it('scores alike in any unit and from any origin', () => {
    const unit = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(rows, unit, fc.integer({ min: -500, max: 500 }), (of, by, plus) => {
        const moved = of.map(each => ({ ...each, x: each.x * by + plus }));
        const [fit, other] = [fitOf(flat(of)), fitOf(flat(moved))];
        for (const { x, z } of of) {
          expect(scoreOf(other, x * by + plus, z)).toBeCloseTo(scoreOf(fit, x, z), 6);
        }
        expect(other.logLikelihood).toBeCloseTo(fit.logLikelihood, 7);
      }),
    );
  });

  it('turns about when events and others change places', () => {
    fc.assert(
      fc.property(rows, of => {
        const [fit, other] = [
          fitOf(flat(of)),
          fitOf(flat(of.map(each => ({ ...each, label: 1 - each.label })))),
        ];
        expect(other.intercept).toBeCloseTo(-fit.intercept, 7);
        expect(other.coefficients[0]).toBeCloseTo(-(fit.coefficients[0] ?? 0), 7);
        expect(other.interceptStandardError).toBeCloseTo(fit.interceptStandardError, 7);
        expect(other.separating).toEqual(fit.separating);
      }),
    );
  });

  it('never falls below the share of events alone', () => {
    fc.assert(
      fc.property(rows, of => {
        const fit = fitOf(flat(of));
        expect(fit.logLikelihood).toBeGreaterThanOrEqual(fit.nullLogLikelihood - 1e-9);
      }),
    );
  });
});

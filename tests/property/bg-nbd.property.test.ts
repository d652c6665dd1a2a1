import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulateBgNbd } from '../../bench/simulate-bg-nbd.ts';
import { fitBgNbd } from '../../src/stats/lifetime/bg-nbd-fit.ts';
import { type BgNbdCounts, readBgNbdGroups } from '../../src/stats/lifetime/bg-nbd-groups.ts';
import { ordersIfAlive } from '../../src/stats/lifetime/bg-nbd-orders.ts';
import { probabilityOfOrders } from '../../src/stats/lifetime/bg-nbd-probability.ts';

const parameters = fc.record({
  r: fc.double({ min: 0.05, max: 20, noNaN: true }),
  alpha: fc.double({ min: 0.1, max: 500, noNaN: true }),
  a: fc.double({ min: 0.05, max: 20, noNaN: true }),
  b: fc.double({ min: 0.05, max: 200, noNaN: true }),
});
const frequency = fc.integer({ min: 0, max: 300 });
const time = fc.double({ min: 0, max: 2000, noNaN: true });

describe('whatever the parameters and the history,', () => {
  it('expected purchases are not negative and grow with the time ahead', () => {
    fc.assert(
      fc.property(parameters, frequency, time, time, time, (model, x, age, one, other) => {
        const [sooner, later] = [Math.min(one, other), Math.max(one, other)];
        const before = ordersIfAlive(model, x, age, sooner);
        const after = ordersIfAlive(model, x, age, later);
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeGreaterThanOrEqual(before * (1 - 1e-7) - 1e-9);
        // Nobody buys more than somebody who never leaves.
        const never = ((model.r + x) / (model.alpha + age)) * later;
        expect(after).toBeLessThanOrEqual(never * (1 + 1e-7) + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('expected purchases do not depend on the unit of time', () => {
    fc.assert(
      fc.property(parameters, frequency, time, time, (model, x, age, ahead) => {
        const weeks = ordersIfAlive(model, x, age, ahead);
        const days = ordersIfAlive({ ...model, alpha: model.alpha * 7 }, x, age * 7, ahead * 7);
        expect(Math.abs(days - weeks)).toBeLessThanOrEqual(1e-9 * (1 + weeks));
      }),
      { numRuns: 100 },
    );
  });

  it('probabilities of numbers of purchases are probabilities and at most 1 together', () => {
    fc.assert(
      fc.property(parameters, time, (model, within) => {
        let sum = 0;
        for (let orders = 0; orders < 40; orders += 1) {
          const probability = probabilityOfOrders(model, orders, within);
          expect(probability).toBeGreaterThanOrEqual(0);
          sum += probability;
        }
        expect(sum).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 100 },
    );
  });
});

const histories = fc
  .array(
    fc.record({
      frequency: fc.integer({ min: 0, max: 12 }),
      recency: fc.double({ min: 0.05, max: 1, noNaN: true }),
      age: fc.double({ min: 1, max: 60, noNaN: true }),
      count: fc.integer({ min: 1, max: 20 }),
    }),
    { minLength: 3, maxLength: 30 },
  )
  .filter(rows => rows.some(row => row.frequency > 0));

function countsOf(
  rows: readonly { frequency: number; recency: number; age: number; count: number }[],
  unit = 1,
): BgNbdCounts {
  return {
    frequencies: rows.map(row => row.frequency),
    recencies: rows.map(row => (row.frequency === 0 ? 0 : row.recency * row.age * unit)),
    ages: rows.map(row => row.age * unit),
    counts: rows.map(row => row.count),
  };
}

describe('whatever the customers,', () => {
  it('the fit gives parameters, converged or said not to be', () => {
    fc.assert(
      fc.property(histories, rows => {
        const fit = fitBgNbd(readBgNbdGroups(countsOf(rows)));
        const values = Object.values(fit?.parameters ?? {});
        expect(values).toHaveLength(4);
        expect(values.every(value => value > 0 && Number.isFinite(value))).toBe(true);
        expect(Number.isFinite(fit?.logLikelihood)).toBe(true);
        expect(fit?.method === 'maximum likelihood').toBe(fit?.unidentified === undefined);
        if (fit?.method === 'maximum likelihood') expect(fit.converged).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('the unit of time scales alpha and nothing else', () => {
    fc.assert(
      fc.property(histories, rows => {
        const weeks = fitBgNbd(readBgNbdGroups(countsOf(rows)));
        const days = fitBgNbd(readBgNbdGroups(countsOf(rows, 7)));
        // At the border of being identified, rounding may tip the scale either way.
        fc.pre(weeks !== undefined && days !== undefined && weeks.method === days.method);
        fc.pre(weeks.converged && days.converged);
        const closeness = (one: number, other: number) => Math.abs(Math.log(one / other));
        expect(closeness(days.parameters.r, weeks.parameters.r)).toBeLessThan(0.01);
        expect(closeness(days.parameters.alpha, weeks.parameters.alpha * 7)).toBeLessThan(0.01);
        expect(closeness(days.parameters.a, weeks.parameters.a)).toBeLessThan(0.01);
        expect(closeness(days.parameters.b, weeks.parameters.b)).toBeLessThan(0.01);
      }),
      { numRuns: 30 },
    );
  });

  it('counting alike customers together changes nothing', () => {
    fc.assert(
      fc.property(histories, rows => {
        const apart = rows.flatMap(row => Array(row.count).fill({ ...row, count: 1 }));
        const together = fitBgNbd(readBgNbdGroups(countsOf(rows)));
        const single = fitBgNbd(readBgNbdGroups(countsOf(apart)));
        expect(single?.logLikelihood).toBeCloseTo(together?.logLikelihood ?? 0, 4);
      }),
      { numRuns: 20 },
    );
  });
});

describe('planted parameters', () => {
  it.each([1, 2, 3])('come back within four standard errors, seed %d', seed => {
    const planted = { r: 0.8, alpha: 40, a: 0.9, b: 4 };
    const fit = fitBgNbd(readBgNbdGroups(simulateBgNbd(planted, 4000, 540, seed)));
    expect(fit?.method).toBe('maximum likelihood');
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      const off = (fit?.parameters[name] ?? 0) - planted[name];
      expect(Math.abs(off)).toBeLessThan(4 * (fit?.standardErrors?.[name] ?? 0));
    }
  });
});

import { describe, expect, it } from 'vitest';
import { logGamma } from '../../../src/stats/distributions/log-gamma.ts';
import type { BgNbdParameters } from '../../../src/stats/lifetime/bg-nbd-likelihood.ts';
import { ordersIfAlive } from '../../../src/stats/lifetime/bg-nbd-orders.ts';
import { probabilityOfOrders } from '../../../src/stats/lifetime/bg-nbd-probability.ts';

const cdnow = { r: 0.2425945, alpha: 4.4136021, a: 0.792922, b: 2.4259067 };
const paper = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

/** P(alive), as the macro of the project has it. */
function alive({ r, alpha, a, b }: BgNbdParameters, x: number, recency: number, age: number) {
  if (x === 0) return 1;
  return 1 / (1 + (a / (b + x - 1)) * ((alpha + age) / (alpha + recency)) ** (r + x));
}

/**
 * The same expectation by another way: over the chance p of leaving, which of somebody who is still
 * a customer is beta distributed with a and b + x, of the mean of (1 - e^(-p t rate)) / p.
 */
function integrated({ r, alpha, a, b }: BgNbdParameters, x: number, age: number, time: number) {
  const scale = logGamma(a) + logGamma(b + x) - logGamma(a + b + x);
  const step = 1 / 64;
  let sum = 0;
  for (let at = -6 / step; at <= 6 / step; at += 1) {
    const slope = Math.PI * Math.sinh(at * step);
    const [p, rest] = [1 / (1 + Math.exp(-slope)), 1 / (1 + Math.exp(slope))];
    const density = Math.exp((a - 1) * Math.log(p) + (b + x - 1) * Math.log(rest) - scale);
    const mean = -Math.expm1(-(r + x) * Math.log1p((p * time) / (alpha + age))) / p;
    const weight = Math.PI * Math.cosh(at * step) * p * rest * step;
    if (weight > 0) sum += density * mean * weight;
  }
  return sum;
}

describe('expected purchases', () => {
  it.each([
    [0.1429, 0.00782],
    [1, 0.05318],
    [3, 0.15063],
    [31.8571, 1.04049],
    [32, 1.04374],
    [78, 1.85797],
  ])('of a new customer within %d weeks', (time, orders) => {
    // The numbers belong to times in hundredths, whose parameters differ in the fourth digit.
    const rounded = { r: 0.2425929, alpha: 4.4135315, a: 0.7928861, b: 2.4257536 };
    expect(ordersIfAlive(rounded, 0, 0, time)).toBeCloseTo(orders, 5);
  });

  it('of a new customer at the rounded parameters', () => {
    expect(ordersIfAlive({ ...cdnow }, 0, 0, 39)).toBeCloseTo(1.19501, 4);
    expect(ordersIfAlive(paper, 0, 0, 52)).toBeCloseTo(1.44605, 5);
  });

  it.each([
    [paper, 26, 30.86, 31, 52, 25.7582],
    [paper, 29, 37.71, 38, 52, 25.0603],
    [cdnow, 2, 30.43, 38.86, 39, 1.2259],
  ])(
    'of a customer: %o, %d by %d of %d, within %d',
    (parameters, x, recency, age, time, orders) => {
      const expected = alive(parameters, x, recency, age) * ordersIfAlive(parameters, x, age, time);
      expect(expected).toBeCloseTo(orders, 4);
    },
  );

  it.each<[string, BgNbdParameters, number]>([
    ['the CDNOW customers', cdnow, 1e-12],
    ['hardly anybody leaving', { r: 0.8, alpha: 70, a: 0.5, b: 300 }, 1e-11],
    ['a + b below 1', { r: 0.5, alpha: 0.01, a: 0.2, b: 0.3 }, 1e-11],
    ['a + b of 1', { r: 0.5, alpha: 0.01, a: 0.3, b: 0.7 }, 1e-7],
    ['a of 1', { r: 0.5, alpha: 5, a: 1, b: 2 }, 1e-7],
    ['a just above 1', { r: 2, alpha: 5, a: 1.0000001, b: 2 }, 1e-7],
    ['large a and b', { r: 2, alpha: 5, a: 30, b: 2000 }, 1e-11],
  ])('agree with an integral for %s', (_, parameters, tolerance) => {
    for (const [x, age, time] of [
      [0, 0, 39],
      [0, 0, 5000],
      [1, 2, 180],
      [3, 38.86, 39],
      [30, 365, 183],
      [1000, 1400, 180],
    ] as const) {
      const expected = integrated(parameters, x, age, time);
      expect(ordersIfAlive(parameters, x, age, time) / expected - 1).toBeLessThan(tolerance);
      expect(ordersIfAlive(parameters, x, age, time) / expected - 1).toBeGreaterThan(-tolerance);
    }
  });

  it('are none at once', () => {
    expect(ordersIfAlive(cdnow, 3, 40, 0)).toBe(0);
  });

  it.each<[BgNbdParameters, number, number, number]>([
    [{ ...cdnow, a: 0 }, 1, 1, 1],
    [{ ...cdnow, alpha: Number.NaN }, 1, 1, 1],
    [cdnow, -1, 1, 1],
    [cdnow, 1, -1, 1],
    [cdnow, 1, 1, Number.POSITIVE_INFINITY],
  ])('are refused for %o, %d, %d, %d', (parameters, x, age, time) => {
    expect(() => ordersIfAlive(parameters, x, age, time)).toThrow(RangeError);
  });
});

describe('the probability of a number of purchases', () => {
  it.each([
    [0, 39, 0.57378635],
    [10, 2, 1.0786896e-7],
    [11, 30, 0.0019995],
    [12, 30, 0.001517],
    [13, 30, 0.0011633],
    [14, 30, 0.0009003],
    [15, 30, 0.0007024],
    [16, 30, 0.0005518],
    [17, 30, 0.0004362],
    [18, 30, 0.0003467],
    [19, 30, 0.000277],
    [20, 30, 0.0002222],
  ])('of %d within %d weeks', (orders, time, probability) => {
    const digits = probability < 1e-6 ? 14 : 7;
    expect(probabilityOfOrders(paper, orders, time)).toBeCloseTo(probability, digits);
  });

  it('adds up to 1, and to the expected number', () => {
    let [sum, mean] = [0, 0];
    for (let orders = 0; orders < 3000; orders += 1) {
      const probability = probabilityOfOrders(cdnow, orders, 78);
      sum += probability;
      mean += orders * probability;
    }
    expect(sum).toBeCloseTo(1, 10);
    expect(mean).toBeCloseTo(ordersIfAlive(cdnow, 0, 0, 78), 8);
  });

  it('is sure of none at once', () => {
    expect(probabilityOfOrders(cdnow, 0, 0)).toBe(1);
    expect(probabilityOfOrders(cdnow, 2, 0)).toBe(0);
  });

  it.each([
    [1.5, 1],
    [-1, 1],
    [1, -1],
  ])('is refused of %d within %d', (orders, time) => {
    expect(() => probabilityOfOrders(cdnow, orders, time)).toThrow(RangeError);
  });
});

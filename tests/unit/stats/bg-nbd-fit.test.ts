import { describe, expect, it } from 'vitest';
import { fitBgNbd } from '../../../src/stats/lifetime/bg-nbd-fit.ts';
import { type BgNbdCounts, readBgNbdGroups } from '../../../src/stats/lifetime/bg-nbd-groups.ts';
import { bgNbdLikelihood } from '../../../src/stats/lifetime/bg-nbd-likelihood.ts';
import { cdnowAbsent, cdnowCustomers } from '../../support/cdnow.ts';

function cdnow(round: (time: number) => number = time => time): BgNbdCounts {
  const customers = cdnowCustomers();
  return {
    frequencies: customers.map(({ frequency }) => frequency),
    recencies: customers.map(({ recency }) => round(recency)),
    ages: customers.map(({ age }) => round(age)),
    counts: customers.map(() => 1),
  };
}

const one = (x: number, recency: number, age: number): BgNbdCounts => ({
  frequencies: [x],
  recencies: [recency],
  ages: [age],
  counts: [1],
});

describe.skipIf(cdnowAbsent)('CDNOW to 1997-09-30', () => {
  it('gives the published parameters, likelihood and standard errors, in weeks', () => {
    const fit = fitBgNbd(readBgNbdGroups(cdnow()));
    expect(fit?.parameters.r).toBeCloseTo(0.2425945, 7);
    expect(fit?.parameters.alpha).toBeCloseTo(4.4136021, 6);
    expect(fit?.parameters.a).toBeCloseTo(0.792922, 6);
    expect(fit?.parameters.b).toBeCloseTo(2.4259067, 6);
    expect(fit?.logLikelihood).toBeCloseTo(-9582.429207, 6);
    expect(fit?.standardErrors?.r).toBeCloseTo(0.01256, 5);
    expect(fit?.standardErrors?.alpha).toBeCloseTo(0.3782, 4);
    expect(fit?.standardErrors?.a).toBeCloseTo(0.1857, 4);
    expect(fit?.standardErrors?.b).toBeCloseTo(0.7054, 4);
    expect(fit).toMatchObject({ method: 'maximum likelihood', converged: true });
    expect(fit?.unidentified).toBeUndefined();
    expect(fit?.evaluations).toBeLessThan(60);
  });

  it('gives those of times rounded to hundredths, as the papers have them', () => {
    const fit = fitBgNbd(readBgNbdGroups(cdnow(time => Math.round(time * 100) / 100)));
    expect(fit?.parameters.r).toBeCloseTo(0.2425929, 6);
    expect(fit?.parameters.alpha).toBeCloseTo(4.4135315, 4);
    expect(fit?.parameters.a).toBeCloseTo(0.7928861, 4);
    expect(fit?.parameters.b).toBeCloseTo(2.4257536, 4);
    expect(fit?.logLikelihood).toBeCloseTo(-9582.425561, 4);
  });

  it('has the likelihood of the rounded parameters of the paper', () => {
    const groups = readBgNbdGroups(cdnow(time => Math.round(time * 100) / 100));
    const paper = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
    expect(bgNbdLikelihood(groups, paper).value).toBeCloseTo(-9582.426831, 5);
  });
});

describe('the log-likelihood', () => {
  it.each([
    [0, 0, -0.59947382],
    [200, 38, 100.7957],
  ])('of one customer with %d purchases by %d', (x, recency, value) => {
    const parameters = { r: 0.25, alpha: 4, a: 0.8, b: 2.5 };
    const groups = readBgNbdGroups(one(x, recency, 40));
    expect(bgNbdLikelihood(groups, parameters).value).toBeCloseTo(value, 4);
  });

  it.each([
    { r: 0.3, alpha: 5, a: 0.7, b: 2 },
    { r: 3, alpha: 500, a: 0.01, b: 40 },
  ])('has the gradient that differences give, at %o', parameters => {
    const groups = readBgNbdGroups({
      frequencies: [0, 1, 1, 4, 1000],
      recencies: [0, 10, 30, 36.5, 39],
      ages: [38, 30, 30, 40, 40],
      counts: [5, 2, 1, 3, 1],
    });
    const { gradient } = bgNbdLikelihood(groups, parameters);
    (['r', 'alpha', 'a', 'b'] as const).forEach((name, at) => {
      const h = parameters[name] * 1e-4;
      const above = bgNbdLikelihood(groups, { ...parameters, [name]: parameters[name] + h }).value;
      const below = bgNbdLikelihood(groups, { ...parameters, [name]: parameters[name] - h }).value;
      const slope = (above - below) / (2 * h);
      expect(Math.abs((gradient[at] ?? 0) - slope)).toBeLessThan(1e-4 * (1 + Math.abs(slope)));
    });
  });

  it('is finite for a thousand purchases and for b of 1e17', () => {
    const groups = readBgNbdGroups(one(1000, 364, 365));
    for (const b of [2, 1e17]) {
      const { value, gradient } = bgNbdLikelihood(groups, { r: 1, alpha: 10, a: 1, b });
      expect([value, ...gradient].every(Number.isFinite)).toBe(true);
    }
  });
});

describe('data that do not tell the parameters', () => {
  it('have no fit where nobody has bought again', () => {
    expect(fitBgNbd(readBgNbdGroups(one(0, 0, 40)))).toBeUndefined();
    expect(
      fitBgNbd(readBgNbdGroups({ frequencies: [], recencies: [], ages: [], counts: [] })),
    ).toBeUndefined();
  });

  it('fall back to the priors where nobody is seen to leave, and say so', () => {
    const fit = fitBgNbd(
      readBgNbdGroups({
        frequencies: [0, 1, 2, 5, 9],
        recencies: [0, 99, 99, 99, 99],
        ages: [100, 100, 100, 100, 100],
        counts: [10, 20, 20, 10, 5],
      }),
    );
    expect(fit).toMatchObject({ method: 'maximum a posteriori', converged: true });
    expect(fit?.unidentified).toContain('hardly anybody is seen to leave');
    expect(Object.values(fit?.standardErrors ?? {}).every(error => error > 0)).toBe(true);
  });

  it('fall back where all buy at one rate, which leaves r and alpha without an end', () => {
    const fit = fitBgNbd(
      readBgNbdGroups({
        frequencies: [5, 5, 5],
        recencies: [50, 80, 95],
        ages: [100, 100, 100],
        counts: [100, 100, 100],
      }),
    );
    expect(fit?.method).toBe('maximum a posteriori');
    expect(fit?.unidentified).toBeDefined();
    expect(fit?.converged).toBe(true);
  });
});

describe('counts that cannot be', () => {
  it.each<[string, BgNbdCounts]>([
    ['group 1 (frequency 1.5', { ...one(1.5, 1, 2) }],
    ['group 1 (frequency -1', { ...one(-1, 0, 2) }],
    ['no age from 0', one(0, 0, -1)],
    ['no age from 0', one(0, 0, Number.NaN)],
    ['recency that is not 0', one(0, 3, 5)],
    ['recency that is not above 0', one(1, 0, 5)],
    ['recency that is not above 0 and at most the age', one(1, 6, 5)],
    ['no count above 0', { ...one(1, 1, 5), counts: [0] }],
    ['ages has 2 entries', { ...one(1, 1, 5), ages: [5, 6] }],
  ])('are refused: %s', (reason, counts) => {
    expect(() => readBgNbdGroups(counts)).toThrow(RangeError);
    expect(() => readBgNbdGroups(counts)).toThrow(reason);
  });
});

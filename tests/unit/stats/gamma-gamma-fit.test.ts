import { describe, expect, it } from 'vitest';
import { fitGammaGamma } from '../../../src/stats/lifetime/gamma-gamma-fit.ts';
import {
  type GammaGammaCounts,
  readGammaGammaGroups,
} from '../../../src/stats/lifetime/gamma-gamma-groups.ts';
import { gammaGammaLikelihood } from '../../../src/stats/lifetime/gamma-gamma-likelihood.ts';
import { cdnowAbsent, cdnowCustomers } from '../../support/cdnow.ts';

function counted(rows: readonly (readonly [x: number, value: number, count: number])[]) {
  return {
    frequencies: rows.map(([x]) => x),
    values: rows.map(([, value]) => value),
    counts: rows.map(([, , count]) => count),
  };
}

describe.skipIf(cdnowAbsent)('CDNOW to 1997-09-30', () => {
  it('gives the published parameters and likelihood of 946 repeat buyers', () => {
    const repeats = cdnowCustomers().filter(({ value }) => value > 0);
    const groups = readGammaGammaGroups(
      counted(repeats.map(({ frequency, value }) => [frequency, value, 1])),
    );
    const fit = fitGammaGamma(groups);
    expect(groups.customers).toBe(946);
    expect(groups.correlation).toBeCloseTo(0.1139, 4);
    expect(fit?.parameters.p).toBeCloseTo(6.24957, 5);
    expect(fit?.parameters.q).toBeCloseTo(3.74422, 5);
    expect(fit?.parameters.gamma).toBeCloseTo(15.44352, 5);
    expect(fit?.logLikelihood).toBeCloseTo(-4055.9177, 4);
    expect(fit).toMatchObject({ method: 'maximum likelihood', converged: true });
    expect(fit?.unidentified).toBeUndefined();
  });
});

const customers = counted([
  [1, 10, 30],
  [1, 25, 20],
  [2, 14, 20],
  [2, 31, 10],
  [5, 22, 6],
  [9, 12, 4],
]);

describe('the log-likelihood', () => {
  it('has the gradient that differences give', () => {
    const groups = readGammaGammaGroups(customers);
    const at = { p: 4, q: 3, gamma: 12 };
    const { gradient } = gammaGammaLikelihood(groups, at);
    (['p', 'q', 'gamma'] as const).forEach((name, index) => {
      const h = at[name] * 1e-5;
      const above = gammaGammaLikelihood(groups, { ...at, [name]: at[name] + h }).value;
      const below = gammaGammaLikelihood(groups, { ...at, [name]: at[name] - h }).value;
      expect(gradient[index]).toBeCloseTo((above - below) / (2 * h), 5);
    });
  });
});

describe('the unit of money', () => {
  it('scales gamma and nothing else', () => {
    const inCents = { ...customers, values: customers.values.map(value => value * 100) };
    const one = fitGammaGamma(readGammaGammaGroups(customers))?.parameters;
    const other = fitGammaGamma(readGammaGammaGroups(inCents))?.parameters;
    expect(other?.p).toBeCloseTo(one?.p ?? 0, 6);
    expect(other?.q).toBeCloseTo(one?.q ?? 0, 6);
    expect(other?.gamma).toBeCloseTo(100 * (one?.gamma ?? 0), 4);
  });
});

describe('data that do not tell the parameters', () => {
  it('have no fit without anybody', () => {
    expect(fitGammaGamma(readGammaGammaGroups(counted([])))).toBeUndefined();
  });

  it('are said to be such where everybody spends the same, which is then expected all the same', () => {
    const same = counted([
      [1, 20, 100],
      [3, 20, 50],
    ]);
    const fit = fitGammaGamma(readGammaGammaGroups(same));
    expect(fit?.method).toBe('maximum a posteriori');
    expect(fit?.unidentified).toContain('ran away');
    const { p, q, gamma } = fit?.parameters ?? { p: 0, q: 0, gamma: 0 };
    expect((p * gamma) / (q - 1)).toBeCloseTo(20, 3);
    expect((p * (gamma + 3 * 20)) / (p * 3 + q - 1)).toBeCloseTo(20, 3);
  });

  it('fall back where the mean of all would be infinite, and give a finite one', () => {
    // Means of many purchases each, whose upper tail is that of q = 0.6.
    const values = Array.from({ length: 60 }, (_, at) => 10 * ((at + 0.5) / 60) ** (-1 / 0.6));
    const fit = fitGammaGamma(readGammaGammaGroups(counted(values.map(value => [50, value, 5]))));
    expect(fit?.unidentified).toContain('up to 1 the mean value of all customers is infinite');
    expect(fit?.parameters.q).toBeGreaterThan(1);
    expect(fit?.converged).toBe(true);
  });

  it('do not tell a correlation of what is the same for all', () => {
    expect(
      readGammaGammaGroups(
        counted([
          [2, 5, 1],
          [2, 7, 1],
        ]),
      ).correlation,
    ).toBeNaN();
  });
});

describe('counts that cannot be', () => {
  it.each<[string, GammaGammaCounts]>([
    ['no whole frequency from 1', counted([[0, 5, 1]])],
    ['no whole frequency from 1', counted([[1.5, 5, 1]])],
    ['no value above 0', counted([[1, 0, 1]])],
    ['no count above 0', counted([[1, 1, Number.NaN]])],
    ['values has 0 entries', { ...counted([[1, 1, 1]]), values: [] }],
  ])('are refused: %s', (reason, counts) => {
    expect(() => readGammaGammaGroups(counts)).toThrow(RangeError);
    expect(() => readGammaGammaGroups(counts)).toThrow(reason);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import type { Compiler } from '../../src/nodes/compiler.ts';
import { ownProject } from '../support/own-project.ts';

/** A subject: how long it was seen, whether it was lost then, and its group. */
type Subject = readonly [duration: number, lost: boolean, group: string];

const reference = process.env.CRM_REFERENCE_DATA ?? '../shared/data';
let engine: Engine;
let connection: Connection;
let compiler: Compiler;

beforeAll(async () => {
  ({ compiler } = await ownProject());
  engine = await openProjectEngine({ path: ':memory:', settings: {} });
  connection = await engine.connect();
});

afterAll(() => {
  connection.close();
  engine.close();
});

/** The macros that the models of retention call, over subjects in place of customers. */
async function survival(subjects: readonly Subject[]) {
  const rows = subjects.map(([duration, lost, group]) => `(${duration}, ${lost}, '${group}')`);
  await connection.run(
    `create or replace temp table subjects as
    select * from (values ${rows.join(', ')}) as subjects (duration, event, group_name)`,
  );
  const query = async (template: string) =>
    (await connection.query(compiler.compileInline(template).sql.text)).rows;
  const curve = await query(
    `select group_name, day, at_risk, events, censored, survival, std_error, conf_lower, conf_upper
    from {{ kaplan_meier('subjects', ['group_name']) }} as curve order by group_name, day`,
  );
  const medians = await query(
    `select group_name, {{ day_by_which_lost(0.5) }}
    from {{ kaplan_meier('subjects', ['group_name']) }} as curve
    group by group_name order by group_name`,
  );
  const [test] = await query(
    `select groups, chi_square, degrees, p_value from {{ log_rank('subjects') }} as test_of_groups`,
  );
  const expected = await query(
    `select group_name, observed, expected from {{ log_rank_groups('subjects') }} as groups
    order by group_name`,
  );
  const [groups, chiSquare, degrees, pValue] = test ?? [];
  return {
    curve,
    medians: Object.fromEntries(medians.map(([group, day]) => [group, day])),
    groups,
    chiSquare: chiSquare === null ? null : Number(chiSquare),
    degrees,
    pValue: pValue === null ? null : Number(pValue),
    expected: Object.fromEntries(
      expected.map(([group, , sum]): [string, number] => [String(group), Number(sum)]),
    ),
    survivalOf: (group: string) =>
      curve.filter(row => row[0] === group && Number(row[3]) > 0).map(row => Number(row[5])),
  };
}

function subjects(group: string, durations: readonly number[], lost: readonly boolean[]) {
  return durations.map((duration, at): Subject => [duration, lost[at] ?? true, group]);
}

function read(file: string, groupColumn: string): Subject[] {
  const text = readFileSync(join(reference, 'reference', file), 'utf8');
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map(line => line.split(','));
  const value = (row: string[], column: string) => row[header.indexOf(column)] ?? '';
  return rows.map(row => [
    Number(value(row, 'time')),
    value(row, 'status') === '1',
    value(row, groupColumn),
  ]);
}

describe('small cases that can be done by hand', () => {
  it('compares two groups in which all are lost', async () => {
    const { chiSquare, degrees, pValue } = await survival([
      ...subjects('a', [10, 20, 30], []),
      ...subjects('b', [10, 20, 50], []),
    ]);
    expect(chiSquare).toBeCloseTo(0.254237, 6);
    expect(degrees).toBe(1);
    expect(pValue).toBeCloseTo(0.614107, 6);
  });

  it('compares two groups of which some are censored', async () => {
    const lost = [true, false, true];
    const { chiSquare, pValue } = await survival([
      ...subjects('a', [10, 20, 30], lost),
      ...subjects('b', [10, 20, 50], lost),
    ]);
    expect(chiSquare).toBeCloseTo(0.384615, 6);
    expect(pValue).toBeCloseTo(0.535143, 6);
  });

  it('steps down at losses alone, by those at risk, with their error and interval', async () => {
    const { curve, medians } = await survival(
      subjects('a', [5, 8, 8, 9], [true, true, false, true]),
    );
    expect(curve.map(row => row.slice(1, 6).map(Number))).toEqual([
      [0, 4, 0, 0, 1],
      [5, 4, 1, 0, 0.75],
      [8, 3, 1, 1, 0.5],
      [9, 1, 1, 0, 0],
    ]);
    // 0.75 * sqrt(1 / (4 * 3)), and that of two steps
    expect(curve[1]?.[6]).toBeCloseTo(0.75 * Math.sqrt(1 / 12), 12);
    expect(curve[2]?.[6]).toBeCloseTo(0.5 * Math.sqrt(1 / 12 + 1 / 6), 12);
    // exp(-exp(log(-log 0.5) ± 1.959964 * sqrt(0.25) / -log 0.5))
    expect(curve[2]?.[7]).toBeCloseTo(0.5 ** Math.exp((1.959963984540054 * 0.5) / Math.LN2), 12);
    expect(curve[2]?.[8]).toBeCloseTo(0.5 ** Math.exp((-1.959963984540054 * 0.5) / Math.LN2), 12);
    expect(curve[0]?.slice(6)).toEqual([0, 1, 1]);
    expect(curve[3]?.slice(6)).toEqual([null, null, null]);
    expect(medians).toEqual({ a: 8 });
  });

  it('has no median where more than half stay, and no statistic where nothing is lost', async () => {
    const { medians, chiSquare, degrees, pValue } = await survival([
      ...subjects('a', [5, 6], [false, false]),
      ...subjects('b', [7], [false]),
    ]);
    expect(medians).toEqual({ a: null, b: null });
    expect([chiSquare, degrees, pValue]).toEqual([null, null, null]);
  });

  it('has no statistic for a single group, and none where all are lost at once', async () => {
    const alone = await survival(subjects('a', [5, 6, 7], []));
    expect([alone.groups, alone.chiSquare, alone.degrees]).toEqual([1, null, null]);
    const atOnce = await survival([...subjects('a', [5], []), ...subjects('b', [5], [])]);
    expect([atOnce.groups, atOnce.chiSquare, atOnce.degrees]).toEqual([2, null, null]);
  });

  it('leaves a group out that was gone before the first loss', async () => {
    const two = [...subjects('b', [5, 9], []), ...subjects('c', [6, 7], [])];
    const without = await survival(two);
    const { chiSquare, degrees } = await survival([...two, [1, false, 'a']]);
    expect([chiSquare, degrees]).toEqual([without.chiSquare, 1]);
  });

  it('gives the same statistic whatever the groups are called', async () => {
    const durations = [
      [3, 8, 13, 21],
      [2, 9, 9, 30],
      [5, 7, 12, 14],
      [1, 6, 18, 25],
    ];
    const named = (names: string) =>
      durations.flatMap((days, at) =>
        subjects(names[at] ?? '', days, [true, true, at % 2 === 0, true]),
      );
    const first = await survival(named('abcd'));
    const last = await survival(named('dbca'));
    expect(first.degrees).toBe(3);
    expect(last.chiSquare).toBeCloseTo(first.chiSquare ?? Number.NaN, 12);
  });
});

describe('more than two groups', () => {
  // lifelines 0.30.3: multivariate_logrank_test
  it('agrees with a multivariate log-rank test', async () => {
    const { chiSquare, degrees, pValue, expected } = await survival(
      [
        subjects('a', [6, 7, 10, 15, 19, 25], [true, false, true, true, false, true]),
        subjects('b', [6, 12, 17, 22, 29, 31], [true, true, false, true, true, false]),
        subjects('c', [3, 4, 6, 8, 11, 14], [true, true, true, true, false, true]),
      ].flat(),
    );
    expect(degrees).toBe(2);
    expect(chiSquare).toBeCloseTo(6.5684304542, 9);
    expect(pValue).toBeCloseTo(0.037469979, 9);
    expect(Object.values(expected).reduce((sum, value) => sum + value, 0)).toBeCloseTo(13, 12);
  });
});

describe.skipIf(!existsSync(join(reference, 'reference', 'aml.csv')))(
  'published numbers (skipped without the reference data; CRM_REFERENCE_DATA names its directory)',
  () => {
    it('leukemia: remission under treatment and without', async () => {
      const { medians, chiSquare, degrees, pValue } = await survival(
        read('leukemia.csv', 'treated'),
      );
      expect(medians).toEqual({ 1: 23, 0: 8 });
      expect(chiSquare).toBeCloseTo(16.7929, 4);
      expect(degrees).toBe(1);
      expect(pValue).toBeCloseTo(4.169e-5, 8);
    });

    it('aml: survival with and without maintenance', async () => {
      const { medians, chiSquare, pValue, survivalOf } = await survival(read('aml.csv', 'x'));
      expect(medians).toEqual({ Maintained: 31, Nonmaintained: 23 });
      expect(chiSquare).toBeCloseTo(3.396, 3);
      expect(pValue).toBeCloseTo(0.0653, 4);
      expect(survivalOf('Maintained').map(value => value.toFixed(3))).toEqual([
        '0.909',
        '0.818',
        '0.716',
        '0.614',
        '0.491',
        '0.368',
        '0.184',
      ]);
    });
  },
);

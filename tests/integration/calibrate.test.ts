import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrate } from '../../src/crm/calibration/calibrate.ts';
import { thresholdNames } from '../../src/crm/calibration/calibration.ts';
import { formatCalibration } from '../../src/crm/calibration/format-calibration.ts';
import type { Compiler } from '../../src/nodes/compiler.ts';
import { readOwnProject } from '../support/own-project.ts';
import type { PublishedReader } from '../support/read-published.ts';

let reader: PublishedReader;
let compiler: Compiler;

beforeAll(async () => {
  ({ reader, compiler } = await readOwnProject());
}, 60_000);

afterAll(async () => {
  await reader.close();
});

function calibrateOn(month?: string) {
  return calibrate({ connection: reader.connection, compiler, month });
}

function query(template: string) {
  return reader.connection.query(compiler.compileInline(template).sql.text);
}

describe('calibrate on the committed synthetic data', () => {
  it('proposes every version that is committed, from the month before it', async () => {
    const [header, ...rows] = readFileSync('seeds/calibration/tier_thresholds.csv', 'utf8')
      .trim()
      .split('\n');
    expect(header).toBe(['effective_from_month', ...thresholdNames].join());
    const proposals: string[] = [];
    for (const row of rows) {
      const before = new Date(row.slice(0, 10));
      before.setUTCMonth(before.getUTCMonth() - 1);
      const { proposed } = await calibrateOn(before.toISOString().slice(0, 7));
      const values = thresholdNames.map(name => proposed.thresholds[name]);
      proposals.push([`${proposed.effectiveFrom}-01`, ...values].join());
    }
    expect(proposals).toEqual(rows);
  });

  it('proposes for the last month what the model proposes', async () => {
    const { month, proposed } = await calibrateOn();
    const { columns, rows } = await query(
      `select * replace (strftime(report_month, '%Y-%m') as report_month)
      from {{ ref('tier_threshold_proposal') }}`,
    );
    const model = Object.fromEntries(columns.map(({ name }, at) => [name, rows[0]?.[at]]));
    expect(month).toBe(model.report_month);
    for (const name of thresholdNames) {
      expect(Number(proposed.thresholds[name]), name).toBe(Number(model[name]));
    }
  });

  it('counts every customer once in each table', async () => {
    const { customers, tiers, moves } = await calibrateOn('2025-06');
    const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
    expect(sum(tiers.map(tier => tier.currentCustomers))).toBe(customers);
    expect(sum(tiers.map(tier => tier.proposedCustomers))).toBe(customers);
    expect(sum(moves.map(move => move.customers))).toBe(customers);
    expect(sum(tiers.map(tier => tier.targetShare))).toBeCloseTo(1, 12);
  });

  it('counts current tiers as the snapshot has them', async () => {
    const { tiers } = await calibrateOn('2025-06');
    const { rows } = await query(`
      select value_tier, count(*)::integer from {{ ref('crm_snapshot') }}
      where report_month = date '2025-06-01' and value_tier <> 'Passive' group by value_tier`);
    expect(new Map(tiers.map(tier => [tier.tier as string, tier.currentCustomers]))).toEqual(
      new Map(rows.map(([tier, customers]) => [String(tier), Number(customers)])),
    );
  });

  it.each([
    ['2023-05', '2024-01'],
    ['2024-01', '2024-01'],
    ['2024-12', '2024-01'],
    ['2025-01', '2025-01'],
  ])('compares %s with the version from %s', async (month, effectiveFrom) => {
    expect((await calibrateOn(month)).current.effectiveFrom).toBe(effectiveFrom);
  });

  it.each([
    ['2026-01', '2026-01 is not a month of the published build'],
    ['2025-13', "'2025-13' is not a month"],
  ])('refuses %s', async (month, message) => {
    await expect(calibrateOn(month)).rejects.toMatchObject({ code: 'invalid-value', message });
  });

  it('prints thresholds, tiers and moves as tables', async () => {
    const text = formatCalibration(await calibrateOn('2024-12')).join('\n');
    expect(text).toMatch(/^Calibration on 2024-12: 239 Active, not Passive customers$/m);
    expect(text).toMatch(/^t_mid +0\.385833 +0\.4025$/m);
    expect(text).toMatch(/^Silver +30\.0 % +96 +40\.2 % +72 +30\.1 %$/m);
    expect(text).toMatch(/^39 of 239 customers would move /m);
    expect(text).toMatch(/^Silver +11 +72 +13$/m);
  });
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrateLifecycle } from '../../src/crm/calibration/calibrate-lifecycle.ts';
import { formatLifecycleCalibration } from '../../src/crm/calibration/format-lifecycle-calibration.ts';
import { lifecycleThresholdNames } from '../../src/crm/calibration/lifecycle-calibration.ts';
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
  return calibrateLifecycle({ connection: reader.connection, compiler, month });
}

function query(template: string) {
  return reader.connection.query(compiler.compileInline(template).sql.text);
}

describe('calibrate lifecycle on the committed synthetic data', () => {
  it('proposes every version that is committed, from the month before it', async () => {
    const [header, ...rows] = readFileSync('seeds/calibration/lifecycle_thresholds.csv', 'utf8')
      .trim()
      .split('\n');
    expect(header).toBe(['effective_from_month', ...lifecycleThresholdNames].join());
    const proposals: string[] = [];
    for (const row of rows) {
      const before = new Date(row.slice(0, 10));
      before.setUTCMonth(before.getUTCMonth() - 1);
      const { proposed } = await calibrateOn(before.toISOString().slice(0, 7));
      const values = lifecycleThresholdNames.map(name => proposed.thresholds[name]);
      proposals.push([`${proposed.effectiveFrom}-01`, ...values].join());
    }
    expect(proposals).toEqual(rows);
  });

  it('proposes for the last month what the model proposes', async () => {
    const { month, proposed } = await calibrateOn();
    const { rows } = await query(
      `select strftime(report_month, '%Y-%m'), at_risk_days, drop_off_days, loyal_orders
      from {{ ref('lifecycle_threshold_proposal') }}`,
    );
    const { at_risk_days, drop_off_days, loyal_orders } = proposed.thresholds;
    expect([month, Number(at_risk_days), Number(drop_off_days), Number(loyal_orders)]).toEqual(
      rows[0],
    );
  });

  it('counts every customer once, and the current stages as the model has them', async () => {
    const { customers, moves } = await calibrateOn('2025-06');
    const { rows } = await query(`
      select lifecycle_stage, count(*)::integer from {{ ref('customer_lifecycle') }}
      where report_month = date '2025-06-01' group by lifecycle_stage`);
    const current = new Map<string, number>();
    for (const { from, customers: moved } of moves) {
      current.set(from, (current.get(from) ?? 0) + moved);
    }
    expect(current).toEqual(new Map(rows.map(([stage, count]) => [String(stage), Number(count)])));
    expect(rows.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(customers);
  });

  it('moves nobody where the thresholds in force are given', async () => {
    const { rows } = await query(`
      select count(*)::integer from (
        {{ lifecycle_moves(date_literal('2025-06-01'), 46, 117, 9, 0.5) }}
      ) as moves
      where current_stage <> proposed_stage`);
    expect(rows).toEqual([[0]]);
  });

  it('refuses a month that is none of the build', async () => {
    await expect(calibrateOn('2026-01')).rejects.toMatchObject({ code: 'invalid-value' });
  });

  it('prints thresholds, stages and what to judge them by', async () => {
    const calibration = await calibrateOn('2024-12');
    const text = formatLifecycleCalibration(calibration).join('\n');
    for (const { from, to, customers } of calibration.moves) {
      const line = new RegExp(`^${from} .*\\b${customers.toLocaleString('en-US')}\\b`, 'm');
      const [, matrix = ''] = text.split('(rows: from, columns: to)');
      expect(matrix, `${from} to ${to}`).toMatch(line);
    }
    expect(text).toMatch(/^Calibration on the orders up to the end of 2024-12: [\d,]+ gaps/m);
    expect(text).toMatch(/^drop_off_days +100 +117$/m);
    expect(text).toMatch(/^Dropped Off +\d+ +\d+\.\d % +\d+ +\d+\.\d %$/m);
    expect(text).toMatch(/^Of silences of 46 days, \d+\.\d % ended with an order so far/m);
    const none = { ...calibration.proposed, hasLoyalOrders: false };
    expect(formatLifecycleCalibration({ ...calibration, proposed: none }).join('\n')).toContain(
      'No order number is followed often enough',
    );
  });
});

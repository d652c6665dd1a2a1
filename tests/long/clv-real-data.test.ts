import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyOwnProject } from '../support/copy-own-project.ts';
import { ownProject } from '../support/own-project.ts';
import type { PublishedReader } from '../support/read-published.ts';
import { readPublished } from '../support/read-published.ts';
import { runCli } from '../support/run-cli.ts';

const data = resolve(process.env.CRM_REFERENCE_DATA ?? '../shared/data');

/** Builds all of lifetime value, tests included, on real data in a directory of its own. */
async function buildOn(directory: string, vars: Record<string, string>): Promise<PublishedReader> {
  await copyOwnProject(directory);
  const models = ['+path:models/value', '--exclude', 'test_type:unit'];
  const build = await runCli(directory, [
    ...['build', '--select', ...models, '--vars', JSON.stringify(vars)],
  ]);
  expect(build.code, build.stderr + build.stdout).toBe(0);
  const own = await ownProject(vars, directory);
  return readPublished(own.project);
}

describe.skipIf(!existsSync(join(data, 'cdnow')))('CDNOW through the models, in days', () => {
  let directory: string;
  let reader: PublishedReader;
  const numbers = async (sql: string) =>
    (await reader.connection.query(sql)).rows.map(row => row.map(Number));

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'clv-cdnow-'));
    reader = await buildOn(directory, {
      raw_path: join(data, 'cdnow'),
      raw_format: 'csv',
      clv_calibration_end: '1997-09-30',
    });
  }, 300_000);

  afterAll(async () => {
    await reader?.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('has the parameters of the papers, alpha times seven', async () => {
    const [row = []] = await numbers(
      `select customers, repeat_purchases, r, alpha / 7, a, b, p, q, gamma,
        bg_nbd_log_likelihood + repeat_purchases * ln(7), gamma_gamma_log_likelihood
      from clv_parameters where as_of_date = '1997-09-30'`,
    );
    const published = [
      2357, 2457, 0.2425945, 4.4136021, 0.792922, 2.4259067, 6.24957, 3.74422, 15.44352,
      -9582.429207, -4055.9177,
    ];
    row.forEach((value, at) => {
      expect(Math.abs(value / (published[at] ?? 0) - 1), String(at)).toBeLessThan(2e-6);
    });
    const { rows } = await reader.connection.query(
      `select is_reliable, warning from clv_parameters where as_of_date = '1997-09-30'`,
    );
    expect(rows).toEqual([[true, null]]);
  });

  it('expects and sees the published purchases of the next 39 weeks', async () => {
    const [all = []] = await numbers(
      `select actual_orders, expected_orders, correlation
      from clv_validation where comparison = 'all'`,
    );
    expect(all[0]).toBe(1882);
    expect(all[1]).toBeCloseTo(1653.41, 1);
    expect(all[2]).toBeCloseTo(0.6256, 4);
    const classes = await numbers(
      `select actual_orders / customers, expected_orders / customers
      from clv_validation where comparison = 'frequency' order by class`,
    );
    const actual = [0.237, 0.697, 1.393, 1.56, 2.532, 2.947, 3.862, 6.359];
    const expected = [0.225, 0.523, 1.044, 1.52, 2.164, 2.654, 3.504, 6.157];
    expect(classes.map(([orders]) => Number(orders?.toFixed(3)))).toEqual(actual);
    expect(classes.map(([, orders]) => Number(orders?.toFixed(3)))).toEqual(expected);
    const [weeks = []] = await numbers(
      `select count(*), sum(expected_orders) from clv_validation where comparison = 'week'`,
    );
    expect(weeks).toEqual([39, expect.closeTo(1653.41, 1)]);
  });

  it('is worth in six calendar months what the libraries say of months of 4.345 weeks', async () => {
    const [row = []] = await numbers(
      `select sum(clv_6_months) / 41175.7145, sum(expected_orders_6_months) / 1173.8869
      from clv_forecasts where as_of_date = '1997-09-30'`,
    );
    for (const ratio of row) expect(Math.abs(ratio - 1)).toBeLessThan(0.005);
  });
});

describe.skipIf(!existsSync(join(data, 'online_retail')))('a wholesaler of gifts', () => {
  let directory: string;
  let reader: PublishedReader;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'clv-online-retail-'));
    reader = await buildOn(directory, {
      raw_path: join(data, 'online_retail'),
      raw_format: 'parquet',
    });
  }, 300_000);

  afterAll(async () => {
    await reader?.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('orders in half a year what was expected to a fiftieth, for a little more', async () => {
    const { rows } = await reader.connection.query(
      `select order_error, revenue_error, correlation
      from clv_validation where comparison = 'all'`,
    );
    const [orders, revenue, correlation] = (rows[0] ?? []).map(Number);
    expect(Math.abs(orders ?? 1)).toBeLessThan(0.02);
    expect(revenue).toBeLessThan(0);
    expect(revenue).toBeGreaterThan(-0.2);
    expect(correlation).toBeGreaterThan(0.8);
  });

  it('has parameters that two years of data identify', async () => {
    const { rows } = await reader.connection.query(
      `select count(*), count(*) filter (where is_reliable),
        count(*) filter (where bg_nbd_method = 'maximum likelihood')
      from clv_parameters`,
    );
    expect(rows[0]?.map(Number)).toEqual([7, 7, 7]);
  });
});

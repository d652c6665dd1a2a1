import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlValue } from '../../src/engine/engine.ts';
import type { NodeResult } from '../../src/run/run-event.ts';
import { copyOwnProject } from '../support/copy-own-project.ts';
import { ownProject, runOwnProject } from '../support/own-project.ts';
import type { PublishedReader } from '../support/read-published.ts';
import { readPublished } from '../support/read-published.ts';

const data = resolve(process.env.CRM_REFERENCE_DATA ?? '../shared/data');

interface Build {
  readonly reader: PublishedReader;
  readonly results: readonly NodeResult[];
}

/** Builds a copy of this repository's project, in a directory of its own, on a directory of real data. */
async function buildOn(directory: string, rawPath: string, rawFormat: string): Promise<Build> {
  await copyOwnProject(directory);
  const vars = { raw_path: rawPath, raw_format: rawFormat, run_date: '2012-01-01' };
  const own = await ownProject(vars, directory);
  const { published, results, errors, withheld } = await runOwnProject(own, 'build');
  expect([...errors, ...results.flatMap(result => result.errors)]).toEqual([]);
  expect({ published, withheld, failed: statuses(results, 'fail') }).toEqual({
    ...{ published: true, withheld: [], failed: [] },
  });
  return { reader: await readPublished(own.project), results };
}

/** Tests on a directory of real data, which are skipped, and say so, where it is absent. */
function describeOn(
  name: string,
  format: string,
  define: (raw: string, build: () => Build) => void,
): void {
  const raw = join(data, name);
  describe(name, () => {
    if (!existsSync(join(raw, `transactions.${format}`))) {
      it('builds', ({ skip }) =>
        skip(`${raw} is not there; CRM_REFERENCE_DATA names its directory`));
      return;
    }
    let directory: string;
    let built: Build;
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), `${name}-`));
      built = await buildOn(directory, raw, format);
    }, 600_000);
    afterAll(async () => {
      await built?.reader.close();
      await rm(directory, { recursive: true, force: true });
    });
    define(raw, () => built);
  });
}

function statuses(results: readonly NodeResult[], status: NodeResult['status']): string[] {
  return results.flatMap(({ uniqueId, ...result }) =>
    result.status === status ? [uniqueId.split('.')[2] ?? uniqueId] : [],
  );
}

async function rowsOf(build: Build, sql: string): Promise<readonly (readonly SqlValue[])[]> {
  return (await build.reader.connection.query(sql)).rows;
}

describeOn('online_retail', 'parquet', (raw, build) => {
  /** The files themselves, read without a model: one row a counted line. */
  const lines = `(
    select
      customer_id,
      invoice_id,
      quantity,
      cast(invoice_date as date) as day,
      year(invoice_date) * 12 + month(invoice_date) as m
    from '${raw}/transactions.parquet'
    where quantity > 0
      and customer_id in (
        select customer_id from '${raw}/customers.parquet' where customer_type = 'Registered'
      )
      and product_id in (
        select trim(product_id) from '${raw}/products.parquet' where category = 'consumable'
      )
  )`;
  const months = `(
    select distinct year(report_month) * 12 + month(report_month) as m, report_month
    from crm_snapshot
  )`;

  it('reports the 24 whole months of the data for 5,942 customers', async () => {
    const [row] = await rowsOf(
      build(),
      `select
        min(report_month), max(report_month), count(distinct report_month),
        count(distinct customer_id), count(*)
      from crm_snapshot`,
    );
    expect(row?.map(String)).toEqual(['2009-12-01', '2011-11-01', '24', '5942', `${24 * 5942}`]);
  });

  it('passes every test of error severity and warns of what it leaves out', () => {
    const { results } = build();
    expect(statuses(results, 'error')).toEqual([]);
    expect(statuses(results, 'fail')).toEqual([]);
    expect(statuses(results, 'skipped')).toEqual([]);
    expect(statuses(results, 'warn').sort()).toEqual([
      'months_left_out_are_complete',
      'products_are_listed_once',
    ]);
    expect(statuses(results, 'pass').length).toBeGreaterThan(100);
  });

  it('names December 2011, which stops on the 9th, and the var to set', () => {
    const left = build().results.find(({ uniqueId }) => uniqueId.includes('months_left_out'));
    expect(left?.sample?.rows).toHaveLength(1);
    expect(left?.sample?.rows[0]?.join(' ')).toContain('2011-12-01 2011-12-09');
    expect(left?.sample?.rows[0]?.join(' ')).toContain('data_through to 2011-12-31');
  });

  it('counts Active, New, Lost and Reactivated of every month as joins over the files do', async () => {
    const bought = `(select distinct customer_id, m from ${lines})`;
    const expected = await rowsOf(
      build(),
      `with bought as materialized ${bought}
      select
        report_month,
        (select count(distinct customer_id) from bought where bought.m > months.m - 12
          and bought.m <= months.m) as active,
        (select count(*) from bought as b where b.m = months.m and b.customer_id not in (
          select customer_id from bought as e where e.m < months.m)) as new,
        (select count(*) from bought as b where b.m = months.m - 12 and b.customer_id not in (
          select customer_id from bought as l where l.m > months.m - 12 and l.m <= months.m)) as lost,
        (select count(*) from bought as b where b.m = months.m
          and b.customer_id not in (
            select customer_id from bought as r where r.m >= months.m - 12 and r.m < months.m)
          and b.customer_id in (
            select customer_id from bought as e where e.m < months.m - 12)) as reactivated
      from ${months} as months
      order by report_month`,
    );
    const actual = await rowsOf(
      build(),
      `select
        report_month,
        count(*) filter (activity_status = 'Active'),
        count(*) filter (lifecycle_event = 'New'),
        count(*) filter (lifecycle_event = 'Lost'),
        count(*) filter (lifecycle_event = 'Reactivated')
      from crm_snapshot
      group by report_month
      order by report_month`,
    );
    expect(actual).toEqual(expected);
    expect(actual).toHaveLength(24);
    expect(actual.at(-1)?.map(String)).toEqual(['2011-11-01', '4294', '192', '315', '73']);
  });

  it('has the totals, orders and dates of every customer that the files give', async () => {
    const lastMonth = 2011 * 12 + 11;
    const differences = await rowsOf(
      build(),
      `with expected as (
        select
          customer_id,
          sum(quantity) as m_total,
          coalesce(sum(quantity) filter (m > ${lastMonth - 6}), 0) as m6,
          count(distinct (invoice_id, m)) filter (m > ${lastMonth - 6}) as o6,
          min(day) as first_day,
          max(day) as last_day
        from ${lines}
        where m <= ${lastMonth}
        group by customer_id
      ),
      actual as (
        select
          customer_id, m_total, m6, o6,
          first_consumable_purchase_date as first_day,
          last_consumable_purchase_date as last_day
        from crm_snapshot
        where report_month = date '2011-11-01' and m_total > 0
      )
      (from expected except from actual) union all (from actual except from expected)`,
    );
    expect(differences).toEqual([]);
  });
});

describeOn('cdnow', 'csv', (raw, build) => {
  const text = (table: string) =>
    readFileSync(join(raw, `${table}.csv`), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.trim().split(','));

  it('passes every test without a warning, optional columns absent', () => {
    const { results } = build();
    const notFine = ['error', 'fail', 'skipped', 'warn'] as const;
    expect(notFine.flatMap(status => statuses(results, status))).toEqual([]);
  });

  it('keeps every customer as the file writes it, leading zeros included', async () => {
    const rows = await rowsOf(build(), 'select distinct customer_id from crm_snapshot order by 1');
    const written = text('customers').map(([id]) => id);
    expect(rows.map(([id]) => id)).toEqual(written.sort());
    expect(rows[0]).toEqual(['0001']);
    expect(rows).toHaveLength(2357);
  });

  it('counts the units and first purchases of every month as the file adds up', async () => {
    const units = new Map<string, number>();
    const firsts = new Map<string, string>();
    for (const [, , day = '', customer = '', , quantity = ''] of text('transactions')) {
      const month = `${day.slice(0, 7)}-01`;
      units.set(month, (units.get(month) ?? 0) + Math.max(0, Number(quantity)));
      const first = firsts.get(customer);
      if (Number(quantity) > 0 && (first === undefined || month < first))
        firsts.set(customer, month);
    }
    const expected = [...units.keys()].sort().map(month => {
      const newcomers = [...firsts.values()].filter(first => first === month).length;
      return [month, units.get(month), newcomers];
    });
    const rows = await rowsOf(
      build(),
      `select
        report_month, sum(m1) as units, count(*) filter (lifecycle_event = 'New') as newcomers
      from crm_snapshot
      group by report_month
      order by report_month`,
    );
    expect(rows.map(([month, sum, count]) => [month, Number(sum), Number(count)])).toEqual(
      expected,
    );
    expect(rows).toHaveLength(18);
    expect(rows.at(-1)?.[0]).toBe('1998-06-01');
  });

  it('knows no device date, as no device was sold', async () => {
    const [row] = await rowsOf(
      build(),
      'select count(first_device_purchase_date) from crm_snapshot',
    );
    expect(Number(row?.[0])).toBe(0);
  });
});

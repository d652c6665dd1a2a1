import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { ownProject, runOwnProject } from '../support/own-project.ts';

const own = await ownProject({ run_date: '2026-01-31' });
const root = mkdtempSync(join(tmpdir(), 'propensity-leakage-'));
const path = join(root, 'leakage.duckdb');
let engine: Engine;
let connection: Connection;

beforeAll(async () => {
  const target = { ...own.project.target, path };
  const result = await runOwnProject(own, 'run', { ...own.project, root, target });
  expect(result.published).toBe(true);
  engine = await openProjectEngine({ path, settings: {} });
  connection = await engine.connect();
}, 60_000);

afterAll(() => {
  connection?.close();
  engine?.close();
  rmSync(root, { recursive: true, force: true });
});

function queryOf(model: string): string {
  const node = own.manifest.nodes.get(`model.crm.${model}`);
  if (node?.resourceType !== 'model') throw new Error(`there is no model ${model}`);
  return own.compiler.compile(node).text;
}

async function count(sql: string): Promise<number> {
  return Number((await connection.query(sql)).rows[0]?.[0]);
}

/** What happened after a day, as it is in the build: gone, as if looked at on that day. */
const forget = (day: string) => [
  `delete from orders where order_date > ${day}`,
  `delete from returns where return_date > ${day}`,
  `delete from crm_snapshot where last_day(report_month) > ${day}`,
  `delete from raw.web_visits where cast(visited_at as date) > ${day}`,
  `delete from raw.touchpoints where cast(touched_at as date) > ${day}`,
  `delete from raw.interactions where cast(created_at as date) > ${day}`,
  `update eligible_customers set loyalty_since = null where loyalty_since > ${day}`,
  `update eligible_customers set registered_date = null where registered_date > ${day}`,
];

it.each([1, 2, 3])(
  'what happens after the cut-off of period %i changes no feature',
  async period => {
    const day = `(select min(cut_off_date) from propensity_cut_offs
    where outcome = 'churn' and period = ${period})`;
    await connection.run(`create or replace temp table day as select ${day} as day`);
    const known = `select * from propensity_features
    where cut_off_date <= (select day from day)`;
    await connection.run('begin');
    try {
      for (const statement of forget('(select day from day)')) await connection.run(statement);
      await connection.run(`create or replace temp table again as
      select * from (${queryOf('propensity_features')}) where cut_off_date <= (select day from day)`);
      expect(await count(`select count(*) from (${known})`)).toBeGreaterThan(300);
      expect(await count(`select count(*) from ((${known}) except (select * from again))`)).toBe(0);
      expect(await count(`select count(*) from ((select * from again) except (${known}))`)).toBe(0);
    } finally {
      await connection.run('rollback');
    }
  },
);

it('while what happens up to it does', async () => {
  await connection.run('begin');
  try {
    await connection.run(`delete from orders where order_date = (
      select max(order_date) from orders
      where order_date <= (select min(cut_off_date) from propensity_cut_offs where period = 1))`);
    const gone = await count(`select count(*) from (
      (select * from propensity_features) except (${queryOf('propensity_features')}))`);
    expect(gone).toBeGreaterThan(0);
  } finally {
    await connection.run('rollback');
  }
});

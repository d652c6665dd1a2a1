import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { ownProject } from '../support/own-project.ts';

let engine: Engine;
let connection: Connection;
let model: string;

beforeAll(async () => {
  engine = await openProjectEngine({ settings: { threads: 1 } });
  connection = await engine.connect();
  await connection.run(
    "create table uplift_features as select 1 as feature_number, 'x' as feature",
  );
  const { manifest, compiler } = await ownProject({
    uplift_folds: 2,
    uplift_ridge: 1e-6,
    uplift_sample_customers_max: 1600,
  });
  const node = manifest.nodes.get('model.crm.uplift_model');
  if (node === undefined) throw new Error('there is no model uplift_model');
  model = compiler.compile(node).text;
  await connection.run(
    "create table uplift_campaigns as select 'c' as campaign_id, true as is_modelled",
  );
}, 60_000);

afterAll(() => {
  connection.close();
  engine.close();
});

interface Group {
  readonly treated: boolean;
  readonly x: number;
  readonly responders: number;
  readonly others: number;
}

/** Coefficients of the model of all: those of the treated, then of the control group. */
async function coefficients(groups: readonly Group[]) {
  const people = groups.flatMap(({ treated, x, responders, others }) =>
    [responders, others].map(
      (count, at) =>
        `select 'c' as campaign_id, ${treated} || '-${x}-${at}-' || n as customer_id,
          ${treated} as is_treated, true as is_observed, ${at === 0} as is_responder,
          1 + n % 2 as fold, [${x}]::double[] as features
        from range(${count}) as people (n)`,
    ),
  );
  await connection.run(
    `create or replace table uplift_population as ${people.join(' union all ')}`,
  );
  const { rows } = await connection.query(
    `select coefficient, customers, responders from (${model}) as terms
    where fold = 0 order by is_treated desc, term_number`,
  );
  return rows.map(row => row.map(Number));
}

describe('the two models of a campaign', () => {
  it('are the log-odds of either group where the ridge is next to nothing', async () => {
    const groups = [
      { treated: true, x: 0, responders: 100, others: 300 },
      { treated: true, x: 1, responders: 300, others: 100 },
      { treated: false, x: 0, responders: 200, others: 200 },
      { treated: false, x: 1, responders: 100, others: 300 },
    ];
    const found = await coefficients(groups);
    expect(found).toEqual([
      [expect.closeTo(Math.log(1 / 3), 6), 800, 400],
      [expect.closeTo(Math.log(9), 6), 800, 400],
      [expect.closeTo(0, 6), 800, 300],
      [expect.closeTo(Math.log(1 / 3), 6), 800, 300],
    ]);
  });

  it('keep the rate of rare responses in a sample that holds all of them', async () => {
    const groups = [
      { treated: true, x: 0, responders: 10, others: 3000 },
      { treated: false, x: 0, responders: 40, others: 60 },
    ];
    const found = await coefficients(groups);
    expect(found).toEqual([
      [expect.closeTo(Math.log(10 / 3000), 6), 810, 10],
      [0, 810, 10],
      [expect.closeTo(Math.log(40 / 60), 6), 100, 40],
      [0, 100, 40],
    ]);
  });
});

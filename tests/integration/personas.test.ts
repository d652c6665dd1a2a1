import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/base/text/json.ts';
import type { Connection, Engine, SqlValue } from '../../src/engine/engine.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { kMeans } from '../../src/stats/clusters/k-means.ts';
import { pointSet } from '../../src/stats/clusters/point-set.ts';
import { randomStream } from '../../src/stats/random-stream.ts';
import { irisMeasures } from '../support/iris.ts';
import { type OwnProject, ownProject } from '../support/own-project.ts';

const engines: Engine[] = [];
let own: OwnProject;

beforeAll(async () => {
  own = await ownProject();
});

afterAll(() => {
  for (const engine of engines) engine.close();
});

async function connect(threads = 2): Promise<Connection> {
  const engine = await openProjectEngine({
    path: ':memory:',
    settings: { threads: String(threads) },
  });
  engines.push(engine);
  return engine.connect();
}

/** How a kind of customer behaves: the middle of spend, orders, days, visits and minutes. */
interface Kind {
  readonly customers: number;
  readonly spend: number;
  readonly orders: number;
  readonly days: number;
  readonly visits: number;
  readonly minutes: number;
}

const kinds: readonly Kind[] = [
  { customers: 80, spend: 8000, orders: 40, days: 10, visits: 30, minutes: 4 },
  { customers: 120, spend: 1500, orders: 6, days: 40, visits: 200, minutes: 15 },
  { customers: 100, spend: 700, orders: 12, days: 400, visits: 12, minutes: 3 },
  { customers: 100, spend: 80, orders: 2, days: 60, visits: 4, minutes: 1 },
];

/** Customers of the kinds, each up to a third above or below the middle, as rows of SQL. */
function customers(): string[] {
  const random = randomStream(7);
  const around = (middle: number) => (middle * (2 / 3 + (2 / 3) * random())).toFixed(2);
  return kinds.flatMap((kind, k) =>
    Array.from({ length: kind.customers }, (_, n) => {
      const { spend, orders, days, visits, minutes } = kind;
      const values = [spend, orders, days, visits, minutes].map(around);
      return `('${k}-${n}', ${values.join(', ')})`;
    }),
  );
}

const models = [
  'persona_scales',
  'persona_points',
  'persona_components',
  'persona_model',
  'persona_centroids',
  'persona_names',
  'customer_personas',
  'persona_map',
  'persona_traits',
  'persona_profiles',
];

/**
 * Runs the models from persona_scales on over customers of our own. Each table can be left in an
 * order that has nothing to do with how it came about.
 */
async function personasOf(
  rows: readonly string[],
  vars: JsonObject = {},
  { threads = 2, shuffled = false } = {},
) {
  const connection = await connect(threads);
  await connection.run(`create schema seeds`);
  for (const seed of ['persona_measures', 'persona_communication']) {
    await connection.run(
      `create table seeds.${seed} as from read_csv('seeds/calibration/${seed}.csv')`,
    );
  }
  await connection.run(
    `create table persona_features as
    select
      customer_id,
      cast(spend as decimal(18, 2)) as spend,
      cast(orders as integer) as orders,
      cast(recency_days as integer) as recency_days,
      cast(null as double) as lines_per_order,
      cast(null as integer) as categories,
      cast(null as double) as consumable_share,
      cast(null as double) as returned_share,
      cast(web_visits as integer) as web_visits,
      cast(minutes_per_visit as double) as minutes_per_visit,
      cast(null as double) as mood,
      date '2024-01-01' as first_order_date,
      date '2024-03-31' as last_order_date
    from (values ${rows.length > 0 ? rows.join(', ') : '(null, 0, 0, 0, 0, 0)'}) as rows (
      customer_id, spend, orders, recency_days, web_visits, minutes_per_visit
    )
    where customer_id is not null`,
  );
  const { manifest, compiler } = own;
  const overrides = { vars: { persona_starts: 8, persona_count_max: 6, ...vars } };
  for (const name of models) {
    const node = manifest.nodes.get(`model.crm.${name}`);
    if (node === undefined) throw new Error(`there is no model ${name}`);
    await connection.run(`create table ${name} as ${compiler.compile(node, overrides).text}`);
    if (shuffled) {
      await connection.run(
        `create or replace table ${name} as
        select * from ${name} as of_table order by md5(cast(of_table as varchar))`,
      );
    }
  }
  return {
    rows: async (sql: string) => (await connection.query(sql)).rows,
    all: async () => {
      const tables: SqlValue[][][] = [];
      for (const name of models) {
        const { rows: of } = await connection.query(`from ${name} order by all`);
        tables.push(of.map(row => [...row]));
      }
      return tables;
    },
  };
}

describe('k_means, silhouettes and principal_components', () => {
  it('are called from SQL', async () => {
    const connection = await connect();
    const points = `[${irisMeasures().join(', ')}]::double[]`;
    const { rows } = await connection.query(
      `with fits as materialized (
        select ${points} as points, k_means(${points}, 4, 3, 50, 1) as fit
      )
      select
        fit.inertia, fit.total_inertia, fit.sizes, fit.converged,
        list_avg(silhouettes(points, 4, fit.centroids)),
        list_sum(principal_components(points, 4).variances)
      from fits`,
    );
    const [inertia, total, sizes, converged, silhouette, variance] = rows[0] ?? [];
    expect(inertia).toBeCloseTo(78.85144, 5);
    expect(total).toBeCloseTo(681.3706, 4);
    expect(sizes).toBe('[38, 62, 50]');
    expect(converged).toBe(true);
    expect(silhouette).toBeCloseTo(0.552819, 5);
    expect(variance).toBeCloseTo(4.57295705, 7);
  });

  it.each([
    ['k_means([1, 2, 3], 2, 2, 1, 1)', /3 coordinates are not points of 2 dimensions/],
    ['k_means([1, 1, 1], 1, 2, 1, 1)', /1 distinct points/],
    ['k_means([1, 2, 3], 1, 1, 1, 1)', /clusters are 1/],
    ['k_means([1, 2, 3], 1, 2, 1, -1)', /seed is -1/],
    ['k_means([1, null], 1, 2, 1, 1)', /NULL in points/],
    ['principal_components([1], 1)', /components take two/],
  ])('%s tells what is wrong', async (call, message) => {
    const connection = await connect();
    await expect(connection.query(`select ${call}`)).rejects.toThrow(message);
  });

  it('say nothing of nothing', async () => {
    const connection = await connect();
    const { rows } = await connection.query('select k_means(null, 1, 2, 1, 1)');
    expect(rows).toEqual([[null]]);
  });
});

describe('kinds of customers that differ', () => {
  it('come back, as many as there are, with names that fit and a rule for each', async () => {
    const { rows } = await personasOf(customers());
    const found = await rows(
      `select persona_name, customers, contact_every_days, is_reliable
      from persona_profiles order by persona_id`,
    );
    expect(found).toEqual([
      ['Frequent big spenders', 80n, 14n, true],
      ['Lingering browsers', 120n, 30n, true],
      ['Lapsed customers', 100n, 60n, true],
      ['Occasional small spenders', 100n, 45n, true],
    ]);
    const strays = await rows(
      `select customer_id from customer_personas
      where persona_id <> cast(split_part(customer_id, '-', 1) as integer) + 1`,
    );
    expect(strays).toEqual([]);
  });

  it('are the same whatever the order of the rows and the number of threads', async () => {
    const once = await (await personasOf(customers(), {}, { threads: 1 })).all();
    const shuffled = { threads: 4, shuffled: true };
    const again = await (await personasOf(customers().reverse(), {}, shuffled)).all();
    expect(again).toEqual(once);
  });

  it('keep their numbers and names when one customer in twenty is gone', async () => {
    const rows = customers();
    const before = await personasOf(rows);
    const after = await personasOf(rows.filter((_, at) => at % 20 !== 3));
    const names = 'select persona_id, persona_name from persona_names order by 1';
    expect(await after.rows(names)).toEqual(await before.rows(names));
    const of = 'select customer_id, persona_id from customer_personas';
    const old = new Map((await before.rows(of)).map(([id, persona]) => [id, persona]));
    for (const [id, persona] of await after.rows(of)) expect(persona).toBe(old.get(id ?? null));
  });

  it('keep their numbers and names when other random starts are taken', async () => {
    const names = 'select persona_id, persona_name from persona_names order by 1';
    const one = await (await personasOf(customers())).rows(names);
    const other = await (await personasOf(customers(), { persona_seed: 99 })).rows(names);
    expect(other).toEqual(one);
  });

  it('are assigned in SQL as k-means assigned its sample', async () => {
    const { rows } = await personasOf(customers(), { persona_count: 7, persona_seed: 3 });
    const points = await rows(
      'select unnest(coordinates) from persona_points order by draw_place, generate_subscripts(coordinates, 1)',
    );
    const personas = await rows('select persona_id from customer_personas order by draw_place');
    const set = pointSet(
      points.map(([value]) => Number(value)),
      points.length / personas.length,
    );
    const { labels } = kMeans(set, { clusters: 7, starts: 8, seed: 3 });
    expect(personas.map(([persona]) => persona)).toEqual([...labels].map(label => label + 1));
  });

  it('are sought in a sample, and given to all', async () => {
    const { rows } = await personasOf(customers(), {
      persona_sample_customers: 100,
      persona_map_customers: 80,
    });
    const [counts] = await rows(
      `select
        (select max(sample_customers) from persona_model),
        (select count(*) from customer_personas),
        (select count(*) from persona_map)`,
    );
    expect(counts).toEqual([100, 400n, 80n]);
  });
});

describe('too little to tell kinds by', () => {
  it('without customers there are no personas, and that is said', async () => {
    const { rows, all } = await personasOf([], { persona_count: 4 });
    expect(await rows('select is_chosen, is_reliable, warning from persona_model')).toEqual([
      [false, false, 'there are 0 customers who differ, too few for so many personas'],
    ]);
    expect((await all()).slice(4).flat()).toEqual([]);
  });

  it('customers who are all alike have no personas', async () => {
    const alike = Array.from({ length: 50 }, (_, n) => `('C${n}', 10, 1, 5, 3, 2)`);
    const { rows } = await personasOf(alike);
    expect(await rows('select count(*) from persona_points')).toEqual([[0n]]);
    expect(await rows('select bool_or(is_chosen) from persona_model')).toEqual([[false]]);
  });

  it('one measure alone draws a line', async () => {
    const line = Array.from({ length: 60 }, (_, n) => `('C${n}', ${n}, 1, 5, 3, 2)`);
    const { rows } = await personasOf(line, { persona_count: 3 });
    expect(
      await rows('select count(distinct persona_id), count(distinct x), max(y) from persona_map'),
    ).toEqual([[3n, 60n, 0]]);
  });
});

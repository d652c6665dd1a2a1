import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/base/text/json.ts';
import type { SqlValue } from '../../src/engine/engine.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { type OwnProject, ownProject } from '../support/own-project.ts';

/** Touches of one journey in order, an hour apart, and whether the last one converts. */
interface Journey {
  readonly channels: readonly string[];
  readonly converts: boolean;
  readonly value?: number;
}

type Rows = readonly Readonly<Record<string, SqlValue>>[];

const models = [
  'journey_steps',
  'journeys',
  'channel_paths',
  'channel_transitions',
  'channel_heuristics',
  'channel_markov',
  'attribution_summary',
  'channel_roles',
  'channel_feeds',
  'channel_attribution',
  'channel_shutdown',
  'channel_budget',
];
let own: OwnProject;
beforeAll(async () => {
  own = await ownProject();
});

function repeat(times: number, channels: readonly string[], converts: boolean): Journey[] {
  return Array.from({ length: times }, () => ({ channels, converts, value: 10 }));
}

/** Runs the models of attribution on journeys, each of a visitor of its own. */
async function attribute(
  journeys: readonly Journey[],
  vars: JsonObject = {},
): Promise<(model: string) => Rows> {
  const { manifest, compiler } = Object.keys(vars).length === 0 ? own : await ownProject(vars);
  const engine = await openProjectEngine({ settings: { threads: 2 } });
  const connection = await engine.connect();
  try {
    const rows = journeys.flatMap(({ channels, converts, value }, visitor) =>
      channels.map((channel, hour) => {
        const last = converts && hour === channels.length - 1;
        return `('V${visitor}', timestamp '2024-03-01' + to_hours(${hour}), '${channel}',
          ${last && value !== undefined ? value : 'null'}::decimal(18, 2), ${last})`;
      }),
    );
    const touchpoints =
      rows.length === 0
        ? 'select null::varchar, null::timestamp, null::varchar, null::decimal(18, 2), null::boolean limit 0'
        : `values ${rows.join(', ')}`;
    for (const sql of [
      'create schema staging',
      "create table as_of as select date '2024-03-31' as as_of_date",
      'create table eligible_customers (customer_id varchar)',
      'create table visitor_identities (visitor_id varchar, customer_id varchar)',
      'create table staging.stg_acquisition_costs (acquisition_channel varchar, cost decimal(18, 2), cost_month date)',
      `create table staging.stg_touchpoints as
      select *, null::varchar as customer_id, touched_at::date as touched_date
      from (${touchpoints}) as touches (visitor_id, touched_at, channel, conversion_value, is_conversion)`,
    ]) {
      await connection.run(sql);
    }
    const tables = new Map<string, Rows>();
    for (const name of models) {
      const node = manifest.nodes.get(`model.crm.${name}`);
      if (node === undefined) throw new Error(`there is no model ${name}`);
      await connection.run(`create table ${name} as ${compiler.compile(node).text}`);
      const { columns, rows: found } = await connection.query(`from ${name} order by all`);
      tables.set(
        name,
        found.map(row =>
          Object.fromEntries(columns.map((column, at) => [column.name, row[at] ?? null])),
        ),
      );
    }
    return model => tables.get(model) ?? [];
  } finally {
    connection.close();
    engine.close();
  }
}

function byChannel(rows: Rows, column: string): Readonly<Record<string, number>> {
  return Object.fromEntries(rows.map(row => [row.channel, Number(row[column])]));
}

function expectNear(
  actual: Readonly<Record<string, number>>,
  expected: Record<string, number>,
): void {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [channel, value] of Object.entries(expected)) {
    expect(actual[channel], channel).toBeCloseTo(value, 6);
  }
}

describe('published examples of attribution, through the models', () => {
  it('three journeys: removal effects 0.5, 1, 1 and credit 0.2, 0.4, 0.4', async () => {
    const tables = await attribute([
      { channels: ['c1', 'c2', 'c3'], converts: true },
      { channels: ['c1'], converts: false },
      { channels: ['c2', 'c3'], converts: false },
    ]);
    const markov = tables('channel_markov').filter(row => row.markov_order === 1);
    expect(markov.map(row => row.conversion_probability)).toEqual(
      markov.map(() => expect.closeTo(1 / 3, 14)),
    );
    expectNear(byChannel(markov, 'removal_effect'), { c1: 0.5, c2: 1, c3: 1 });
    expectNear(byChannel(markov, 'conversions'), { c1: 0.2, c2: 0.4, c3: 0.4 });
  });

  it('direct, search, social and email: by every rule', async () => {
    const tables = await attribute([
      ...repeat(2, ['direct'], true),
      ...repeat(1, ['direct'], false),
      ...repeat(3, ['search', 'email'], true),
      ...repeat(2, ['search', 'email'], false),
      ...repeat(5, ['search', 'social', 'email'], true),
      ...repeat(4, ['search', 'social', 'email'], false),
    ]);
    const rows = tables('channel_attribution');
    const credit = (rule: string) => byChannel(rows, `${rule}_conversions`);
    expectNear(byChannel(rows, 'removal_effect'), {
      direct: 0.2,
      email: 0.8,
      search: 0.8,
      social: 0.514286,
    });
    expectNear(credit('first_touch'), { direct: 2, email: 0, search: 8, social: 0 });
    expectNear(credit('last_touch'), { direct: 2, email: 8, search: 0, social: 0 });
    expectNear(credit('linear_touch'), {
      direct: 2,
      email: 1.5 + 5 / 3,
      search: 1.5 + 5 / 3,
      social: 5 / 3,
    });
    expectNear(credit('position_based'), { direct: 2, email: 3.5, search: 3.5, social: 1 });
    const effects = 0.2 + 0.8 + 0.8 + 18 / 35;
    expectNear(credit('markov'), {
      direct: 2 / effects,
      email: 8 / effects,
      search: 8 / effects,
      social: 180 / 35 / effects,
    });
    const [summary] = tables('attribution_summary');
    expect(summary?.conversion_rate).toBeCloseTo(0.588235, 6);
    const losses = byChannel(tables('channel_shutdown'), 'lost_conversions');
    expectNear(losses, { direct: 2, email: 8, search: 8, social: 180 / 35 });
  });
});

describe('attribution', () => {
  const sum = (rows: Rows, column: string): number =>
    rows.reduce((total, row) => total + Number(row[column]), 0);

  it('is empty without touches', async () => {
    const tables = await attribute([]);
    for (const model of models) expect([model, tables(model)]).toEqual([model, []]);
  });

  it('credits nothing where nothing converts, and says so', async () => {
    const tables = await attribute(repeat(3, ['A', 'B'], false));
    expect(tables('channel_attribution')).toMatchObject(
      ['A', 'B'].map(channel => ({
        channel,
        removal_effect: null,
        markov_conversions: 0,
        time_decay_conversions: 0,
        is_reliable: false,
        warning: 'No journey has converted: there is nothing to credit.',
      })),
    );
    expect(tables('channel_shutdown')).toMatchObject([
      { lost_share: null, is_collapse: null },
      { lost_share: null, is_collapse: null },
    ]);
  });

  it('is the last touch by every rule where all journeys have one', async () => {
    const tables = await attribute([
      ...repeat(150, ['A'], true),
      ...repeat(50, ['B'], true),
      ...repeat(9, ['B'], false),
    ]);
    const rows = tables('channel_attribution');
    for (const rule of ['markov', 'markov_order_2', 'first_touch', 'linear_touch', 'time_decay']) {
      expectNear(byChannel(rows, `${rule}_conversions`), { A: 150, B: 50 });
    }
    expect(rows.map(row => row.warning)).toEqual(
      rows.map(
        () => 'Every conversion has a single touch: all rules give the credit of the last touch.',
      ),
    );
  });

  it('takes more channels than the chain has states for, and the credits still add up', async () => {
    const journeys = Array.from({ length: 120 }, (_, at) => ({
      channels: [`hub ${at % 4}`, `rare ${at}`, `hub ${at % 3}`],
      converts: at % 5 === 0,
      value: at,
    }));
    const tables = await attribute(journeys, {
      attribution_channels_max: 10,
      attribution_conversions_min: 10,
    });
    const rows = tables('channel_attribution');
    expect(rows).toHaveLength(124);
    for (const rule of ['markov', 'markov_order_2', 'linear_touch']) {
      expect(sum(rows, `${rule}_conversions`)).toBeCloseTo(24, 9);
      expect(sum(rows, `${rule}_value`)).toBeCloseTo((24 * 115) / 2, 4);
    }
    expect(rows.filter(row => row.removal_effect !== null)).toHaveLength(9);
    expect(rows.find(row => row.channel === 'rare 99')?.warning).toMatch(/^More than 10 channels/);
  });

  it('refuses vars that mean nothing', async () => {
    for (const vars of [{ attribution_half_life_days: 0 }, { attribution_collapse_share_min: 2 }]) {
      await expect(attribute([], vars)).rejects.toMatchObject({ code: 'invalid-value' });
    }
  });
});

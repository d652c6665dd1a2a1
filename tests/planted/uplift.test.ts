import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { type PlantedWorld, plantedWorld } from '../support/planted-world.ts';

/** What the test promises to find again of responders of four kinds, about 25,000 a campaign. */
const promised = {
  /** Of the effect on all and of a kind's mean predicted uplift: four standard errors and more. */
  uplift: 0.03,
  kindUplift: 0.06,
  /** The least share of a kind that gets its name, of those whom the model has not seen. */
  labelled: { persuadable: 0.97, 'sleeping dog': 0.97, 'lost cause': 0.9, 'sure thing': 0.4 },
  /** The least share of the customers with a name who are of that kind. */
  named: { persuadable: 0.75, 'sleeping dog': 0.65, 'lost cause': 0.9, 'sure thing': 0.9 },
  /** A kind has three tenths and more: the outer two tenths are of one kind. */
  outerDecile: 0.4,
  qini: 0.3,
  /** Sleeping dogs of today who would be contacted, at most; persuadables who would, at least. */
  wokenDogs: 0.01,
  nudged: 0.9,
} as const;

type Kind = keyof typeof promised.labelled;

describe.each([1, 2, 3])('responders planted in 100,000 customers, seed %i', seed => {
  let world: PlantedWorld;

  beforeAll(async () => {
    world = await plantedWorld({
      customers: 100_000,
      months: 24,
      seed,
      select: ['+uplift_summary'],
      changeRaw: addUnsoundCampaigns,
    });
  }, 600_000);

  afterAll(() => world?.close());

  const kinds = () => world.truth.responders.kinds;

  /** Rows of a relation with the kind of each customer. */
  const ofKind = (relation: string) => `(
    select relation.*, kinds.kind
    from ${relation} as relation
    inner join eligible_customers as customers using (customer_id)
    left join staging.stg_customer_attributes as attributes
      on attributes.customer_id = relation.customer_id and attributes.attribute_name = 'household'
    inner join (values ${kinds()
      .map(kind => `('${kind.kind}', ${kind.household_is_family}, ${kind.won_online})`)
      .join(', ')}) as kinds (kind, is_family, is_online)
      on kinds.is_family = (attributes.attribute_value is not distinct from 'family')
      and kinds.is_online
        = coalesce(lower(trim(customers.acquisition_channel)) in ('web', 'referral'), false)
    where relation.campaign_id in ('SUMMER', 'AUTUMN'))`;

  it('the effect on all, in groups that pass for drawn at random, by a model to believe', async () => {
    const planted = kinds().reduce((sum, { share, uplift }) => sum + share * uplift, 0);
    const rows = await world.query(
      `select uplift, qini_coefficient, verdict, is_reliable, warning
      from uplift_summary where campaign_id in ('SUMMER', 'AUTUMN')`,
    );
    expect(rows).toHaveLength(2);
    for (const [uplift, qini, ...verdict] of rows) {
      expect(Math.abs(Number(uplift) - planted)).toBeLessThan(promised.uplift);
      expect(Number(qini)).toBeGreaterThan(promised.qini);
      expect(verdict).toEqual(['modelled', true, null]);
    }
  });

  it('the uplift of each kind, among customers whom the model has not seen', async () => {
    const rows = await world.query(
      `select kind, avg(predicted_uplift) from ${ofKind('uplift_scores')} group by campaign_id, kind`,
    );
    expect(rows).toHaveLength(8);
    for (const [kind, uplift] of rows) {
      const planted = kinds().find(each => each.kind === kind)?.uplift ?? Number.NaN;
      expect(Math.abs(Number(uplift) - planted), String(kind)).toBeLessThan(promised.kindUplift);
    }
  });

  it('the name of each kind', async () => {
    const rows = await world.query(
      `with pairs as (
        select campaign_id, kind, quadrant, count(*) as customers
        from ${ofKind('uplift_scores')} group by all
      ),
      shares as (
        select
          *,
          customers / sum(customers) over (partition by campaign_id, kind) as labelled,
          customers / sum(customers) over (partition by campaign_id, quadrant) as named
        from pairs
      )
      select kind, labelled, named from shares where kind = quadrant`,
    );
    expect(rows).toHaveLength(8);
    for (const [kind, labelled, named] of rows) {
      expect(Number(labelled), `${kind}, labelled`).toBeGreaterThan(
        promised.labelled[kind as Kind],
      );
      expect(Number(named), `${kind}, named`).toBeGreaterThan(promised.named[kind as Kind]);
    }
  });

  it('who is won in the upper tenths and who is lost in the lower ones', async () => {
    const rows = await world.query(
      `select uplift_decile, uplift from uplift_deciles
      where campaign_id in ('SUMMER', 'AUTUMN') and uplift_decile in (1, 10)`,
    );
    expect(rows).toHaveLength(4);
    for (const [decile, uplift] of rows) {
      const outwards = decile === 10 ? Number(uplift) : -Number(uplift);
      expect(outwards, `decile ${decile}`).toBeGreaterThan(promised.outerDecile);
    }
  });

  it('whom to contact today, and no sleeping dog', async () => {
    const rows = await world.query(
      `select kind, avg(case when action = 'contact' then 1.0 else 0.0 end)
      from ${ofKind('uplift_targets')} where is_reliable group by campaign_id, kind`,
    );
    expect(rows).toHaveLength(8);
    for (const [kind, contacted] of rows) {
      if (kind === 'sleeping dog') {
        expect(Number(contacted)).toBeLessThan(promised.wokenDogs);
      }
      if (kind === 'persuadable') expect(Number(contacted)).toBeGreaterThan(promised.nudged);
    }
  });

  it('no uplift where there is none, and none without a lot', async () => {
    const rows = await world.query(
      `select campaign_id, verdict, abs(uplift) < 4 * standard_error, is_reliable
      from uplift_summary where campaign_id not in ('SUMMER', 'AUTUMN') order by campaign_id`,
    );
    expect(rows).toEqual([
      ['NOTHING', 'modelled', true, false],
      ['PICKED', 'refused', null, false],
    ]);
  });
});

/**
 * Two more campaigns of the customers of SUMMER: NOTHING, whose groups were drawn anew and which
 * nobody heard of, and PICKED, which went to those with many orders.
 */
async function addUnsoundCampaigns(raw: string): Promise<void> {
  const engine = await openProjectEngine({ settings: {} });
  const connection = await engine.connect();
  const assignments = join(raw, 'campaign_assignments.parquet');
  try {
    await connection.run(
      `copy (
        with summer as (from '${assignments}' where campaign_id = 'SUMMER'),
        orders as (
          select customer_id, count(distinct invoice_id) as orders
          from '${raw}/transactions.parquet' group by customer_id
        )
        from '${assignments}'
        union all
        select 'NOTHING', customer_id, assigned_at, hash('nothing', customer_id) % 2 = 0
        from summer
        union all
        select 'PICKED', customer_id, assigned_at, orders > 8
        from summer inner join orders using (customer_id)
      ) to '${assignments}.new' (format parquet)`,
    );
  } finally {
    connection.close();
    engine.close();
  }
  renameSync(`${assignments}.new`, assignments);
}

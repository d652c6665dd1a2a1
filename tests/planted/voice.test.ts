import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlantedWorld, plantedWorld } from '../support/planted-world.ts';

/**
 * Stated beforehand. A share of n texts lies within four standard errors of what was planted. A mean
 * score may be 0.15 off: sentences were written for a mood from -2 to 2, and the score is the
 * lexicon's. Of those who are silent as of the last day, up to three in ten only pause, which takes
 * their mean up to three tenths of the way from leaving to staying.
 */
const promised = {
  meanScore: 0.15,
  shareWhoPause: 0.3,
  /** Standard errors by which a fall is more than chance. */
  fallZ: -3,
  /** Standard errors within which a stretch of 30 days stays while nobody is leaving yet. */
  noFallZ: 3.5,
} as const;

function shareTolerance(share: number, texts: number): number {
  return 4 * Math.sqrt((share * (1 - share)) / texts);
}

describe.each([21, 22, 23])('voices planted in 100,000 customers, seed %i', seed => {
  let world: PlantedWorld;
  beforeAll(async () => {
    world = await plantedWorld({
      customers: 100_000,
      months: 12,
      seed,
      select: ['+models/voice'],
      vars: { voice_text_language: null },
    });
  }, 600_000);
  afterAll(() => world?.close());

  it('languages: German is left unscored, and texts of no language are taken for English', async () => {
    const { share_german: german, share_unknown_language: unknown } = world.truth.moods;
    const [[texts, unscored, byWords, untold] = []] = await world.query(`
      select
        count(*)::double,
        count(*) filter (unscored_reason = 'no lexicon')::double,
        count(*) filter (language_from = 'words')::double,
        count(*) filter (unscored_reason = 'unknown language')::double
      from interaction_sentiment`);
    const count = Number(texts);
    expect(count).toBeGreaterThan(5000);
    expect(Math.abs(Number(unscored) / count - german)).toBeLessThan(shareTolerance(german, count));
    expect(Math.abs(Number(byWords) / count - unknown)).toBeLessThan(
      shareTolerance(unknown, count),
    );
    expect(Number(untold) / count).toBeLessThan(0.002);
  });

  it('the agent whose customers sound worse than they would', async () => {
    const agents = await world.query(`
      select value, difference_z from sentiment_distribution
      where dimension = 'agent' and value <> 'unknown' order by difference_z`);
    expect(agents).toHaveLength(8);
    expect(agents[0]?.[0]).toBe(world.truth.moods.worst_agent);
    expect(Number(agents[0]?.[1])).toBeLessThan(-10);
    expect(Number(agents[1]?.[1])).toBeGreaterThan(-3);
  });

  it('the complaint about one product that is new in the last month', async () => {
    const { theme, product_id: product } = world.truth.moods.rising;
    const [found] = await world.query(`
      select is_rising, main_product_this_month, course, texts = texts_this_month
      from themes where mood = 'negative' and term = '${theme}'`);
    expect(found).toEqual([true, product, 'isolated', true]);
    const [[first] = []] = await world.query(`
      select list(term order by term) from (
        select term from themes where is_rising and mood = 'negative' order by rise_z desc limit 3)`);
    expect(String(first)).toContain(theme);
  });

  it('the mean mood of each persona, and of who is leaving, whatever the persona', async () => {
    const { mean_of_leaving, mean_of_staying, leaving_months, worst_agent } = world.truth.moods;
    const rows = await world.query(`
      select
        coalesce(
          case when datediff('month', created_month, last_month) < ${leaving_months}
            then 'leaving' end,
          persona
        ) as kind,
        avg(sentiment_score),
        count(*)::double
      from interaction_sentiment
      inner join '${world.raw}/customer_truth.parquet' using (customer_id)
      where is_scored and role = 'regular'
        and coalesce(agent_id, '') <> '${worst_agent}'
        and created_date < (select date_trunc('month', as_of_date) from as_of)
      group by kind`);
    const planted = { ...mean_of_staying, leaving: mean_of_leaving };
    expect(rows.map(([kind]) => kind).sort()).toEqual(Object.keys(planted).sort());
    for (const [kind, mean, texts] of rows) {
      expect(Number(texts)).toBeGreaterThan(400);
      const wanted = planted[String(kind) as keyof typeof planted];
      expect(Math.abs(Number(mean) - Number(wanted)), String(kind)).toBeLessThan(
        promised.meanScore,
      );
    }
  });

  it('moods that fall in the last three months before customers stop, and not earlier', async () => {
    const rows = await world.query(
      'select stretch, stopped_mood, difference, fall_z, warning from mood_before_churn order by stretch',
    );
    const [, last, second, third, fourth, fifth] = rows.map(row => row.slice(1));
    const { mean_of_leaving: leaving, mean_of_staying: staying } = world.truth.moods;
    const stays = Object.entries(staying).reduce(
      (sum, [name, mean]) => sum + mean * (world.truth.personas[name]?.share ?? 0),
      0,
    );
    const pausing = leaving + promised.shareWhoPause * (stays - leaving);
    expect(Number(last?.[0])).toBeGreaterThan(leaving - promised.meanScore);
    expect(Number(last?.[0])).toBeLessThan(pausing + promised.meanScore);
    for (const stretch of [last, second]) {
      expect(Number(stretch?.[1])).toBeLessThan(-0.6);
      expect(Number(stretch?.[2])).toBeLessThan(promised.fallZ);
    }
    expect(Number(third?.[1])).toBeLessThan(-0.15);
    for (const stretch of [fourth, fifth]) {
      expect(Math.abs(Number(stretch?.[2]))).toBeLessThan(promised.noFallZ);
    }
    expect(rows.map(([, , , , warning]) => warning)).toEqual(rows.map(() => null));
  });

  it('bad moods that foretell who stops', async () => {
    const rows = await world.query(`
      select last_mood, stopped_share, difference_z from churn_by_mood
      where last_mood is not null order by last_mood`);
    expect(rows.map(([mood]) => mood)).toEqual([-2, -1, 0, 1, 2]);
    expect(Number(rows[0]?.[2])).toBeGreaterThan(3);
    expect(Number(rows[0]?.[1])).toBeGreaterThan(1.2 * Number(rows[4]?.[1]));
  });
});

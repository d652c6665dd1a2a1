import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlantedWorld, plantedWorld } from '../support/planted-world.ts';

/** What is planted in how people visit and write; it differs in nothing that they buy. */
const planted = ['web_visits', 'minutes_per_visit', 'mood'];

/**
 * How far what is found may be from what was planted. Where a share may be 0.04 off, as many hunters
 * may be regulars by mistake, which takes their mean from 50 seconds a sixth of the way to 180.
 */
const promised = {
  share: 0.04,
  secondsAVisit: { regular: 20, researcher: 40, hunter: 21 },
  /** Least distance of the mean mood of regulars from that of hunters, which is 1.35 as planted. */
  moodApart: 0.7,
} as const;

type Kind = keyof typeof promised.secondsAVisit;

describe.each([11, 12, 13])('personas planted in 100,000 customers, seed %i', seed => {
  let world: PlantedWorld;

  beforeAll(async () => {
    world = await plantedWorld({
      customers: 100_000,
      months: 12,
      seed,
      select: ['+persona_profiles'],
      vars: { persona_count_min: 2, persona_count_max: 6 },
      changeProject: project =>
        weighPlantedMeasuresAlone(join(project, 'seeds/calibration/persona_measures.csv')),
    });
  }, 600_000);

  afterAll(() => world?.close());

  it('are three, of the shares, durations and moods that were planted', async () => {
    const rows = await world.query(
      `select share_of_customers, mean_minutes_per_visit * 60, mean_mood, is_reliable
      from persona_profiles order by mean_minutes_per_visit`,
    );
    expect(rows).toHaveLength(3);
    const kinds: readonly Kind[] = ['hunter', 'regular', 'researcher'];
    for (const [at, kind] of kinds.entries()) {
      const [share, seconds, , isReliable] = rows[at] ?? [];
      const { share: plantedShare = Number.NaN, mean_seconds_a_visit = Number.NaN } =
        world.truth.personas[kind] ?? {};
      expect(Math.abs(Number(share) - plantedShare), kind).toBeLessThan(promised.share);
      expect(Math.abs(Number(seconds) - mean_seconds_a_visit), kind).toBeLessThan(
        promised.secondsAVisit[kind],
      );
      expect(isReliable).toBe(true);
    }
    const [hunter, regular, researcher] = rows.map(([, , mood]) => Number(mood));
    expect(regular).toBeGreaterThan(researcher ?? Number.NaN);
    expect(researcher).toBeGreaterThan(hunter ?? Number.NaN);
    expect((regular ?? 0) - (hunter ?? 0)).toBeGreaterThan(promised.moodApart);
  });

  it('are called by what sets them apart', async () => {
    const rows = await world.query(
      'select persona_name from persona_profiles order by mean_minutes_per_visit',
    );
    expect(rows).toEqual([['Hasty browsers'], ['Offline buyers'], ['Lingering browsers']]);
  });
});

/** What was not planted would draw the borders through it: it gets the weight 0. */
function weighPlantedMeasuresAlone(path: string): void {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const weight = header.split(',').indexOf('weight');
  const weighed = lines.map(line => {
    const values = line.split(',');
    values[weight] = planted.includes(values[0] ?? '') ? '1' : '0';
    return values.join(',');
  });
  writeFileSync(path, `${[header, ...weighed].join('\n')}\n`);
}

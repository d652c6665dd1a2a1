import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';

const reviews = join(
  process.env.CRM_REFERENCE_DATA ?? '../shared/data',
  'reviews/amazon_snippets.csv',
);
let engine: Engine;
let connection: Connection;

beforeAll(async () => {
  engine = await openProjectEngine({ settings: { threads: 2 } });
  connection = await engine.connect();
});
afterAll(() => {
  connection.close();
  engine.close();
});

async function ask(sql: string) {
  return (await connection.query(sql)).rows[0] ?? [];
}

it('SQL scores a column of texts, NULLs and texts beyond ASCII among them', async () => {
  const [scored, unscored, emoji] = await ask(`
    select
      count(*) filter (compound = 0.4404),
      count(*) filter (compound is null),
      sentiment_compound('Love it 😍')
    from (
      select sentiment_compound(case when range % 4 > 0 then 'The book was good.' end) as compound
      from range(8000)
    )`);
  expect([scored, unscored]).toEqual([6000n, 2000n]);
  expect(Number(emoji)).toBeGreaterThan(0.6);
});

describe.skipIf(!existsSync(reviews))(
  'the human means of 3,708 sentences (skipped without the reference data; CRM_REFERENCE_DATA names its directory)',
  () => {
    const scored = `(
      select human_mean, sentiment_compound(text) as compound from read_csv('${reviews}')
    )`;

    it('correlate with the score as they do with VADER', async () => {
      const [texts, correlation] = await ask(
        `select count(*), corr(human_mean, compound) from ${scored}`,
      );
      expect(texts).toBe(3708n);
      expect(Number(correlation)).toBeCloseTo(0.5896, 4);
    });

    it('are nearest to the score with the thresholds of the seed', async () => {
      const [texts, near] = await ask(`
        select
          count(*),
          (select arg_min(very_from, mean_error) from (
            select
              very_from,
              avg(abs(
                sign(human_mean) * ((abs(human_mean) >= 1)::int + (abs(human_mean) >= 2)::int)
                - sign(compound) * ((abs(compound) >= 0.05)::int + (abs(compound) >= very_from)::int)
              )) as mean_error
            from ${scored}, (select range / 20 as very_from from range(6, 19))
            group by very_from
          ))
        from ${scored}`);
      expect(texts).toBe(3708n);
      expect(near).toBe(0.6);
    });
  },
);

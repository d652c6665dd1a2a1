import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { type PublishedReader, readPublished } from '../../src/run/read-published.ts';
import { ownProject } from '../support/own-project.ts';
import { runCli } from '../support/run-cli.ts';

const customers = 100_000;

/**
 * How far, as a share, what is found may be from what was planted. Several orders of a day are one
 * purchase, which takes the rate of customers who buy every fortnight down by some hundredths.
 */
const promised = {
  r: 0.1,
  alpha: 0.1,
  a: 0.15,
  b: 0.15,
  p: 0.1,
  q: 0.1,
  gamma: 0.15,
  /** Mean chance of leaving after a purchase, mean value of a purchase, mean purchases a day. */
  means: 0.05,
} as const;

type Parameter = Exclude<keyof typeof promised, 'means'>;

interface PlantedTruth {
  readonly bg_nbd: Readonly<Record<'r' | 'alpha' | 'a' | 'b', number>>;
  readonly gamma_gamma: Readonly<Record<'p' | 'q' | 'gamma' | 'mean', number>>;
}

/** The kinds of customers among those of whom a model was planted, as clv_parameters counts them. */
const fits = `
  with histories as (
    select histories.*, truth.follows_bg_nbd, truth.follows_gamma_gamma
    from clv_histories as histories
    inner join read_parquet('RAW/customer_truth.parquet') as truth using (customer_id)
    where histories.as_of_date = (select as_of_date from as_of)
  ),
  alike as (
    select frequency, recency_days, age_days, count(*) as customers
    from histories where follows_bg_nbd group by all
  ),
  alike_in_value as (
    select
      valued_purchases, round(1000 * ln(monetary_value)) as value_bin,
      count(*) as customers, avg(monetary_value) as mean_value
    from histories where follows_gamma_gamma and valued_purchases > 0 group by all
  ),
  bg_nbd as (
    select unnest(bg_nbd_fit(
      list(cast(frequency as double) order by frequency, recency_days, age_days),
      list(cast(recency_days as double) order by frequency, recency_days, age_days),
      list(cast(age_days as double) order by frequency, recency_days, age_days),
      list(cast(customers as double) order by frequency, recency_days, age_days)
    ))
    from alike
  ),
  gamma_gamma as (
    select unnest(gamma_gamma_fit(
      list(cast(valued_purchases as double) order by valued_purchases, value_bin),
      list(mean_value order by valued_purchases, value_bin),
      list(cast(customers as double) order by valued_purchases, value_bin)
    ))
    from alike_in_value
  )
  select
    bg_nbd.r, bg_nbd.alpha, bg_nbd.a, bg_nbd.b, bg_nbd.method,
    gamma_gamma.p, gamma_gamma.q, gamma_gamma.gamma, gamma_gamma.method, gamma_gamma.correlation
  from bg_nbd cross join gamma_gamma`;

describe.each([1, 2, 3])('repeat buying planted in 100,000 customers, seed %i', seed => {
  let folder: string;
  let reader: PublishedReader;
  let truth: PlantedTruth;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'planted-clv-'));
    for (const path of ['crm_project.yml', 'models', 'macros', 'seeds', 'tests/data']) {
      await cp(path, join(folder, path), { recursive: true });
    }
    const raw = ['--customers', String(customers), '--months', '24', '--seed', String(seed)];
    const synth = await runCli(folder, ['synth', ...raw, '--format', 'parquet', '--out', 'raw']);
    expect(synth.code, synth.stderr).toBe(0);
    truth = JSON.parse(readFileSync(join(folder, 'raw/truth.json'), 'utf8'));
    const vars = { raw_path: 'raw', raw_format: 'parquet' };
    const select = ['--select', '+clv_validation', '--exclude', 'resource_type:test'];
    const build = await runCli(folder, ['build', ...select, '--vars', JSON.stringify(vars)]);
    expect(build.code, build.stderr).toBe(0);
    const own = await ownProject(vars, folder);
    reader = await readPublished(own.project, openProjectEngine);
  }, 600_000);

  afterAll(async () => {
    await reader?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('comes back from the customers who follow it', async () => {
    const { rows } = await reader.connection.query(fits.replace('RAW', join(folder, 'raw')));
    const [row = []] = rows;
    const [r = 0, alpha = 0, a = 0, b = 0, , p = 0, q = 0, gamma = 0] = row.map(Number);
    const planted = { ...truth.bg_nbd, ...truth.gamma_gamma };
    const close = (one: number, other: number) => Math.abs(one / other - 1);
    for (const [name, value] of Object.entries({ r, alpha, a, b, p, q, gamma })) {
      const key = name as Parameter;
      expect(close(value, planted[key]), name).toBeLessThan(promised[key]);
    }
    expect([row[4], row[8]]).toEqual(['maximum likelihood', 'maximum likelihood']);
    expect(close(a / (a + b), planted.a / (planted.a + planted.b))).toBeLessThan(promised.means);
    expect(close((p * gamma) / (q - 1), planted.mean)).toBeLessThan(promised.means);
    expect(close(r / alpha, planted.r / planted.alpha)).toBeLessThan(promised.means);
  });

  it('and foretells all orders of the following half year to a fifth', async () => {
    const { rows } = await reader.connection.query(
      `select abs(order_error), correlation from clv_validation where comparison = 'all'`,
    );
    expect(Number(rows[0]?.[0])).toBeLessThan(0.2);
    expect(Number(rows[0]?.[1])).toBeGreaterThan(0.5);
  });
});

import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlValue } from '../../src/engine/engine.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { type PublishedReader, readPublished } from '../../src/run/read-published.ts';
import { ownProject } from '../support/own-project.ts';
import { runCli } from '../support/run-cli.ts';

/** What is bought together and in which order; nothing else in the data ties two products. */
interface PlantedTruth {
  readonly baskets: {
    readonly together: readonly (readonly [string, ...string[]])[];
    readonly share_of_orders_of_the_first: readonly number[];
    readonly after: readonly (readonly [string, string, number])[];
    readonly after_least_days: number;
  };
}

/**
 * The confidence from the first product of a bundle to another, as a share of what was planted: the
 * first is also bought on its own account as an extra of other orders, and bundles of chance come on
 * top, so that the share of its baskets that hold the other lies below the planted one.
 */
const confidence = { least: 0.6, most: 1.05 };

/** Two products that nothing ties stand together no more often than this. */
const mostLiftOfOthers = 1.5;

describe.each([1, 2, 3])('baskets planted for 100,000 customers, seed %i', seed => {
  let folder: string;
  let reader: PublishedReader;
  let truth: PlantedTruth['baskets'];

  const query = async (sql: string): Promise<readonly (readonly SqlValue[])[]> =>
    (await reader.connection.query(sql)).rows;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'planted-basket-'));
    for (const path of ['crm_project.yml', 'models', 'macros', 'seeds', 'tests/data']) {
      await cp(path, join(folder, path), { recursive: true });
    }
    const raw = ['--customers', '100000', '--months', '36', '--seed', String(seed)];
    const synth = await runCli(folder, ['synth', ...raw, '--format', 'parquet', '--out', 'raw']);
    expect(synth.code, synth.stderr).toBe(0);
    truth = (JSON.parse(readFileSync(join(folder, 'raw/truth.json'), 'utf8')) as PlantedTruth)
      .baskets;
    const vars = { raw_path: 'raw', raw_format: 'parquet' };
    const select = ['+cross_sell_map', '+association_rules', '+product_transitions'];
    const build = await runCli(folder, [
      ...['build', '--select', ...select, '--exclude', 'resource_type:test'],
      ...['resource_type:unit_test', '--vars', JSON.stringify(vars)],
    ]);
    expect(build.code, build.stderr).toBe(0);
    const own = await ownProject(vars, folder);
    reader = await readPublished(own.project, openProjectEngine);
  }, 600_000);

  afterAll(async () => {
    await reader?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are the reliable pairs of highest lift, and no others', async () => {
    const pairs = truth.together.flatMap(([...products]) =>
      products.flatMap(one =>
        products.filter(other => one < other).map(other => `${one} ${other}`),
      ),
    );
    const top = await query(
      `select product_id_1 || ' ' || product_id_2, is_reliable
      from cross_sell_map where lift_rank <= ${pairs.length}`,
    );
    expect(top.map(([pair]) => pair).sort()).toEqual(pairs.sort());
    expect(top.every(([, isReliable]) => isReliable)).toBe(true);
    const [others] = await query(
      `select coalesce(max(lift), 0) from cross_sell_map where lift_rank > ${pairs.length}`,
    );
    expect(Number(others?.[0])).toBeLessThan(mostLiftOfOthers);
  });

  it('hold the others of a bundle in about the planted share of those with the first', async () => {
    for (const [at, [first, ...others]] of truth.together.entries()) {
      const share = truth.share_of_orders_of_the_first[at] ?? Number.NaN;
      for (const other of others) {
        const [found] = await query(
          `select confidence, is_reliable from association_rules
          where antecedents = ['${first}'] and consequents = ['${other}']`,
        );
        expect(Number(found?.[0]) / share, `${first} → ${other}`).toBeGreaterThan(confidence.least);
        expect(Number(found?.[0]) / share, `${first} → ${other}`).toBeLessThan(confidence.most);
        expect(found?.[1]).toBe(true);
      }
    }
  });

  it('tell a bundle of three as a rule of two products on the left', async () => {
    for (const bundle of truth.together.filter(products => products.length === 3)) {
      const [first, ...others] = bundle;
      const [found] = await query(
        `select confidence, is_reliable from association_rules
        where antecedents = ['${others.toSorted().join("', '")}'] and consequents = ['${first}']`,
      );
      expect(Number(found?.[0]), bundle.join(' + ')).toBeGreaterThan(0.9);
      expect(found?.[1]).toBe(true);
    }
  });

  it('come in the planted order, within the planted days', async () => {
    for (const [first, next, mostDays] of truth.after) {
      const [found] = await query(
        `select median_days, lift, coalesce(reverse_lift, 0), is_reliable from product_transitions
        where product_id = '${first}' and next_product_id = '${next}'`,
      );
      const [days, lift, reverse] = (found ?? []).map(Number);
      expect(days, `${first} → ${next}`).toBeGreaterThanOrEqual(truth.after_least_days);
      expect(days, `${first} → ${next}`).toBeLessThanOrEqual(mostDays);
      expect(lift, `${first} → ${next}`).toBeGreaterThan(Math.max(1.1, reverse ?? 0));
      expect(found?.[3]).toBe(true);
    }
  });
});

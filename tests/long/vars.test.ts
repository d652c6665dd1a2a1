import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/base/text/json.ts';
import { ownProject, runOwnProject } from '../support/own-project.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vars-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the project builds on the sample, unit tests included, whatever a person sets:', () => {
  // Each setting stands in one of them; they are of subjects that do not touch one another.
  it.each<JsonObject>([
    {
      ...{ as_of_date: '2024-06-30', last_report_month: '2024-06-01', browsing_days: 30 },
      ...{ basket_min_support: 0, basket_max_right_items: 3, basket_max_sets: 50 },
      ...{ transition_days: 30, instant_discount_from: 0.1, instant_discount_to: 0.3 },
      ...{ persona_count: 5, persona_sample: 200, persona_map_customers: 300, persona_seed: 4_294 },
    },
    {
      ...{ order_scope: 'consumable', basket_max_items: 1, basket_max_products: 1 },
      ...{ offers_per_customer: 40, transition_max_next: 1, uplift_window_days: 14 },
      ...{ uplift_attributes: [], uplift_response_value: 25, uplift_folds: 2 },
      ...{ persona_starts: 3, persona_least_values: 30, persona_most_alike_share: 0.5 },
    },
    {
      ...{ calibration_month: '2024-06-01', first_report_month: '2023-05-01' },
      ...{ offer_repeat_weight: 0, offer_once_categories: [], offer_stock_weight: 2.5 },
      ...{ propensity_purchase_days: 1, propensity_churn_days: 30, propensity_upgrade_months: 1 },
      ...{ persona_most_deviations: 1.5, persona_word_deviations: 1, persona_word_part: 0.9 },
    },
    {
      ...{ last_report_month: '2024-10-01', data_through: '2025-11-30', time_zone: 'Asia/Tokyo' },
      ...{ offer_categories: ['consumable'], customer_max_products: 3, similarity_shrinkage: 0 },
      ...{ propensity_training_periods: 2, propensity_history_days: 30, propensity_ridge: 10 },
    },
    {
      ...{ target_share_diamond: 0.1, target_share_platinum: 0.15, target_share_silver: 0.25 },
      ...{ at_risk_share: 0.6, drop_off_share: 0.9, loyal_share: 0.8, loyal_min_customers: 10 },
      ...{ affinity_max_groups: 2, offer_quality_customers: 1, demand_change: 0 },
      ...{ persona_least_known_share: 0.5, persona_count_least: 2, persona_count_most: 2 },
      ...{ propensity_history_days: 10_000, propensity_held_out_share: 0, contact_budget: null },
    },
    {
      ...{ rfm_method: 'quintiles', rfm_segment_set: 'ten', cohort_by: 'registration' },
      ...{ retention_group_by: 'acquisition_channel', uplift_least_events: 5, uplift_sample: 40 },
      ...{ uplift_ridge: 0.1, uplift_modelled_campaigns: 1, persona_least_customers: 1000 },
      ...{ persona_least_silhouette: 0.1, persona_borderline: 0.3, contact_rest_days: 365 },
      ...{ propensity_sample_customers: 100, propensity_held_out_share: 0.5, propensity_seed: 2 },
    },
    {
      ...{ cohort_by: 'acquisition_channel', retention_group_by: 'country', text_language: 'de' },
      ...{ journey_gap_days: 2, attribution_days: 60, attribution_max_channels: 3 },
    },
    {
      ...{ cohort_by: 'named_periods', earliest_date: '2020-01-01', clv_discount_rate: 0 },
      ...{ as_of_date: '2024-06-15', last_report_month: '2024-05-01' },
      clv_trend_dates: ['2023-12-31', '2024-03-10', '2030-01-01'],
      clv_calibration_end: '2024-01-31',
    },
  ])('%j', async vars => {
    const own = await ownProject({ run_date: '2026-01-31', ...vars });
    const target = { ...own.project.target, path: join(folder, 'crm.duckdb') };
    const project = { ...own.project, root: folder, target };
    const { errors, results, published, withheld } = await runOwnProject(own, 'build', project);
    const bad = results.filter(({ status }) => !['success', 'pass', 'warn'].includes(status));
    expect(errors).toEqual([]);
    expect(bad.map(({ uniqueId, message }) => `${uniqueId}: ${message}`)).toEqual([]);
    expect([published, withheld]).toEqual([true, []]);
  });
});

describe('a value that means nothing is refused before anything runs:', () => {
  it.each<JsonObject>([
    { contact_budget: 'lots' },
    { contact_rest_days: 1.5 },
    { propensity_ridge: -1 },
    { very_likely_from: 80 },
    { persona_sample: 'many' },
    { persona_least_share: 1.5 },
    { clv_discount_rate: 'high' },
  ])('%j', async vars => {
    const [name = ''] = Object.keys(vars);
    await expect(ownProject(vars)).rejects.toMatchObject({
      code: 'raised-by-template',
      message: expect.stringContaining(`The var ${name} is`),
    });
  });
});

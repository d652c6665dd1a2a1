import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/base/text/json.ts';
import { ownProject, runOwnProject } from '../support/own-project.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vars-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('the project builds on the sample, unit tests included, whatever a person sets:', () => {
  // Each setting is in one of them; they are of subjects that do not touch one another.
  it.each<JsonObject>([
    {
      ...{
        as_of_date: '2024-06-30',
        last_report_month: '2024-06-01',
        propensity_browsing_days: 30,
      },
      ...{ basket_support_min: 0, basket_right_items_max: 3, basket_sets_max: 50 },
      ...{
        basket_transition_days: 30,
        propensity_discount_probability_min: 0.1,
        propensity_discount_probability_max: 0.3,
      },
      ...{
        persona_count: 5,
        persona_sample_customers: 200,
        persona_map_customers: 300,
        persona_seed: 4_294,
      },
    },
    {
      ...{ order_scope: 'consumable', basket_items_max: 1, basket_products_max: 1 },
      ...{ offer_count_max: 40, basket_transition_next_max: 1, uplift_window_days: 14 },
      ...{ uplift_attributes: [], uplift_response_value: 25, uplift_folds: 2 },
      ...{ persona_starts: 3, persona_distinct_values_min: 30, persona_alike_share_max: 0.5 },
    },
    {
      ...{ calibration_month: '2024-06-01', first_report_month: '2023-05-01' },
      ...{ offer_repeat_weight: 0, offer_once_categories: [], offer_stock_weight: 2.5 },
      ...{ propensity_purchase_days: 1, propensity_churn_days: 30, propensity_upgrade_months: 1 },
      ...{
        persona_deviations_max: 1.5,
        persona_word_deviations_min: 1,
        persona_word_share_min: 0.9,
      },
    },
    {
      ...{ last_report_month: '2024-10-01', data_through: '2025-11-30', time_zone: 'Asia/Tokyo' },
      ...{
        offer_categories: ['consumable'],
        basket_customer_products_max: 3,
        basket_similarity_shrinkage: 0,
      },
      ...{ propensity_training_periods: 2, propensity_history_days_min: 30, propensity_ridge: 10 },
    },
    {
      ...{ tier_share_diamond: 0.1, tier_share_platinum: 0.15, tier_share_silver: 0.25 },
      ...{
        lifecycle_at_risk_share: 0.6,
        lifecycle_drop_off_share: 0.9,
        lifecycle_loyal_share: 0.8,
        lifecycle_loyal_customers_min: 10,
      },
      ...{ basket_affinity_groups_max: 2, offer_quality_customers_max: 1, demand_change_min: 0 },
      ...{ persona_known_share_min: 0.5, persona_count_min: 2, persona_count_max: 2 },
      ...{
        propensity_history_days_min: 10_000,
        propensity_held_out_share: 0,
        contact_budget: null,
      },
    },
    {
      ...{ rfm_method: 'quintiles', rfm_segment_set: 'ten', retention_cohort_by: 'registration' },
      ...{
        retention_group_by: 'acquisition_channel',
        uplift_events_min: 5,
        uplift_sample_customers_max: 40,
      },
      ...{ uplift_ridge: 0.1, uplift_modelled_campaigns_max: 1, persona_customers_min: 1000 },
      ...{
        persona_silhouette_min: 0.1,
        persona_borderline_silhouette_max: 0.3,
        contact_rest_days: 365,
      },
      ...{ propensity_sample_customers: 100, propensity_held_out_share: 0.5, propensity_seed: 2 },
    },
    {
      ...{
        retention_cohort_by: 'acquisition_channel',
        retention_group_by: 'country',
        voice_text_language: 'de',
      },
      ...{ attribution_journey_gap_days: 2, attribution_days: 60, attribution_channels_max: 3 },
    },
    {
      ...{
        retention_cohort_by: 'named_periods',
        earliest_date: '2020-01-01',
        clv_discount_rate: 0,
      },
      ...{ as_of_date: '2024-06-15', last_report_month: '2024-05-01' },
      clv_trend_dates: ['2023-12-31', '2024-03-10', '2030-01-01'],
      clv_calibration_end: '2024-01-31',
    },
  ])('%j', async vars => {
    const own = await ownProject({ run_date: '2026-01-31', ...vars });
    const target = { ...own.project.target, path: join(directory, 'crm.duckdb') };
    const project = { ...own.project, root: directory, target };
    const { errors, results, published, withheld } = await runOwnProject(own, 'build', project);
    const bad = results.filter(({ status }) => !['success', 'pass', 'warn'].includes(status));
    expect(errors).toEqual([]);
    expect(bad.map(({ uniqueId, message }) => `${uniqueId}: ${message}`)).toEqual([]);
    expect([published, withheld]).toEqual([true, []]);
  });
});

describe('a value that means nothing is an error at its place before anything runs:', () => {
  it.each<[code: string, vars: JsonObject]>([
    ['wrong-type', { contact_budget: 'lots' }],
    ['invalid-value', { contact_rest_days: 1.5 }],
    ['invalid-value', { propensity_ridge: -1 }],
    ['invalid-value', { propensity_very_likely_min: 80 }],
    ['wrong-type', { persona_sample_customers: 'many' }],
    ['invalid-value', { persona_share_min: 1.5 }],
    ['wrong-type', { clv_discount_rate: 'high' }],
  ])('%s for %j', async (code, vars) => {
    const [name = ''] = Object.keys(vars);
    await expect(ownProject(vars)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`the parameter '${name}' takes `),
    });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/base/json.ts';
import { ownProject, runOwnProject } from '../support/own-project.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vars-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the project builds on the sample, unit tests included, whatever a person sets:', () => {
  it.each<JsonObject>([
    { as_of_date: '2024-06-30', last_report_month: '2024-06-01' },
    { order_scope: 'consumable' },
    { calibration_month: '2024-06-01', first_report_month: '2023-05-01' },
    { last_report_month: '2024-10-01', data_through: '2025-11-30', time_zone: 'Asia/Tokyo' },
    { target_share_diamond: 0.1, target_share_platinum: 0.15, target_share_silver: 0.25 },
    { at_risk_share: 0.6, drop_off_share: 0.9, loyal_share: 0.8, loyal_min_customers: 10 },
    { rfm_method: 'quintiles', rfm_segment_set: 'ten' },
    { cohort_by: 'registration', retention_group_by: 'acquisition_channel' },
    { cohort_by: 'acquisition_channel', retention_group_by: 'country' },
    { cohort_by: 'named_periods', earliest_date: '2020-01-01' },
    { text_language: 'de' },
  ])('%j', async vars => {
    const own = await ownProject({ run_date: '2026-01-31', ...vars });
    const target = { ...own.project.target, path: join(folder, 'crm.duckdb') };
    const project = { ...own.project, root: folder, target };
    const { errors, results, published } = await runOwnProject(own, 'build', project);
    const bad = results.filter(({ status }) => !['success', 'pass', 'warn'].includes(status));
    expect(errors).toEqual([]);
    expect(bad.map(({ uniqueId, message }) => `${uniqueId}: ${message}`)).toEqual([]);
    expect(published).toBe(true);
  });
});

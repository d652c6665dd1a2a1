import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runInProcess } from '../support/run-in-process.ts';
import { writeSmallProject } from '../support/small-project.ts';

const root = await vi.hoisted(async () => {
  const { mkdtempSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  return mkdtempSync(`${tmpdir()}/crm-run-test-`);
});

// The table of materializations with one line more.
vi.mock('../../src/dialect/materializations/materializations.ts', async original => {
  const { externalIn } = await import('../support/external-materialization.ts');
  const { materializations } = await original<{ materializations: Map<string, unknown> }>();
  const table = new Map(materializations).set('external', externalIn(root));
  return { materializations: table, materializationOf: (kind: string) => table.get(kind) };
});

beforeAll(async () => {
  await writeSmallProject(root, {
    'models/large.sql': `{{ config(materialized='external') }}
select * from {{ ref('orders') }} where units > 1.5
`,
    'models/counted.sql': "select count(*) as n from {{ ref('large') }}\n",
    'tests/data/one_is_large.sql': "select * from {{ ref('counted') }} where n <> 1\n",
  });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('a materialization that the table lists is accepted, planned, run and published', async () => {
  const planned = await runInProcess(root, 'build', '--dry-run');
  expect(planned.stderr).toBe('');
  expect(planned.stdout).toContain('external  main.large');
  const built = await runInProcess(root, 'build');
  expect(built).toMatchObject({ code: 0 });
  const rows = await runInProcess(root, 'show', 'large', '--output', 'csv');
  expect(rows.stdout).toBe('order_id,units,ordered_on\n0002,2.000,2026-02-28\n');
  const sent = readFileSync(join(root, 'target/run/shop/models/large.sql'), 'utf8');
  expect(sent).toMatch(/^copy \([\s\S]*;\n\ncreate view main\.large as \(/);
});

it('a part of the build reads what such a model left', async () => {
  const built = await runInProcess(root, 'build', '--select', 'counted', 'one_is_large');
  expect(built).toMatchObject({ code: 0 });
});

it('a word that no materialization has is refused with the list of all', async () => {
  await writeSmallProject(root, {
    'models/orders.sql': "{{ config(materialized='extern') }}\nselect 1 as one\n",
  });
  const { stderr } = await runInProcess(root, 'build');
  expect(stderr).toContain("'materialized' takes view, table, ephemeral or external, not 'extern'");
});

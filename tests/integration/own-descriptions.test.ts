import { expect, it } from 'vitest';
import { formatRelation } from '../../src/dialect/names/relation.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { createPlan } from '../../src/plan/create-plan.ts';
import { checkProject } from '../../src/run/check/check-project.ts';
import { openWarehouse } from '../../src/warehouse/warehouses.ts';
import { ownProject } from '../support/own-project.ts';

it('every model, seed, source, macro and column of the project is described', async () => {
  const own = await ownProject();
  const { manifest } = own;
  const { plan } = createPlan({
    ...own,
    root: own.project.root,
    scope: 'run',
    selected: new Set(manifest.nodes.keys()),
  });
  const warehouse = await openWarehouse(own.project, openProjectEngine);
  const { session } = warehouse;
  const described = new Map<string, string>();
  const built: string[] = [];
  try {
    // The columns are known without any data.
    const checks = await session.connect();
    const { signal } = new AbortController();
    const request = { ...own, plan, signal };
    const { errors, broken } = await checkProject([checks], warehouse, request);
    expect([...errors, ...broken.keys()]).toEqual([]);
    for (const macro of manifest.macros.values()) described.set(macro.uniqueId, macro.description);
    for (const node of manifest.nodes.values()) {
      if (!('relation' in node && 'columns' in node)) continue;
      described.set(node.uniqueId, node.description);
      for (const { name, description } of node.columns) {
        described.set(`${node.uniqueId}.${name}`, description);
      }
      const columns = await checks.describe(`select * from ${formatRelation(node.relation)}`);
      built.push(...columns.map(({ name }) => `${node.uniqueId}.${name}`));
    }
  } finally {
    await warehouse.close();
  }
  expect(built.length).toBeGreaterThan(100);
  expect(built.filter(name => !described.has(name))).toEqual([]);
  expect([...described].filter(([, text]) => text.trim() === '')).toEqual([]);
});

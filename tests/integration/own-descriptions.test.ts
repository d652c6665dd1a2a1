import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatRelation } from '../../src/base/relation.ts';
import { buildOwnProject } from '../support/own-project.ts';

it('every model, seed, source, macro and column of the project is described', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'descriptions-'));
  const { manifest, reader } = await buildOwnProject(folder);
  const described = new Map<string, string>();
  const built: string[] = [];
  try {
    for (const macro of manifest.macros.values()) described.set(macro.uniqueId, macro.description);
    for (const node of manifest.nodes.values()) {
      if (!('relation' in node && 'columns' in node)) continue;
      described.set(node.uniqueId, node.description);
      for (const { name, description } of node.columns) {
        described.set(`${node.uniqueId}.${name}`, description);
      }
      const columns = await reader.connection.describe(
        `select * from ${formatRelation(node.relation)}`,
      );
      built.push(...columns.map(({ name }) => `${node.uniqueId}.${name}`));
    }
  } finally {
    await reader.close();
    rmSync(folder, { recursive: true });
  }
  expect(built.length).toBeGreaterThan(100);
  expect(built.filter(name => !described.has(name))).toEqual([]);
  expect([...described].filter(([, text]) => text.trim() === '')).toEqual([]);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseName } from '../../src/dialect/names/database-name.ts';
import { quoteLiteral } from '../../src/dialect/names/relation.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Engine } from '../../src/engine/engine.ts';

let root: string;
let engine: Engine;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'database-name-'));
  engine = await openEngine({ settings: {} });
});
afterAll(() => {
  engine.close();
  rmSync(root, { recursive: true });
});

it.each([
  ['crm.duckdb', 'crm'],
  ['a.b.duckdb', 'a'],
  ['plain', 'plain'],
  ['.hidden.db', 'hidden'],
  ['two words.db', 'two words'],
  ['main.duckdb', 'main_db'],
  ['temp.duckdb', 'temp_db'],
])('the database in %s is named %s, as DuckDB names it', async (file, name) => {
  expect(databaseName(join(root, file))).toBe(name);
  const connection = await engine.connect();
  await connection.run(`attach ${quoteLiteral(join(root, file))}`);
  const { rows } = await connection.query(
    'select database_name from duckdb_databases() where path is not null',
  );
  expect(rows).toEqual([[name]]);
  await connection.run(`detach "${name}"`);
});

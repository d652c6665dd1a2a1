import { type EngineOptions, openEngine } from '../engine/duckdb/open-engine.ts';
import type { Engine } from '../engine/engine.ts';
import { sqlFunctions } from './sql-functions.ts';

/** Opens DuckDB as `openEngine` does, with the functions that the SQL of a project may call. */
export async function openProjectEngine(options: EngineOptions): Promise<Engine> {
  const engine = await openEngine(options);
  for (const definition of sqlFunctions) await engine.registerFunction(definition);
  return engine;
}

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../src/base/text/json.ts';
import { synth } from '../../src/crm/synthetic/synth.ts';
import type { Truth } from '../../src/crm/synthetic/truth/truth.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { SqlValue } from '../../src/engine/engine.ts';
import { selectNodes } from '../../src/graph/select-nodes.ts';
import { copyOwnProject } from './copy-own-project.ts';
import { ownProject, runOwnProject } from './own-project.ts';
import { readPublished } from './read-published.ts';

export interface PlantedWorld {
  readonly truth: Truth;
  /** Directory of the raw data, and of customer_truth.parquet, which says what each customer was made to be. */
  readonly raw: string;
  readonly query: (sql: string) => Promise<readonly (readonly SqlValue[])[]>;
  readonly close: () => Promise<void>;
}

export interface PlantedOptions {
  readonly customers: number;
  readonly months: number;
  readonly seed: number;
  /** What to build of this project, in the grammar of --select. */
  readonly select: readonly string[];
  readonly vars?: JsonObject;
  /** Changes the directory of raw data before anything is built on it. */
  readonly changeRaw?: (raw: string) => Promise<void> | void;
  /** Changes the copy of this project that is built. */
  readonly changeProject?: (directory: string) => Promise<void> | void;
}

/** Synthetic data of a seed with what was planted in it, and models built on it, untested. */
export async function plantedWorld(options: PlantedOptions): Promise<PlantedWorld> {
  const { customers, months, seed, select, vars, changeRaw, changeProject } = options;
  const directory = await mkdtemp(join(tmpdir(), 'planted-'));
  const raw = join(directory, 'raw');
  const engine = await openEngine({ settings: {} });
  try {
    const connection = await engine.connect();
    await synth({ customers, months, seed, outDir: raw, format: 'parquet', connection });
  } finally {
    engine.close();
  }
  await changeRaw?.(raw);
  await copyOwnProject(directory);
  await changeProject?.(directory);
  const own = await ownProject({ ...vars, raw_path: raw, raw_format: 'parquet' }, directory);
  const { project } = own;
  const exclude = ['resource_type:test', 'resource_type:unit_test'];
  const { selected, errors: unknown } = selectNodes(own.manifest, { select, exclude });
  const { published, errors, results, withheld } = await runOwnProject(
    own,
    'build',
    project,
    selected,
  );
  const [wrong] = [...unknown, ...errors, ...results.flatMap(({ errors }) => errors)];
  const failed = results.filter(({ status }) => status === 'fail').map(result => result.uniqueId);
  if (!published || withheld.length > 0)
    throw wrong ?? new Error(`not published: ${failed.join(', ')}`);
  const reader = await readPublished(project);
  return {
    raw,
    truth: JSON.parse(await readFile(join(raw, 'truth.json'), 'utf8')),
    query: async sql => (await reader.connection.query(sql)).rows,
    close: async () => {
      await reader.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostileWorld, worldShapes } from './hostile-world.ts';
import { type OwnProject, ownProject, runOwnProject } from './own-project.ts';

/** What came of building this repository's project in small worlds. */
export interface WorldsReport {
  readonly worlds: number;
  readonly published: number;
  /** Worlds in which only tests failed that are right to fail. */
  readonly refused: number;
  readonly broken: readonly string[];
}

/** Builds the whole project in worlds of all shapes in turn, as long as `goesOn` says so. */
export async function buildWorlds(
  draw: () => number,
  goesOn: (worlds: number) => boolean,
): Promise<WorldsReport> {
  const directory = mkdtempSync(join(tmpdir(), 'worlds-'));
  const report = { worlds: 0, published: 0, refused: 0, broken: [] as string[] };
  try {
    const raw = join(directory, 'raw');
    const own = await ownProject({ raw_path: raw, run_date: '2026-01-31' });
    while (goesOn(report.worlds)) {
      const shape = worldShapes[report.worlds % worldShapes.length] ?? '';
      report.worlds += 1;
      const found = await buildWorld(own, directory, shape, draw);
      if (found.published) report.published += 1;
      else if (found.broken.length === 0) report.refused += 1;
      report.broken.push(...found.broken);
    }
    return report;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function buildWorld(
  own: OwnProject,
  directory: string,
  shape: string,
  draw: () => number,
): Promise<{ readonly published: boolean; readonly broken: readonly string[] }> {
  const raw = join(directory, 'raw');
  rmSync(raw, { recursive: true, force: true });
  mkdirSync(raw, { recursive: true });
  const world = hostileWorld(shape, draw);
  for (const [name, text] of Object.entries(world.files)) {
    writeFileSync(join(raw, `${name}.csv`), text);
  }
  const path = join(directory, 'worlds.duckdb');
  rmSync(path, { force: true });
  const project = { ...own.project, root: directory, target: { ...own.project.target, path } };
  const { published, errors, results } = await runOwnProject(own, 'build', project);
  const bad = results.filter(({ status }) => ['error', 'fail'].includes(status));
  const wrong = bad.filter(({ uniqueId }) => !world.mayFail.includes(nameOf(uniqueId)));
  const told = [
    ...errors.map(({ message }) => message),
    ...wrong.map(({ uniqueId, message }) => `${nameOf(uniqueId)}: ${message}`),
  ];
  if (!published && told.length === 0 && bad.length === 0) told.push('nothing says why');
  if (told.length === 0) return { published, broken: [] };
  const files = Object.entries(world.files).map(([name, text]) => `== ${name}\n${text}`);
  return { published, broken: [`${shape}: ${told.join('\n  ')}\n${files.join('')}`] };
}

function nameOf(uniqueId: string): string {
  return uniqueId.split('.')[2] ?? uniqueId;
}

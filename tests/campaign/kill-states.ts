import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strikeEnv } from './fault-shim.ts';
import {
  buildKinds,
  GenerationProject,
  sameState,
  stateAfter,
  stateOf,
} from './generation-project.ts';

/** What came of looking at the warehouse as a kill leaves it, at every call of builds. */
export interface KillStatesReport {
  readonly builds: number;
  /** Calls before which the directory of the warehouse was copied, and the copy read. */
  readonly states: number;
  /** Copies that a further build went on from. */
  readonly continued: number;
  readonly broken: readonly string[];
}

/**
 * Copies the directory of the warehouse before every I/O call of a build on it, which is what a
 * kill at that call leaves, and reads each copy: it holds the old build or the new one, and once the
 * new one, never the old one again. From one copy of each build, a further build has to work.
 */
export async function readKillStates(
  library: string,
  options: { readonly seconds: number; readonly draw: () => number },
): Promise<KillStatesReport> {
  const until = performance.now() + options.seconds * 1000;
  const root = mkdtempSync(join(tmpdir(), 'kill-states-'));
  const report = { builds: 0, states: 0, continued: 0, broken: [] as string[] };
  try {
    const project = new GenerationProject(join(root, 'project'));
    await project.start();
    const warehouse = dirname(project.warehouse);
    for (let generation = 1; report.builds === 0 || performance.now() < until; generation += 2) {
      const kind = buildKinds[report.builds % buildKinds.length];
      if (kind === undefined) throw new Error('no kinds');
      const copies = join(root, 'copies');
      rmSync(copies, { recursive: true, force: true });
      mkdirSync(copies);
      const before = await project.state();
      project.setGeneration(generation);
      const log = join(root, 'log');
      const strike = { paths: [warehouse], at: 1, action: `copy:${copies}`, log };
      const { code, stderr } = await project.run(kind.args, generation, strikeEnv(library, strike));
      const after = stateAfter(before, kind, generation);
      const told = `${kind.args.join(' ')} of generation ${generation}`;
      if (code !== 0) report.broken.push(`${told} exits ${code}: ${stderr}`);
      report.builds += 1;
      let isNew = false;
      const numbers = readdirSync(copies)
        .map(Number)
        .sort((left, right) => left - right);
      for (const number of numbers) {
        report.states += 1;
        const found = await stateOf(join(copies, String(number), 'w.duckdb')).catch(String);
        const isOld = typeof found !== 'string' && sameState(found, before);
        if (typeof found !== 'string' && sameState(found, after)) isNew = true;
        else if (!isOld || isNew)
          report.broken.push(`${told}, call ${number}: ${JSON.stringify(found)}`);
      }
      const picked = numbers[Math.floor(options.draw() * numbers.length)];
      if (picked === undefined) continue;
      rmSync(warehouse, { recursive: true });
      cpSync(join(copies, String(picked)), warehouse, { recursive: true });
      project.setGeneration(generation + 1);
      const next = await project.run(['build'], generation + 1);
      report.continued += 1;
      if (next.code !== 0) report.broken.push(`${told}, on from call ${picked}: ${next.stderr}`);
      const left = project.leftovers();
      if (left.length > 0) report.broken.push(`${told}, on from call ${picked}: leaves ${left}`);
    }
    return report;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

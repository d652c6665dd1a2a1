import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../support/run-cli.ts';
import { strikeEnv } from './fault-shim.ts';
import { falseSentences } from './judge-output.ts';
import { type Change, changes, type InputName, MovingProject } from './moving-project.ts';

/** What came of builds whose input files changed while they were read. */
export interface MovingReport {
  readonly trials: number;
  /** Builds that were refused, and those that published one whole version of the file. */
  readonly refused: number;
  readonly published: number;
  readonly broken: readonly string[];
}

/** Calls on a file that come before its state is taken: whether it is there, what it is. */
const firstLooks = 3;

/**
 * Changes an input at one of the calls that a build makes on it, again and again until the time is
 * over: a raw CSV file, a Parquet file, a seed and an attached database in turn. A build is refused,
 * or publishes a whole version of the file: that of before the change, or that of after.
 */
export async function moveFiles(
  library: string,
  options: { readonly seconds: number; readonly draw: () => number },
): Promise<MovingReport> {
  const until = performance.now() + options.seconds * 1000;
  const root = mkdtempSync(join(tmpdir(), 'moving-'));
  const report = { trials: 0, refused: 0, published: 0, broken: [] as string[] };
  try {
    const project = await MovingProject.create(join(root, 'project'));
    const calls = new Map<InputName, number>();
    for (const name of ['big', 'flat', 'list', 'held'] as const) {
      calls.set(name, await project.countCalls(library, name));
    }
    const names = [...calls.keys()];
    while (report.trials === 0 || performance.now() < until) {
      const name = names[report.trials % names.length] ?? 'big';
      const change = changes[Math.floor(options.draw() * changes.length)] ?? 'cut';
      const at = 1 + Math.floor(options.draw() * (calls.get(name) ?? 0));
      const trial = { name, change, at, log: join(root, 'moving.log') };
      const { outcome, broken } = await moveOne(project, library, trial);
      report.trials += 1;
      if (outcome !== undefined) report[outcome] += 1;
      report.broken.push(...broken);
    }
    return report;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function moveOne(
  project: MovingProject,
  library: string,
  trial: {
    readonly name: InputName;
    readonly change: Change;
    readonly at: number;
    readonly log: string;
  },
): Promise<{ outcome: 'refused' | 'published' | undefined; broken: readonly string[] }> {
  const { name, change, at, log } = trial;
  const before = await project.published();
  const input = await project.renew(name);
  rmSync(log, { force: true });
  const action = `${change}:${input.path}`;
  const env = strikeEnv(library, { paths: [input.path], at, action, log });
  const result = await runCli(project.root, ['build'], env);
  const after = await project.published();
  await project.renew(name);
  const told = `${name} ${change} at call ${at} (${firstLine(log)})`;
  const text = `exit ${result.code}: ${result.stderr.slice(-1500)}`;
  const complain = (what: string) => `${told}: ${what}\n${text}`;
  const bug = /bug in crm-run/.test(text) ? [complain('says that it is a bug')] : [];
  if (JSON.stringify(after) === JSON.stringify(before)) {
    const quiet = result.code === 0 ? [complain('exits 0, and nothing is published')] : [];
    return { outcome: 'refused', broken: [...bug, ...quiet] };
  }
  const found = JSON.stringify(after[name]);
  // A build may begin with the changed file only where it has not looked at it before.
  const versions = at <= firstLooks ? input.versions(change) : input.versions('drop');
  const whole = versions.map(version => JSON.stringify(version));
  if (!whole.includes(found)) {
    const what = `published ${found}, and a whole file is ${whole.join(' or ')}`;
    return { outcome: undefined, broken: [complain(what)] };
  }
  return { outcome: 'published', broken: falseSentences(result, 'new').map(complain) };
}

function firstLine(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').split('\n')[0];
  } catch {
    return 'not reached';
  }
}

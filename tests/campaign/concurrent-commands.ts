import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenerationProject } from './generation-project.ts';

/** What came of commands that ran in one project at the same time. */
export interface CommandsReport {
  readonly rounds: number;
  readonly commands: number;
  /** Builds that found another one at work and said so. */
  readonly locked: number;
  readonly broken: readonly string[];
}

const commands: readonly (readonly string[])[] = [
  ['build'],
  ['build', '--wait'],
  ['build', '--select', 'apart', '--wait'],
  ['run', '--wait'],
  ['seed'],
  ['test'],
  ['show', 'first'],
  ['list'],
  ['compile'],
  ['parse'],
  ['debug'],
  ['clean'],
  ['build', '--dry-run'],
];

/**
 * Runs a few commands of one project at once, again and again until the time is over. Each ends as
 * it says, what is published stays whole, and a build after them works.
 */
export async function runConcurrently(options: {
  readonly seconds: number;
  readonly draw: () => number;
}): Promise<CommandsReport> {
  const until = performance.now() + options.seconds * 1000;
  const root = mkdtempSync(join(tmpdir(), 'commands-'));
  const report = { rounds: 0, commands: 0, locked: 0, broken: [] as string[] };
  try {
    const project = new GenerationProject(join(root, 'project'));
    await project.start();
    while (report.rounds === 0 || performance.now() < until) {
      report.rounds += 1;
      const generation = report.rounds;
      project.setGeneration(generation);
      const drawn = Array.from({ length: 4 }, () => drawOne(options.draw));
      const results = await Promise.all(drawn.map(args => project.run(args, generation)));
      report.commands += drawn.length;
      const names = drawn.map(args => args.join(' ')).join(' | ');
      results.forEach(({ code, stdout, stderr }, at) => {
        const text = `${stdout}\n${stderr}`;
        const isLocked = /error\[warehouse-locked\]/.test(text);
        if (isLocked) report.locked += 1;
        const isFine = code === 0 || (isLocked && code !== 0);
        if (isFine && !/bug in crm-run/.test(text)) return;
        const told = `${names}: '${drawn[at]?.join(' ')}' exits ${code}`;
        report.broken.push(`${told}\n${text.slice(-1500)}`);
      });
      await project.state().catch((error: Error) => {
        report.broken.push(`${names}: damaged or lost: ${error.message}`);
      });
    }
    const last = await project.run(['build'], report.rounds + 1);
    if (last.code !== 0) report.broken.push(`the build after all: ${last.stderr}`);
    return report;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function drawOne(draw: () => number): readonly string[] {
  return commands[Math.floor(draw() * commands.length)] ?? ['build'];
}

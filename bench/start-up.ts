import { join } from 'node:path';
import { figureRow, type Row, ratioRow, seconds } from './case.ts';
import { runProcess } from './process.ts';
import { inTurn } from './statistics.ts';
import {
  core,
  createCoreWorkspace,
  createWorkspace,
  crmRun,
  repository,
  type Workspace,
} from './workspace.ts';

/** What a person waits for before anything is computed. */
export async function startUp(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const flag of ['--help', '--version']) {
    const { a, b, ratio } = await inTurn(
      15,
      async () => (await crmRun(repository, [flag])).seconds,
      async () => (await runProcess(process.execPath, ['-e', '0'], repository)).seconds,
    );
    rows.push(ratioRow(`crm-run ${flag} / node -e 0`, ratio, 1.5, `${seconds(a)} / ${seconds(b)}`));
  }
  return rows;
}

/**
 * A build of the core on the committed sample, tests included, against opening a file and selecting
 * 1: in a project that is the core alone, and selected from the whole project, all of which is read
 * and checked for it.
 */
export async function sampleBuild(): Promise<Row[]> {
  const openFile = join(repository, 'dist', 'bench', 'open-file.js');
  const measure = async ({ root, warehouse }: Workspace, selection: readonly string[]) => {
    await crmRun(root, ['build', '--quiet', ...selection]);
    const { a, b, ratio } = await inTurn(
      7,
      async () => (await crmRun(root, ['build', '--quiet', ...selection])).seconds,
      async () => (await runProcess(process.execPath, [openFile, warehouse], repository)).seconds,
    );
    return { ratio, times: `${seconds(a)} / ${seconds(b)}` };
  };
  const alone = await measure(createCoreWorkspace('sample-core'), []);
  const selected = await measure(createWorkspace('sample'), core);
  const what = 'build of the core on the committed sample, tests included';
  const bare = 'opening a DuckDB file and select 1';
  return [
    ratioRow(`${what} / ${bare}`, alone.ratio, 8, alone.times),
    figureRow(
      'the same, selected from the whole project',
      `${selected.ratio.toFixed(2)} × (${selected.times})`,
    ),
  ];
}

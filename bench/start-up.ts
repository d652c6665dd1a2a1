import { join } from 'node:path';
import { type Row, ratioRow, seconds } from './case.ts';
import { runProcess } from './process.ts';
import { inTurn } from './statistics.ts';
import { core, createWorkspace, crmRun, repository } from './workspace.ts';

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

/** A build of the core on the committed sample, tests included, against opening a file and selecting 1. */
export async function sampleBuild(): Promise<Row[]> {
  const workspace = createWorkspace('sample');
  const openFile = join(repository, 'dist', 'bench', 'open-file.js');
  await crmRun(workspace.root, ['build', '--quiet', ...core]);
  const { a, b, ratio } = await inTurn(
    7,
    async () => (await crmRun(workspace.root, ['build', '--quiet', ...core])).seconds,
    async () =>
      (await runProcess(process.execPath, [openFile, workspace.warehouse], repository)).seconds,
  );
  return [
    ratioRow(
      'build of the core on the committed sample, tests included / opening a DuckDB file and select 1',
      ratio,
      8,
      `${seconds(a)} / ${seconds(b)}`,
    ),
  ];
}

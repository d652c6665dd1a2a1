import { join } from 'node:path';
import { figureRow, gibibytes, type Row, ratioRow, seconds } from './case.ts';
import { runProcess } from './process.ts';
import { collectStatements } from './statements.ts';
import { inTurn } from './statistics.ts';
import { coldBuild, createCoreWorkspace, repository, syntheticData } from './workspace.ts';

/**
 * A build of 200,000 customers × 36 months in a project that is the core alone, against its own
 * statements through a bare connection.
 */
export async function coreBuild(): Promise<Row[]> {
  const data = await syntheticData(200_000, 'csv');
  const workspace = createCoreWorkspace('core');
  await coldBuild(workspace, data, 'csv', []);
  const statements = collectStatements(workspace);
  const replay = join(repository, 'dist', 'bench', 'replay.js');
  const bareFile = join(workspace.root, 'bare.duckdb');
  let peak: number | undefined;
  const { a, b, ratio } = await inTurn(
    5,
    async () => {
      const cost = await coldBuild(workspace, data, 'csv', []);
      peak = cost.peakBytes ?? peak;
      return cost.seconds;
    },
    async () => {
      const args = [replay, statements, bareFile, workspace.root];
      return (await runProcess(process.execPath, args, repository)).seconds;
    },
  );
  return [
    ratioRow(
      'core build of 200,000 customers × 36 months / its statements through a bare connection',
      ratio,
      1.1,
      `${seconds(a)} / ${seconds(b)}`,
    ),
    figureRow('peak memory of that build', gibibytes(peak)),
  ];
}

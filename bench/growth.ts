import { figureRow, gibibytes, type Row, seconds } from './case.ts';
import { coldBuild, createWorkspace, syntheticData } from './workspace.ts';

const sizes = [50_000, 100_000, 200_000, 400_000];

/** Doubling the customers must not more than double the time; a tenth is left to the machine. */
export async function growth(): Promise<Row[]> {
  const workspace = createWorkspace('growth');
  const rows: Row[] = [];
  let before: number | undefined;
  for (const customers of sizes) {
    const data = await syntheticData(customers, 'parquet');
    const cost = await coldBuild(workspace, data, 'parquet');
    const factor = before === undefined ? undefined : cost.seconds / before;
    rows.push({
      what: `core build of ${customers.toLocaleString('en')} customers × 36 months`,
      measured:
        seconds(cost.seconds) + (factor === undefined ? '' : `, ${factor.toFixed(2)} × the half`),
      limit: factor === undefined ? undefined : '2.20 ×',
      holds: factor === undefined ? undefined : factor <= 2.2,
    });
    before = cost.seconds;
  }
  return rows;
}

/** A million customers have to fit into 8 GB on two cores. */
export async function million(): Promise<Row[]> {
  const data = await syntheticData(1_000_000, 'parquet');
  const workspace = createWorkspace('million', { memory_limit: '8GB', threads: '2' });
  const cost = await coldBuild(workspace, data, 'parquet');
  return [
    figureRow(
      'core build of 1,000,000 customers × 36 months, memory_limit 8 GB, 2 threads',
      seconds(cost.seconds),
    ),
    figureRow('peak memory of that build', gibibytes(cost.peakBytes)),
  ];
}

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Row, ratioRow, seconds } from './case.ts';
import { inTurn } from './statistics.ts';
import { coldBuild, createWorkspace, syntheticData } from './workspace.ts';

const models = ['m_fields', 'kpis', 'crm_snapshot'];

/** The models from monthly_rollup to crm_snapshot against copying the finished snapshot. */
export async function snapshotModels(): Promise<Row[]> {
  const data = await syntheticData(200_000, 'parquet');
  const workspace = createWorkspace('snapshot');
  await coldBuild(workspace, data, 'parquet');
  const file = join(workspace.root, 'models.duckdb');
  const instance = await DuckDBInstance.create(':memory:', { temp_directory: `${file}.tmp` });
  const connection = await instance.connect();
  await connection.run(`attach '${workspace.warehouse}' as built (read_only)`);
  const fresh = async () => {
    await connection.run('use memory');
    await connection.run('detach database if exists models');
    rmSync(file, { force: true });
    await connection.run(`attach '${file}' as models (recovery_mode no_wal_writes)`);
    await connection.run('use models');
    await connection.run('create schema seeds');
    for (const table of ['main.report_months', 'seeds.tier_thresholds', 'main.monthly_rollup']) {
      await connection.run(`create table ${table} as select * from built.${table}`);
    }
    await connection.run('checkpoint');
  };
  const timed = async (statements: readonly string[]) => {
    await fresh();
    const started = process.hrtime.bigint();
    for (const statement of statements) await connection.run(statement);
    await connection.run('checkpoint');
    return Number(process.hrtime.bigint() - started) / 1e9;
  };
  const built = models.map(model =>
    readFileSync(join(workspace.root, 'target/run/crm/models/crm', `${model}.sql`), 'utf8'),
  );
  const copy = ['create table main.copied as select * from built.main.crm_snapshot'];
  const { a, b, ratio } = await inTurn(
    3,
    () => timed(built),
    () => timed(copy),
  );
  const counted = await connection.runAndReadAll('select count(*) from built.main.crm_snapshot');
  connection.closeSync();
  instance.closeSync();
  const rows = Number(counted.getRows()[0]?.[0]).toLocaleString('en');
  return [
    ratioRow(
      `monthly_rollup to crm_snapshot, ${rows} customer-months / copying the finished snapshot`,
      ratio,
      4,
      `${seconds(a)} / ${seconds(b)}`,
    ),
  ];
}

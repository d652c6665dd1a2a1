import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from '../base/file-error.ts';
import { quoteLiteral } from '../base/relation.ts';
import type { Connection, QueryResult } from '../engine/engine.ts';
import type { TestStep } from '../plan/plan.ts';

/** Where failing rows are kept, relative to the project root. */
const failuresFolder = 'target/failures';

/** At most this many failing rows of a test are kept. */
const keptRows = 1000;

const sampleRows = 5;

/** The failing rows of a test that were kept. */
export interface KeptFailures {
  /** Relative to the project root, forward slashes. */
  readonly path: string;
  readonly kept: number;
  readonly total: number;
  readonly sample: QueryResult;
}

/** Path of the file that a test's failing rows are kept in, relative to the project root. */
function failuresPath(testName: string): string {
  return `${failuresFolder}/${testName.replace(/[^\w.-]+/g, '_')}.csv`;
}

/** Removes what an earlier run of the test kept. */
export async function clearFailures(root: string, testName: string): Promise<void> {
  const file = join(root, failuresPath(testName));
  try {
    await rm(file, { force: true });
  } catch (error) {
    throw fileError(error, file, 'removing');
  }
}

/**
 * Keeps the failing rows of a test as a CSV file outside of the database, where giving up the
 * build does not reach them, and reads the first few.
 */
export async function keepFailures(
  connection: Connection,
  root: string,
  step: TestStep,
): Promise<KeptFailures> {
  const path = failuresPath(step.node.name);
  const file = join(root, path);
  try {
    await mkdir(join(root, failuresFolder), { recursive: true });
  } catch (error) {
    throw fileError(error, file, 'making the folder of');
  }
  const { limit } = step.node;
  const failing =
    limit === undefined
      ? step.select.text
      : `select * from (\n${step.select.text}\n) limit ${limit}`;
  const counted = await connection.query(`select count(*) from (\n${failing}\n) as failing_rows`);
  const total = Number(counted.rows[0]?.[0]);
  // Ordered, so that the same rows are kept whatever the threads do.
  const first = (count: number) =>
    `select * from (\n${failing}\n) as failing_rows order by all limit ${count}`;
  const target = `${quoteLiteral(file)} (format csv, header)`;
  await connection.run(`copy (\n${first(keptRows)}\n) to ${target}`);
  const sample = await connection.query(first(sampleRows));
  const kept = Math.min(total, keptRows);
  return { path, kept, total, sample };
}

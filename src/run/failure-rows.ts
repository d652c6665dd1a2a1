import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from '../base/file-error.ts';
import { makeFolder } from '../base/make-folder.ts';
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
  await makeFolder(join(root, failuresFolder));
  const { limit } = step.node;
  const failing =
    limit === undefined
      ? step.select.text
      : `select * from (\n${step.select.text}\n) limit ${limit}`;
  // The test's query may be long work: it runs once more here, and its first rows are then at hand.
  // They are ordered, so that the same ones are kept whatever the threads do.
  await connection.run(
    `create or replace temp table failing_rows as\n` +
      `select * from (\n${failing}\n) as failing order by all limit ${keptRows}`,
  );
  try {
    const kept = await countRows(connection, 'temp.failing_rows');
    const total =
      kept < keptRows ? kept : await countRows(connection, `(\n${failing}\n) as failing`);
    const target = `${quoteLiteral(file)} (format csv, header)`;
    await connection.run(`copy (select * from temp.failing_rows order by all) to ${target}`);
    const sample = await connection.query(
      `select * from temp.failing_rows order by all limit ${sampleRows}`,
    );
    return { path, kept, total, sample };
  } finally {
    await connection.run('drop table temp.failing_rows');
  }
}

async function countRows(connection: Connection, from: string): Promise<number> {
  const { rows } = await connection.query(`select count(*) from ${from}`);
  return Number(rows[0]?.[0]);
}

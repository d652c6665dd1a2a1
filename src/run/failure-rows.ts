import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { quoteLiteral } from '../base/relation.ts';
import type { Connection, QueryResult } from '../engine/engine.ts';
import { fileError } from './file-error.ts';

/** Where failing rows are kept, relative to the project root. */
export const failuresFolder = 'target/failures';

/** At most this many failing rows of a test are kept. */
export const keptRows = 1000;

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
export function failuresPath(testName: string): string {
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
  testName: string,
  select: string,
): Promise<KeptFailures> {
  const path = failuresPath(testName);
  const file = join(root, path);
  try {
    await mkdir(join(root, failuresFolder), { recursive: true });
  } catch (error) {
    throw fileError(error, file, 'making the folder of');
  }
  const rows = `(\n${select}\n)`;
  const counted = await connection.query(`select count(*) from ${rows} as failing`);
  const total = Number(counted.rows[0]?.[0]);
  const kept = await connection.run(
    `copy (select * from ${rows} as failing limit ${keptRows}) ` +
      `to ${quoteLiteral(file)} (format csv, header)`,
  );
  const sample = await connection.query(`select * from ${rows} as failing limit ${sampleRows}`);
  return { path, kept: kept ?? Math.min(total, keptRows), total, sample };
}

import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from '../../base/errors/file-error.ts';
import type { CsvHeader } from './csv-header.ts';
import { fieldBytes, isEmptyRecord, scanCsv } from './csv-scanner.ts';

/** A file that is there for a moment. */
export interface CsvCopy {
  /** Absolute. */
  readonly file: string;
  /** Removes it, and the directory that was made for it. */
  remove(): Promise<void>;
}

const flushAt = 1 << 20;

/**
 * Writes the records of a CSV file into a new one that DuckDB can read in one way only: each ends
 * with LF; blank lines, records without any value, spaces around quotes and empty fields beyond those
 * of the header are left out, and values stay as they are. The copy lies in `directory`, readable by
 * nobody else. Throws CrmError where it cannot be written; what keeps `file` from being read goes on
 * as thrown.
 */
export async function copyRecords(
  file: string,
  { delimiter, names: { length: width } }: CsvHeader,
  directory: string,
): Promise<CsvCopy> {
  const { copy, output, remove } = await openCopy(directory).catch(error => {
    throw fileError(error, directory, 'writing to');
  });
  const write = (bytes: Buffer) => {
    try {
      for (let at = 0; at < bytes.length; at += writeSync(output, bytes, at));
    } catch (error) {
      throw fileError(error, directory, 'writing to');
    }
  };
  try {
    await writeRecords(write, file, delimiter, width);
    return { file: copy, remove };
  } catch (error) {
    await remove();
    throw error;
  } finally {
    closeSync(output);
  }
}

async function openCopy(directory: string) {
  await mkdir(directory, { recursive: true });
  const own = await mkdtemp(join(directory, 'crm-run-csv-'));
  const copy = join(own, 'records.csv');
  const remove = () => rm(own, { recursive: true, force: true });
  return { copy, output: openSync(copy, 'wx', 0o600), remove };
}

async function writeRecords(
  write: (bytes: Buffer) => void,
  file: string,
  delimiter: string,
  width: number,
): Promise<void> {
  const by = Buffer.from(delimiter);
  let pending: Buffer[] = [];
  let size = 0;
  const flush = () => {
    write(Buffer.concat(pending));
    pending = [];
    size = 0;
  };
  await scanCsv(file, delimiter, record => {
    if (isEmptyRecord(record)) return undefined;
    for (let index = 0; index < Math.min(width, record.starts.length); index += 1) {
      // Copied, for the bytes of the record are overwritten.
      pending.push(index === 0 ? none : by, Buffer.from(fieldBytes(record, index)));
    }
    pending.push(lineEnd);
    size += record.end - record.start + 1;
    if (size >= flushAt) flush();
    return undefined;
  });
  flush();
}

const lineEnd = Buffer.from('\n');
const none = Buffer.alloc(0);

/** Line of the n-th record with a value, the header being the first; 1 when there is none. */
export async function lineOfRecord(file: string, delimiter: string, n: number): Promise<number> {
  let count = 0;
  let line = 1;
  await scanCsv(file, delimiter, record => {
    if (isEmptyRecord(record)) return undefined;
    count += 1;
    line = record.line;
    return count < n;
  });
  return line;
}

import { stat } from 'node:fs/promises';
import { CrmError } from '../../../base/errors/crm-error.ts';
import { errnoOf, fileError } from '../../../base/errors/file-error.ts';
import {
  describeChange,
  type FileStamp,
  type FileState,
  stampFile,
  stampOf,
} from '../../../base/files/file-stamp.ts';
import { databaseLiteral } from '../../../dialect/statements/path-literal.ts';
import type { Connection } from '../../../engine/engine.ts';
import { lockConflict } from '../lock/lock-conflict.ts';
import type { WarehousePaths } from '../lock/warehouse-paths.ts';

/** What the file system reports of a file without opening it. */
export interface PublishedFile extends FileStamp {
  readonly mode: number;
  /** The write-ahead log next to it, which another program may have left. */
  readonly log: FileState;
}

/** True where nobody wrote to the published file or its log between two looks. */
export function isUntouched(before: PublishedFile, after: PublishedFile | undefined): boolean {
  if (after === undefined) return false;
  const changes = [describeChange(before, after), describeChange(before.log, after.log)];
  return changes.every(change => change === undefined);
}

/** The published file's state; undefined where there is none. Throws CrmError for a directory. */
export async function publishedState(paths: WarehousePaths): Promise<PublishedFile | undefined> {
  const { published } = paths;
  try {
    const found = await stat(published, { bigint: true });
    if (!found.isFile()) {
      throw new CrmError('warehouse-invalid', {
        path: published,
        reason: `${published} is not a file`,
        hint: 'set the path of the target to a file',
      });
    }
    const mode = Number(found.mode) & 0o777;
    return { ...stampOf(found), mode, log: stampFile(paths.publishedWal) };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw fileError(error, published, 'opening');
  }
}

/**
 * Attaches the published file for reading, under `alias`. Readers do not disturb one another, and
 * as long as it is attached no other program can write to it. Throws CrmError where it cannot be
 * read; a lock of another program goes on as the database reports it.
 */
export async function attachPublished(
  connection: Connection,
  paths: WarehousePaths,
  alias: string,
): Promise<void> {
  const { published } = paths;
  try {
    await connection.run(
      `attach ${databaseLiteral(published)} as ${alias} (type duckdb, read_only)`,
    );
  } catch (error) {
    if (!(error instanceof CrmError) || lockConflict(error) !== undefined) throw error;
    if (error.code === 'warehouse-invalid' && /checksum/.test(error.message)) {
      throw new CrmError(
        'warehouse-invalid',
        {
          path: published,
          reason: `${published} is damaged`,
          hint: 'restore it from a copy, or build into another file',
        },
        { cause: error },
      );
    }
    if (error.code === 'warehouse-invalid') {
      throw new CrmError(
        'warehouse-invalid',
        {
          path: published,
          reason: `${published} is not a DuckDB file`,
          hint: 'set the path of the target to a file that DuckDB made, or to a new one',
        },
        { cause: error },
      );
    }
    if (error.code === 'warehouse-newer') {
      throw new CrmError(
        'warehouse-newer',
        {
          path: published,
          reason: `${published} was written by a newer DuckDB`,
          hint: 'install a newer version of crm-run',
        },
        { cause: error },
      );
    }
    throw error;
  }
}

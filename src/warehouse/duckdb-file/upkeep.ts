import { stat } from 'node:fs/promises';
import type { WarehouseUpkeep } from '../warehouse.ts';
import type { LockOptions } from './lock/warehouse-lock.ts';
import { resolveWarehouse } from './lock/warehouse-paths.ts';
import { withWarehouseLock } from './lock/with-warehouse-lock.ts';
import type { OpenEngine } from './open-session.ts';
/** The housekeeping of a DuckDB file and what is next to it. */
export async function duckDbFileUpkeep(
  path: string,
  openEngine: OpenEngine,
  holder: Pick<LockOptions, 'processId' | 'now'>,
): Promise<WarehouseUpkeep> {
  const paths = await resolveWarehouse(path);
  return {
    async published() {
      const found = await stat(paths.published).catch(() => undefined);
      return found && { bytes: found.size, at: found.mtime };
    },
    // The lock file stays: it is a mutex, and another build may be waiting on it.
    files: [paths.published, paths.publishedWal, paths.next, paths.nextWal, paths.temp],
    isUsed: async () => (await stat(paths.lock).catch(() => undefined)) !== undefined,
    exclusively: action => withWarehouseLock(paths, openEngine, holder, action),
  };
}

import type { OpenEngine } from '../open-session.ts';
import { acquireLock, type LockOptions } from './warehouse-lock.ts';
import type { WarehousePaths } from './warehouse-paths.ts';

/**
 * Runs `action` while no build goes on in the warehouse, and lets none begin until it ends. The
 * directory of the warehouse has to be there. Throws CrmError `warehouse-locked` where a build holds
 * it.
 */
export async function withWarehouseLock<T>(
  paths: WarehousePaths,
  openEngine: OpenEngine,
  holder: Pick<LockOptions, 'processId' | 'now'>,
  action: () => Promise<T>,
): Promise<T> {
  const engine = await openEngine({ settings: {}, settingsKey: 'settings' });
  try {
    const lock = await acquireLock(await engine.connect(), paths, {
      ...holder,
      wait: 0,
      hint: 'try again when it has ended',
      signal: new AbortController().signal,
      onWaiting: () => undefined,
    });
    try {
      return await action();
    } finally {
      await lock.release();
    }
  } finally {
    engine.close();
  }
}

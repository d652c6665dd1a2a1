import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CrmError } from '../../../base/errors/crm-error.ts';
import { databaseLiteral } from '../../../dialect/statements/path-literal.ts';
import type { Connection } from '../../../engine/engine.ts';
import { lockConflict } from './lock-conflict.ts';
import { readLockHolder, writeLockHolder } from './lock-holder.ts';
import type { WarehousePaths } from './warehouse-paths.ts';

/** How a build takes the lock. */
export interface LockOptions {
  /** Seconds to wait for whoever holds it; 0 gives up at once, Infinity never does. */
  readonly wait: number;
  /** What a person who is refused can do. */
  readonly hint?: string;
  readonly signal: AbortSignal;
  readonly processId: number;
  readonly now: () => Date;
  /** Called when it starts to wait for a holder, once each. */
  readonly onWaiting: (holder: string) => void;
}

/** The lock of a warehouse, held until it is released or the process ends, however it ends. */
export interface WarehouseLock {
  release(): Promise<void>;
}

const retryMilliseconds = 100;

/** Locks of this process: the operating system does not keep a process from its own files. */
const heldHere = new Map<string, Date>();

/**
 * Takes the lock of a warehouse by attaching its lock file, on which DuckDB holds the operating
 * system's lock. Throws CrmError `warehouse-locked`, or `interrupted` while it waits.
 */
export async function acquireLock(
  connection: Connection,
  paths: WarehousePaths,
  options: LockOptions,
): Promise<WarehouseLock> {
  const since = await whenFree(paths, options, async () => {
    const held = heldHere.get(paths.lock);
    if (held !== undefined) throw locked(paths, options, describeHolder(options.processId, held));
    // Taken before the first await, so that two builds of this process cannot both go on.
    const start = options.now();
    heldHere.set(paths.lock, start);
    try {
      await connection.run(`attach ${databaseLiteral(paths.lock)} as __lock (type duckdb)`);
    } catch (error) {
      heldHere.delete(paths.lock);
      throw error;
    }
    return start;
  });
  const release = async () => {
    await rm(paths.holder, { force: true }).catch(() => undefined);
    // Where the database has broken down, the lock ends as its session is closed.
    await connection.run('detach __lock').catch(() => undefined);
    heldHere.delete(paths.lock);
  };
  try {
    await writeLockHolder(paths.holder, { processId: options.processId, since });
  } catch (error) {
    await release();
    throw error;
  }
  return { release };
}

/**
 * Runs `action`; where another process holds the file that it opens, says who, or tries again
 * until it is free.
 */
export async function whenFree<T>(
  paths: WarehousePaths,
  options: LockOptions,
  action: () => Promise<T>,
): Promise<T> {
  let told: string | undefined;
  const end = performance.now() + options.wait * 1000;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      const refusal = await describeRefusal(error, paths, options);
      if (performance.now() >= end) throw afterWaiting(refusal, options.wait);
      if (refusal.message !== told) options.onWaiting(refusal.message);
      told = refusal.message;
    }
    try {
      await sleep(retryMilliseconds, undefined, { signal: options.signal });
    } catch {
      throw new CrmError('interrupted', { reason: 'interrupted while waiting for the warehouse' });
    }
  }
}

function afterWaiting(refusal: CrmError, seconds: number): CrmError {
  if (seconds === 0) return refusal;
  const waited = `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return refusal.withReason(`${refusal.message}, also after ${waited}`);
}

async function describeRefusal(
  error: unknown,
  paths: WarehousePaths,
  options: LockOptions,
): Promise<CrmError> {
  // One that this process holds itself has been described already.
  if (error instanceof CrmError && error.code === 'warehouse-locked' && !error.cause) return error;
  const conflict = lockConflict(error);
  if (conflict === undefined) throw error;
  const note = await readLockHolder(paths.holder, conflict.processId);
  const holder = describeHolder(conflict.processId, note?.since, conflict.program);
  return locked(paths, options, holder, error);
}

function describeHolder(pid: number | undefined, since?: Date, program?: string): string {
  const who = pid === undefined ? 'another process' : `process ${pid}`;
  const what = program === undefined ? '' : ` (${program})`;
  return `${who}${what}${since === undefined ? '' : ` since ${since.toISOString()}`}`;
}

function locked(
  paths: WarehousePaths,
  { hint = 'wait for it with --wait, or end that process' }: LockOptions,
  holder: string,
  cause?: unknown,
): CrmError {
  return new CrmError(
    'warehouse-locked',
    { path: paths.published, reason: `${paths.published} is held by ${holder}`, hint },
    { cause },
  );
}

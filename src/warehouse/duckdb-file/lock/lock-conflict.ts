import { CrmError } from '../../../base/errors/crm-error.ts';

/** Who keeps a database file from being opened, as far as DuckDB can see. */
export interface LockConflict {
  readonly program: string | undefined;
  readonly processId: number | undefined;
}

const conflict = /Could not set lock on file/;
const heldBy = /Conflicting lock is held in (?<program>.*?) \(PID (?<pid>\d+)\)/;

/** What an error says of a lock held by another process; undefined for any other error. */
export function lockConflict(error: unknown): LockConflict | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (!conflict.test(at.message)) continue;
    const groups = heldBy.exec(at.message)?.groups;
    const processId = groups?.pid === undefined ? undefined : Number(groups.pid);
    return { program: groups?.program, processId: processId === 0 ? undefined : processId };
  }
  const locked = error instanceof CrmError && error.code === 'warehouse-locked';
  return locked ? { program: undefined, processId: undefined } : undefined;
}

import { CrmError, CrmErrors } from './crm-error.ts';
import { fileError, isSystemError } from './file-error.ts';

/** What engines of JavaScript throw where a text or a list does not fit into memory. */
const outOfMemory = /^(Invalid (string|array|typed array) length|Array buffer allocation failed)/;

/** What a person calls the calls of the system that change files; the others read. */
const words: Readonly<Record<string, string>> = {
  write: 'writing',
  fsync: 'writing',
  fdatasync: 'writing',
  ftruncate: 'writing',
  copyfile: 'copying',
  rename: 'renaming',
  mkdir: 'making',
  rmdir: 'removing',
  unlink: 'removing',
  chmod: 'changing the mode of',
};

/**
 * The errors in what was thrown that a person is meant to read: CrmErrors, and faults of the system
 * that nobody named on the way. Throws anything else again, which is a bug.
 */
export function knownErrors(thrown: unknown): readonly CrmError[] {
  if (thrown instanceof CrmErrors) return thrown.errors;
  if (thrown instanceof CrmError) return [thrown];
  if (isSystemError(thrown)) {
    const doing = words[thrown.syscall ?? ''] ?? 'reading';
    const told = fileError(thrown, thrown.path ?? 'a file', doing);
    if (told instanceof CrmError) return [told];
  }
  if (thrown instanceof RangeError && outOfMemory.test(thrown.message)) {
    const message = `a value does not fit into the memory of the process: ${thrown.message}`;
    return [new CrmError('out-of-memory', { reason: message }, { cause: thrown })];
  }
  throw thrown;
}

/** Runs `action` and collects the known errors that it throws; a bug goes on as it is. */
export function collectError<T>(errors: CrmError[], action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    errors.push(...knownErrors(error));
    return undefined;
  }
}

import { CrmError } from './crm-error.ts';
import { faultCode, systemFault } from './system-faults.ts';

/** The code of a file system error, such as ENOENT; undefined for any other error. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Turns a file system error into a CrmError that names the path: `disk-full`, `system-error` where
 * the machine is the cause, else `file-unwritable` (`file-unreadable` for `doing: 'reading'`).
 * Anything else goes on as thrown.
 */
export function fileError(error: unknown, path: string, doing: string): unknown {
  const errno = errnoOf(error);
  if (errno === undefined || error instanceof CrmError || !isSystemError(error)) return error;
  const fault = systemFault(errno) ?? systemFault(error.errno);
  if (fault === undefined) {
    const code = doing === 'reading' ? 'file-unreadable' : 'file-unwritable';
    return new CrmError(
      code,
      { path, reason: `${doing} ${path} failed: ${error.message}` },
      { cause: error },
    );
  }
  if (fault.kind === 'full') {
    return new CrmError(
      'disk-full',
      { reason: `${fault.reason} while ${doing} ${path}` },
      { cause: error },
    );
  }
  const code = faultCode(fault, doing === 'reading' ? 'file-unreadable' : 'file-unwritable');
  const { reason, hint } = fault;
  return new CrmError(
    code,
    { path, reason: `${doing} ${path} failed: ${reason}`, hint },
    { cause: error },
  );
}

/** An error that the operating system gave, which a call of it names. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return errnoOf(error) !== undefined && 'syscall' in (error as object);
}

import { CrmError } from './crm-error.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  EEXIST: 'a file of that name is there',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder',
  ENOENT: 'it does not exist',
  EBUSY: 'it is in use',
  ELOOP: 'symbolic links lead in a circle',
  EXDEV: 'it is on another file system',
};

const hints: Readonly<Record<string, string>> = {
  EACCES: 'check who owns it and its permissions',
  EPERM: 'check who owns it and its permissions',
  EROFS: 'choose another path',
  ENOTDIR: 'move that file away, or choose another path',
  EEXIST: 'move that file away, or choose another path',
  EISDIR: 'move the folder away, or choose another path',
};

/** The code of a file system error, such as ENOENT; undefined for any other error. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Turns a file system error into a CrmError that names the path; anything else goes on as thrown. */
export function fileError(error: unknown, path: string, doing: string): unknown {
  const errno = errnoOf(error);
  if (errno === undefined || error instanceof CrmError) return error;
  if (errno === 'ENOSPC' || errno === 'EDQUOT') {
    return new CrmError('disk-full', `no space left while ${doing} ${path}`, { cause: error });
  }
  const reason = reasons[errno] ?? (error as Error).message;
  return new CrmError('file-unwritable', `${doing} ${path} failed: ${reason}`, {
    hint: hints[errno],
    cause: error,
  });
}

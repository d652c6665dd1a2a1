import { constants } from 'node:os';
import type { ErrorCode } from './error-kinds.ts';

/** Why the operating system refused something. */
export interface SystemFault {
  readonly reason: string;
  readonly hint?: string;
  /** How the C library words it, which is what DuckDB passes on. */
  readonly text: string;
  /** `file` where the path or its permissions are the cause, `system` where the machine is. */
  readonly kind: 'file' | 'system' | 'full';
}

const disk = 'check the disk, or build somewhere else';
const path = 'choose another path';
const permissions = 'check who owns it and its permissions';

/** The faults of file systems and memory, by errno. The one table of them. */
const faults: Readonly<Record<string, SystemFault>> = {
  EACCES: {
    kind: 'file',
    reason: 'permission denied',
    hint: permissions,
    text: 'Permission denied',
  },
  EPERM: {
    kind: 'file',
    reason: 'operation not permitted',
    hint: permissions,
    text: 'Operation not permitted',
  },
  EROFS: {
    kind: 'file',
    reason: 'the file system is read-only',
    hint: path,
    text: 'Read-only file system',
  },
  EEXIST: {
    kind: 'file',
    reason: 'a file of that name is there',
    hint: 'move that file away, or choose another path',
    text: 'File exists',
  },
  ENOTDIR: {
    kind: 'file',
    reason: 'a part of the path is a file, not a directory',
    hint: 'move that file away, or choose another path',
    text: 'Not a directory',
  },
  EISDIR: {
    kind: 'file',
    reason: 'it is a directory',
    hint: 'move the directory away, or choose another path',
    text: 'Is a directory',
  },
  ENOENT: { kind: 'file', reason: 'it does not exist', text: 'No such file or directory' },
  EBUSY: { kind: 'file', reason: 'it is in use', text: 'Device or resource busy' },
  ELOOP: {
    kind: 'file',
    reason: 'symbolic links lead in a circle',
    text: 'Too many levels of symbolic links',
  },
  EXDEV: {
    kind: 'file',
    reason: 'it is on another file system',
    text: 'Invalid cross-device link',
  },
  ENAMETOOLONG: {
    kind: 'file',
    reason: 'the path is too long',
    hint: path,
    text: 'File name too long',
  },
  ENOSPC: { kind: 'full', reason: 'no space left', text: 'No space left on device' },
  EDQUOT: { kind: 'full', reason: 'the disk quota is used up', text: 'Disk quota exceeded' },
  EIO: {
    kind: 'system',
    reason: 'the device reported an I/O error',
    hint: disk,
    text: 'Input/output error',
  },
  EFBIG: {
    kind: 'system',
    reason: 'the file is larger than the system allows',
    hint: 'raise the limit (ulimit -f), or build on another file system',
    text: 'File too large',
  },
  EMFILE: {
    kind: 'system',
    reason: 'this process has too many files open',
    hint: 'raise the limit (ulimit -n)',
    text: 'Too many open files',
  },
  ENFILE: {
    kind: 'system',
    reason: 'the system has too many files open',
    hint: 'try again when less is running',
    text: 'Too many open files in system',
  },
  ENOMEM: {
    kind: 'system',
    reason: 'the system has no memory left',
    hint: 'try again when less is running',
    text: 'Cannot allocate memory',
  },
  EAGAIN: {
    kind: 'system',
    reason: 'the system is short of something for the moment',
    hint: 'try again',
    text: 'Resource temporarily unavailable',
  },
  ESTALE: {
    kind: 'system',
    reason: 'the file was replaced on its server',
    hint: 'try again; build on a local disk if it comes back',
    text: 'Stale file handle',
  },
  ENODEV: { kind: 'system', reason: 'the device is gone', hint: disk, text: 'No such device' },
  ENXIO: {
    kind: 'system',
    reason: 'the device is gone',
    hint: disk,
    text: 'No such device or address',
  },
  ETIMEDOUT: {
    kind: 'system',
    reason: 'the file system did not answer in time',
    hint: disk,
    text: 'Connection timed out',
  },
};

const namesByNumber = new Map(
  Object.entries(constants.errno).map(([name, number]) => [number, name]),
);

/**
 * The fault of an errno, by name or, as some system errors come, by number; undefined for what is
 * not in the table.
 */
export function systemFault(errno: string | number | undefined): SystemFault | undefined {
  const name = typeof errno === 'number' ? namesByNumber.get(Math.abs(errno)) : errno;
  return name === undefined ? undefined : faults[name];
}

const byLength = Object.values(faults).sort((left, right) => right.text.length - left.text.length);

/** The fault that a text ends with, as the C library words it. */
export function faultInText(text: string): SystemFault | undefined {
  const end = text.trim().replace(/[.!"')]+$/, '');
  return byLength.find(fault => end.endsWith(`: ${fault.text}`));
}

/** The code of an error that comes of a fault; `file` is the code where a path is the cause. */
export function faultCode<Code extends ErrorCode>(
  fault: SystemFault,
  file: Code,
): Code | 'disk-full' | 'system-error' {
  if (fault.kind === 'full') return 'disk-full';
  return fault.kind === 'system' ? 'system-error' : file;
}

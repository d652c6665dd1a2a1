import { type BigIntStats, statSync } from 'node:fs';
import { errnoOf } from '../errors/file-error.ts';
import { formatCount } from '../text/format-count.ts';

/** What distinguishes one state of a file from another without reading it. */
export interface FileStamp {
  /** Bytes. */
  readonly size: number;
  /** Nanoseconds since 1970. */
  readonly modified: string;
  readonly inode: string;
}

/** The stamp of a file, or why the system gives none: `ENOENT` where there is no file. */
export type FileState = FileStamp | { readonly errno: string };

/** The state of the file at `path`; a symbolic link is followed. */
export function stampFile(path: string): FileState {
  try {
    return stampOf(statSync(path, { bigint: true }));
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    return { errno };
  }
}

/** The stamp in what the system reports of a file. */
export function stampOf({ size, mtimeNs, ino }: BigIntStats): FileStamp {
  return { size: Number(size), modified: String(mtimeNs), inode: String(ino) };
}

/** What happened to a file between two looks, as the end of a sentence; undefined for nothing. */
export function describeChange(before: FileState, after: FileState): string | undefined {
  if ('errno' in after) {
    if ('errno' in before) return undefined;
    return isAbsent(after.errno) ? 'it is gone' : `it can no longer be read (${after.errno})`;
  }
  if ('errno' in before) return 'it was not there before';
  if (before.inode !== after.inode) return 'another file took its place';
  if (before.size !== after.size) {
    const verb = before.size < after.size ? 'grew' : 'shrank';
    return `it ${verb} from ${formatCount(before.size)} to ${formatCount(after.size)} bytes`;
  }
  if (before.modified === after.modified) return undefined;
  const at = new Date(Number(BigInt(after.modified) / 1_000_000n)).toISOString();
  return `it was saved at ${at} with as many bytes as before`;
}

function isAbsent(errno: string): boolean {
  return errno === 'ENOENT' || errno === 'ENOTDIR';
}

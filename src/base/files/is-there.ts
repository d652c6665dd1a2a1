import { statSync } from 'node:fs';
import { errnoOf } from '../errors/file-error.ts';

/**
 * True where a file or directory of that path is. Unlike `existsSync`, it does not take a fault of the
 * system for an absence: that is thrown.
 */
export function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (errnoOf(error) === 'ENOTDIR') return false;
    throw error;
  }
}

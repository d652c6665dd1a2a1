import { basename } from 'node:path';

/** The name that DuckDB gives to a file when it is opened: the file's, without its ending. */
export function databaseName(path: string): string {
  return basename(path).replace(/\.[^.]*$/, '');
}

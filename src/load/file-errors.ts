import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { CrmError, CrmErrors } from '../base/errors/crm-error.ts';
import { fileError } from '../base/errors/file-error.ts';
import type { SourceLocation } from '../base/errors/source-location.ts';
import { nearest, nearestHint } from '../base/text/nearest.ts';
import { filePattern } from '../dialect/statements/path-literal.ts';

/**
 * Runs `read` on a file that can be read more than once; what the file system or the database
 * refuses becomes CrmErrors that name the file.
 */
export async function readFileErrors<T>(
  file: string,
  path: string,
  location: SourceLocation,
  read: () => Promise<T>,
): Promise<T> {
  try {
    await checkReadable(file, path);
    return await read();
  } catch (error) {
    if (error instanceof CrmError) {
      throw new CrmErrors([error.location === undefined ? error.with({ location }) : error]);
    }
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      const hint = await missingHint(file, path);
      throw new CrmErrors([
        new CrmError(
          'missing-file',
          { path, reason: `${path} does not exist`, hint },
          { location, cause: error },
        ),
      ]);
    }
    const told = fileError(error, path, 'reading');
    if (!(told instanceof CrmError)) throw error;
    throw new CrmErrors([told.with({ location })]);
  }
}

async function checkReadable(file: string, path: string): Promise<void> {
  const found = await stat(file);
  if (!found.isFile() && !found.isDirectory()) {
    throw new CrmError('file-unreadable', {
      path,
      reason: `${path} cannot be read: it is a pipe or a device`,
      hint: 'write its content to a file; a raw file is read more than once',
    });
  }
  // Refuses a path that the database has no way to write.
  filePattern(file);
}

/**
 * Whether next to a file that is absent stands one that is meant to be it: the same name in the other
 * format, in other letters or with other signs between its words.
 */
export async function hasLookalike(file: string): Promise<boolean> {
  const names = await readdir(dirname(file)).catch(() => []);
  const wanted = plainName(basename(file));
  return names.some(name => isData(name) && plainName(name) === wanted);
}

function isData(name: string): boolean {
  return ['.csv', '.parquet'].includes(extname(name).toLowerCase());
}

function plainName(name: string): string {
  return basename(name, extname(name)).toLowerCase().replace(/[-_ ]/g, '');
}

/** The directory is not there either: a near one next to where it would be. */
async function missingDirectoryHint(absolute: string, directory: string): Promise<string> {
  const beside = await readdir(dirname(absolute), { withFileTypes: true }).catch(() => []);
  const directories = beside.filter(entry => entry.isDirectory()).map(entry => entry.name);
  const near = nearest(basename(directory), directories);
  return near === undefined
    ? `there is no directory ${directory}; create it, or say where the files are`
    : `there is no directory ${directory}; did you mean '${join(dirname(directory), near)}'?`;
}

/** What is there instead: the other format, a near name, or the directory's files. */
async function missingHint(file: string, path: string): Promise<string> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) {
    return 'raw files are read from this machine; download them, and write the path of the copy';
  }
  if (path.startsWith('~')) return "'~' is not expanded; write the path of the home directory";
  const directory = dirname(path);
  const names = await readdir(dirname(file)).catch(() => undefined);
  if (names === undefined) return missingDirectoryHint(dirname(file), directory);
  const name = basename(file);
  const extension = extname(name);
  const other = extension === '.csv' ? '.parquet' : '.csv';
  const sibling = basename(name, extension) + other;
  if (names.includes(sibling)) {
    return `${join(directory, sibling)} is there; set the format to ${other.slice(1)}`;
  }
  const data = names.filter(found => ['.csv', '.parquet'].includes(extname(found))).sort();
  const near = nearestHint(name, data);
  if (near !== undefined) return near;
  return data.length === 0
    ? `${directory} holds no CSV or Parquet file`
    : `${directory} has ${data.slice(0, 8).join(', ')}`;
}

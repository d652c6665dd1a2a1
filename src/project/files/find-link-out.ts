import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { errnoOf } from '../../base/errors/file-error.ts';

/**
 * The first symbolic link on the way from a project's root to `path` that leads out of the project;
 * undefined where there is none. Of a path that somebody set outside of the project, only its last
 * part counts.
 */
export function findLinkOut(root: string, path: string): string | undefined {
  const inside = relative(root, path);
  const parts = isInside(inside) ? inside.split(sep) : [];
  let at = root;
  for (const part of parts) {
    at = join(at, part);
    if (leadsOut(root, at)) return at;
  }
  return parts.length === 0 && leadsOut(root, path) ? path : undefined;
}

function leadsOut(root: string, path: string): boolean {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return false;
  return !isInside(relative(realpathSync(root), whereTo(path)));
}

/** Also where nothing is there. */
function whereTo(link: string): string {
  try {
    return realpathSync(link);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return resolve(realpathSync(dirname(link)), readlinkSync(link));
  }
}

function isInside(path: string): boolean {
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

import { statSync } from 'node:fs';

/**
 * Runs `action` with a file mode mask under which every new file gives others at most the
 * permissions that the file at `path` gives them, where there is one: a build's drafts and artifacts hold what it holds.
 */
export async function restrictNewFiles<T>(path: string, action: () => Promise<T>): Promise<T> {
  const published = permissionsOf(path);
  if (published === undefined) return action();
  const before = process.umask();
  process.umask(before | (0o066 & ~published));
  try {
    return await action();
  } finally {
    process.umask(before);
  }
}

function permissionsOf(path: string): number | undefined {
  try {
    return statSync(path).mode;
  } catch {
    // Where it cannot be looked at, the build says why.
    return undefined;
  }
}

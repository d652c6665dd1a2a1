import { dirname, join, resolve } from 'node:path';
import { CrmError } from '../base/errors/crm-error.ts';
import { isThere } from '../base/files/is-there.ts';

/** The file that makes a directory a project. */
export const projectFileName = 'crm_project.yml';

const misnamed = ['crm_project.yaml', 'dbt_project.yml', 'dbt_project.yaml'];

/**
 * Absolute path of the nearest directory at or above `directory` that has a project file. Throws
 * CrmError `no-project`.
 */
export function findProject(directory: string): string {
  const start = resolve(directory);
  if (!isThere(start))
    throw new CrmError('no-project', {
      path: start,
      reason: `the directory ${start} does not exist`,
    });
  for (let directory = start; ; directory = dirname(directory)) {
    if (isThere(join(directory, projectFileName))) return directory;
    if (dirname(directory) === directory) break;
  }
  const other = misnamed.find(name => isThere(join(start, name)));
  const hint =
    other === undefined
      ? "run 'crm-run init' to make one, or name its directory with --project-dir"
      : `rename ${other} to ${projectFileName}`;
  const reason = `there is no ${projectFileName} in ${start} or above`;
  throw new CrmError('no-project', { path: start, reason, hint });
}

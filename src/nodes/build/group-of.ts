import { CrmError } from '../../base/errors/crm-error.ts';
import { suggest } from '../../base/text/nearest.ts';
import type { Config } from '../render/resolve-config.ts';
import type { BuildState } from './build-state.ts';

/** The group that a config names; one that no YAML file declares is an error. */
export function groupOf({ project, errors }: BuildState, config: Config): string | undefined {
  const name = config.text('group');
  const names = project.groups.map(group => group.name.value);
  if (name === undefined || names.includes(name)) return name;
  errors.push(
    new CrmError(
      'unknown-group',
      {
        name,
        ...suggest(name, names, 'the groups are', 'declare it below groups: in a YAML file'),
      },
      { location: config.entries.get('group')?.location },
    ),
  );
  return undefined;
}

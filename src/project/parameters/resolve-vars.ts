import { CrmError } from '../../base/errors/crm-error.ts';
import { suggest } from '../../base/text/nearest.ts';
import type { Reading } from '../shapes/shape.ts';
import { toJson, type YamlEntry, type YamlMap } from '../yaml/yaml-value.ts';
import { checkParameterValue } from './check-parameter-value.ts';
import type { Parameter, VarOrigin, VarSetting } from './parameter.ts';

/** The maps that set vars; the later ones win. */
export interface VarLayers {
  /** Name of the project, under which `vars` may hold a map of its own, as in dbt. */
  readonly project: string | undefined;
  readonly vars: YamlMap | undefined;
  readonly target: YamlMap | undefined;
  readonly given: YamlMap | undefined;
}

/**
 * The value of every var, and where it was set. Each value is checked against the parameter of its
 * name; where a project declares parameters, a var that is none of them is an error.
 */
export function resolveVars(
  parameters: readonly Parameter[],
  { project, vars, target, given }: VarLayers,
  reading: Reading,
): ReadonlyMap<string, VarSetting> {
  const byName = new Map(parameters.map(parameter => [parameter.name.value, parameter]));
  const settings = new Map<string, VarSetting>();
  for (const parameter of parameters) {
    const { value: name, location } = parameter.name;
    settings.set(name, { name, value: parameter.default, origin: 'default', location, parameter });
  }
  const add = (name: string, { value, keyLocation }: YamlEntry, origin: VarOrigin) => {
    const parameter = byName.get(name);
    if (parameter === undefined && byName.size > 0) {
      const near = suggest(name, byName.keys(), 'the parameters are', undeclared);
      const error = new CrmError('unknown-var', { name, isUndeclared: true, ...near });
      reading.errors.push(error.with({ location: keyLocation }));
      return;
    }
    if (parameter !== undefined && !checkParameterValue(parameter, value, reading)) return;
    const { location } = value;
    settings.set(name, { name, value: toJson(value), origin, location, parameter });
  };
  for (const [name, entry] of projectVars(project, vars)) add(name, entry, 'project');
  for (const [name, entry] of target?.entries ?? []) add(name, entry, 'target');
  for (const [name, entry] of given?.entries ?? []) add(name, entry, 'command line');
  return settings;
}

const undeclared = "declare it below 'parameters:' in a property file, or take it out";

/** As in dbt, vars under the project's own name are its own, and win over the global ones. */
function projectVars(
  project: string | undefined,
  vars: YamlMap | undefined,
): ReadonlyMap<string, YamlEntry> {
  if (vars === undefined) return new Map();
  const own = project === undefined ? undefined : vars.entries.get(project)?.value;
  if (project === undefined || own?.kind !== 'map') return vars.entries;
  const global = [...vars.entries].filter(([name]) => name !== project);
  return new Map([...global, ...own.entries]);
}

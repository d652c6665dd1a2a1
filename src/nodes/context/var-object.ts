import { CrmError } from '../../base/errors/crm-error.ts';
import type { JsonObject } from '../../base/text/json.ts';
import { nearest } from '../../base/text/nearest.ts';
import { bindArguments } from '../../jinja/values/bind-arguments.ts';
import { fromJson } from '../../jinja/values/json-value.ts';
import { takeText } from '../../jinja/values/take.ts';
import { Callable, type Value } from '../../jinja/values/value.ts';
import { FixedObject } from './fixed-object.ts';

export interface VarSettings {
  readonly vars: JsonObject;
  /** Filled with the names that templates ask var() for. */
  readonly varNames: Set<string>;
}

/** dbt's `var(name, default)` and `var.has_var(name)`. */
export function varObject({ vars, varNames }: VarSettings): Value {
  const call = new Callable('var', args => {
    const [key, fallback] = bindArguments('var()', args, ['name', 'default'], 1);
    const name = takeText('var()', key);
    varNames.add(name);
    const value = Object.hasOwn(vars, name) ? vars[name] : undefined;
    if (value !== undefined) return fromJson(value);
    if (fallback !== undefined) return fallback;
    throw new CrmError('unknown-var', {
      name,
      nearest: nearest(name, Object.keys(vars)),
      hint: `set it below vars in crm_project.yml, or with --vars '{${name}: …}'`,
    });
  });
  const hasVar = new Callable('has_var', args => {
    const [key] = bindArguments('var.has_var()', args, ['name'], 1);
    const name = takeText('var.has_var()', key);
    varNames.add(name);
    return Object.hasOwn(vars, name);
  });
  return new FixedObject('var', { has_var: hasVar }, call);
}

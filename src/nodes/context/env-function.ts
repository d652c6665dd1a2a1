import { CrmError } from '../../base/errors/crm-error.ts';
import { isSecretName } from '../../base/text/secrets.ts';
import { bindArguments } from '../../jinja/values/bind-arguments.ts';
import { takeText } from '../../jinja/values/take.ts';
import { Callable } from '../../jinja/values/value.ts';

/** dbt's `env_var(name, default)`; secrets are refused, because templates end in SQL and in artifacts. */
export function envFunction(env: Readonly<Record<string, string | undefined>>): Callable {
  return new Callable('env_var', args => {
    const [key, fallback] = bindArguments('env_var()', args, ['name', 'default'], 1);
    const name = takeText('env_var()', key);
    if (isSecretName(name)) {
      throw new CrmError('secret-env-var', {
        name,
        hint: 'only the targets of crm_project.yml may read it; templates end in SQL and in artifacts',
      });
    }
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value !== undefined) return value;
    if (fallback !== undefined) return fallback;
    throw new CrmError('unknown-env-var', {
      name,
      hint: `set it, or give a default: env_var('${name}', '…')`,
    });
  });
}

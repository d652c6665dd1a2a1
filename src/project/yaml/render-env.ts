import { CrmError } from '../../base/errors/crm-error.ts';
import type { Located } from '../../base/errors/source-location.ts';
import { nearestHint } from '../../base/text/nearest.ts';
import { isSecretName, shortestSecret } from '../../base/text/secrets.ts';
import { isTemplate } from './yaml-value.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const expression = /\{\{(.*?)\}\}/gs;
const text = String.raw`(?:'([^'\\]*)'|"([^"\\]*)")`;
const call = new RegExp(String.raw`^\s*env_var\(\s*${text}\s*(?:,\s*${text}\s*)?,?\s*\)\s*$`);

/**
 * Renders the calls of env_var() in a value of a target. Nothing else of Jinja is available there,
 * since targets are read before any macro. Throws CrmError `template-unsupported`, `unknown-env-var`
 * or `secret-env-var`.
 */
export function renderEnv({ value, location }: Located<string>, env: Environment): string {
  const rest = value.replaceAll(expression, (whole, inner) => (call.test(inner) ? '' : whole));
  if (isTemplate(rest)) {
    const hint = "write {{ env_var('NAME') }} or {{ env_var('NAME', 'default') }}";
    const message = 'a target can call env_var() and nothing else';
    throw new CrmError('template-unsupported', { reason: message, hint }, { location });
  }
  return value.replaceAll(expression, (_, inner: string) => {
    const found = call.exec(inner) ?? [];
    const name = found[1] ?? found[2] ?? '';
    const given = Object.hasOwn(env, name) ? env[name] : undefined;
    if (isSecretName(name) && given !== undefined && given.trim().length < shortestSecret) {
      const message = `the secret '${name}' has fewer than ${shortestSecret} characters`;
      const hint =
        'it could not be kept out of what is printed; rename the variable, or set another';
      throw new CrmError('secret-env-var', { name, reason: message, hint }, { location });
    }
    const value = given ?? found[3] ?? found[4];
    if (value !== undefined) return value;

    const fallback = `set it, or give a default: {{ env_var('${name}', '…') }}`;
    const hint = nearestHint(name, Object.keys(env)) ?? fallback;
    throw new CrmError('unknown-env-var', { name, hint }, { location });
  });
}

import { didYouMean, errorKind, type Reason, reasonKind, type UnknownName } from '../error-kind.ts';

interface UndefinedName extends Reason {
  readonly name: string;
}

interface UnknownMacro extends UnknownName {
  /** What the name was taken for, such as "macro or function". */
  readonly what?: string;
}

interface UnknownVar extends UnknownName {
  /** True where a value is given that nothing reads. */
  readonly isUnread?: boolean;
  /** True for a var that is set, and that the project does not declare. */
  readonly isUndeclared?: boolean;
}

interface EnvVar {
  readonly name: string;
  readonly hint?: string | undefined;
}

interface SecretEnvVar extends EnvVar {
  /** Why it cannot be read; left out where it is read outside of a target. */
  readonly reason?: string;
}

/** Codes of templates: models, macros, tests and YAML that is rendered. */
export const templateKinds = {
  'template-syntax': reasonKind(
    'a template does not parse',
    'Correct the Jinja at the place that the message names.',
  ),
  'template-unsupported': reasonKind(
    'a template or file uses something of Jinja or dbt that crm-run does not have',
    'Write it in another way; the hint names one where there is one.',
  ),
  'template-undefined': reasonKind<UndefinedName>(
    'a template uses a name that is not defined',
    'Correct the name, or define it with `set` or as a macro argument.',
  ),
  'template-error': reasonKind(
    'an expression of a template fails',
    'Correct the expression; the trace lists the macro calls that led to it.',
  ),
  'template-limit': reasonKind(
    'a template needs more text, items, depth or time than it may',
    'Look for a loop or macro without an end; put large data into a seed.',
  ),
  'raised-by-template': reasonKind(
    'a template called `exceptions.raise_compiler_error`',
    'Do what the message says: it is written in the template.',
  ),
  'unknown-macro': errorKind<UnknownMacro>(
    'a template calls a macro that does not exist',
    'Correct the name, or add the macro to a directory of `macro-paths`.',
    ({ name, what = 'macro', ...near }) => ({
      message: `there is no ${what} '${name}'`,
      hint: didYouMean(near),
    }),
  ),
  'unknown-var': errorKind<UnknownVar>(
    'a var has no value, or a value is given that nothing declares or reads',
    'Correct the name, or give the var a value.',
    ({ name, isUnread = false, isUndeclared = false, ...near }) => ({
      message: isUnread
        ? `nothing in the project reads the var '${name}'`
        : isUndeclared
          ? `the project has no parameter '${name}'`
          : `the var '${name}' has no value and no default`,
      hint: didYouMean(near),
    }),
  ),
  'unknown-env-var': errorKind<EnvVar>(
    'an environment variable is not set and has no default',
    'Set it, or give `env_var` a default.',
    ({ name, hint }) => ({ message: `the environment variable '${name}' is not set`, hint }),
  ),
  'secret-env-var': errorKind<SecretEnvVar>(
    'a secret environment variable is read where it would end in SQL or artifacts',
    'Read it in a target of crm_project.yml, or rename the variable if it is not secret.',
    ({ name, reason = `the secret '${name}' is read outside of a target`, hint }) => ({
      message: reason,
      hint,
    }),
  ),
};

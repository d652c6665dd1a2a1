import { isAbsolute, join } from 'node:path';
import { CrmError } from '../../base/errors/crm-error.ts';
import { collectError } from '../../base/errors/known-errors.ts';
import type { Located, SourceLocation } from '../../base/errors/source-location.ts';
import { suggest } from '../../base/text/nearest.ts';
import { databasePathProblem } from '../../dialect/names/database-path.ts';
import { ownAliases } from '../../dialect/names/own-aliases.ts';
import { settingProblem } from '../../dialect/statements/setting-range.ts';
import type { Target } from '../project.ts';
import { listOf, mapOf } from '../shapes/collection-shapes.ts';
import { unsupportedKeys, unsupportedTargets } from '../shapes/not-carried-out.ts';
import { object, optional, required } from '../shapes/object-shape.ts';
import { boolean, located, oneOf, type Reading, scalar, text, yamlMap } from '../shapes/shape.ts';
import { type Environment, renderEnv } from '../yaml/render-env.ts';
import type { YamlMap } from '../yaml/yaml-value.ts';

/** The shape of a target. */
export const targetObject = object({
  noun: 'a target',
  fields: {
    type: required(oneOf(['duckdb'], unsupportedTargets)),
    path: required(located(text)),
    schema: optional(located(text)),
    raw_path_changes: optional(boolean),
    settings: optional(mapOf(located(scalar))),
    vars: optional(yamlMap),
    attach: optional(
      listOf(
        object({
          noun: "an entry of 'attach'",
          fields: { path: required(located(text)), alias: required(located(text)) },
          notSupported: unsupportedKeys.attach,
        }),
      ),
    ),
  },
  notSupported: unsupportedKeys.target,
  elsewhere: {
    threads: "put it under 'settings'",
    memory_limit: "put it under 'settings'",
    temp_directory: "put it under 'settings'",
  },
});

/** What a target is chosen by. */
export interface TargetChoice {
  readonly root: string;
  /** The `targets` of crm_project.yml. */
  readonly targets: YamlMap;
  /** The `target` of crm_project.yml. */
  readonly standard: Located<string> | undefined;
  /** The target of the command line. */
  readonly given: string | undefined;
  readonly env: Environment;
}

/**
 * Checks every target and gives the chosen one, its env_var() calls rendered and its paths absolute;
 * undefined when something is wrong with it, which is reported.
 */
export function readTarget(choice: TargetChoice, reading: Reading): Target | undefined {
  const chosen = collectError(reading.errors, () => chooseTarget(choice));
  let target: Target | undefined;
  for (const [name, { value, keyLocation }] of choice.targets.entries) {
    const map = yamlMap.read(value, `the target '${name}'`, reading);
    const read = map && targetObject.read({ ...map, location: keyLocation }, name, reading);
    if (read !== undefined && name === chosen) target = renderTarget(name, read, choice, reading);
  }
  return target;
}

function unknownTarget(name: string, names: readonly string[]): CrmError {
  return new CrmError('unknown-target', { name, ...suggest(name, names, 'the targets are') });
}

function chooseTarget({ targets, standard, given, env }: TargetChoice): string {
  const names = [...targets.entries.keys()];

  if (given !== undefined) {
    if (names.includes(given)) return given;
    throw unknownTarget(given, names);
  }
  if (standard !== undefined) {
    const name = renderEnv(standard, env);
    if (names.includes(name)) return name;
    throw unknownTarget(name, names).with({ location: standard.location });
  }
  const [only, ...more] = names;
  if (only !== undefined && more.length === 0) return only;
  const { location } = targets;
  if (only === undefined)
    throw new CrmError(
      'missing-key',
      { key: 'targets', reason: "'targets' is empty" },
      { location },
    );
  const hint = `write target: ${only}`;
  const message = "with several targets, crm_project.yml needs the key 'target'";
  throw new CrmError('missing-key', { key: 'target', reason: message, hint }, { location });
}

type TargetEntries = NonNullable<ReturnType<typeof targetObject.read>>;

function renderTarget(
  name: string,
  read: TargetEntries,
  { root, env }: TargetChoice,
  { errors }: Reading,
): Target | undefined {
  const before = errors.length;
  const render = (value: Located<string>) => collectError(errors, () => renderEnv(value, env));
  const renderPath = (value: Located<string>, what: string) => {
    const path = render(value);
    if (path === undefined) return '';
    const absolute = isAbsolute(path) ? path : join(root, path);
    const problem = pathProblem(path, absolute, what, value.location);
    if (problem !== undefined) errors.push(problem);
    return absolute;
  };
  const settings = Object.entries(read.settings ?? {}).map(([key, { value, location }]) => [
    key,
    typeof value === 'string' ? (render({ value, location }) ?? '') : value,
  ]);
  const target: Target = {
    name,
    type: 'duckdb',
    path: renderPath(read.path, "the 'path' of a target"),
    schema: (read.schema && render(read.schema)) || 'main',
    settings: Object.fromEntries(settings),
    settingLocations: Object.fromEntries(
      Object.entries(read.settings ?? {}).map(([key, { location }]) => [key, location]),
    ),
    rawPathChanges: read.raw_path_changes ?? false,
    vars: read.vars,
    attach: (read.attach ?? []).map(({ path, alias }) => ({
      alias: render(alias) ?? '',
      path: renderPath(path, "the 'path' of an attached database"),
    })),
  };
  checkAliases(read.attach ?? [], errors);
  for (const [key, { location }] of Object.entries(read.settings ?? {})) {
    const problem = settingProblem(key, target.settings[key] ?? '');
    if (problem === undefined) continue;
    errors.push(
      new CrmError('invalid-value', { reason: `the setting '${key}' ${problem}` }, { location }),
    );
  }
  return errors.length > before ? undefined : target;
}

function checkAliases(attach: NonNullable<TargetEntries['attach']>, errors: CrmError[]): void {
  const seen = new Set<string>();
  for (const { alias } of attach) {
    const name = alias.value.toLowerCase();
    if (ownAliases.has(name)) {
      const message = `the alias '${alias.value}' is the name of a database that builds work with`;
      errors.push(new CrmError('invalid-value', { reason: message }, { location: alias.location }));
    }
    if (seen.has(name)) {
      const message = `two attached databases have the alias '${alias.value}'`;
      errors.push(
        new CrmError(
          'duplicate-name',
          { name: alias.value, reason: message },
          { location: alias.location },
        ),
      );
    }
    seen.add(name);
  }
}

/** Builds are renamed into place, which takes a file of this machine. */
function pathProblem(
  path: string,
  absolute: string,
  what: string,
  location: SourceLocation,
): CrmError | undefined {
  const hint = 'for example warehouse/crm.duckdb';
  if (path.trim() === '') {
    return new CrmError('invalid-value', { reason: `${what} is empty`, hint }, { location });
  }
  if (path.startsWith(':memory:') || /^[a-z][a-z0-9+]+:/i.test(path)) {
    const message = `${what} has to be a file on this machine, not '${path}'`;
    return new CrmError('invalid-value', { reason: message, hint }, { location });
  }
  const problem = databasePathProblem(absolute);
  if (problem === undefined) return undefined;
  const message = `${what} cannot be '${absolute}': ${problem}`;
  return new CrmError(
    'invalid-value',
    {
      reason: message,
      hint: "write a path without '?', an absolute one if the project's own directory has it",
    },
    { location },
  );
}

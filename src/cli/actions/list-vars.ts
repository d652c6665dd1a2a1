import { stringify } from 'yaml';
import { CrmError, CrmErrors } from '../../base/errors/crm-error.ts';
import { formatLocation } from '../../base/errors/source-location.ts';
import type { Json, JsonObject } from '../../base/text/json.ts';
import { suggest } from '../../base/text/nearest.ts';
import { formatTable } from '../../output/text/format-table.ts';
import { visibleJson } from '../../output/text/visible-text.ts';
import { describeParameter } from '../../project/parameters/describe-parameter.ts';
import type { VarSetting } from '../../project/parameters/parameter.ts';
import type { VarsOptions } from '../arguments/command-options.ts';
import type { Invocation } from '../arguments/invocation.ts';
import { streamStyle } from '../terminal/use-colors.ts';
import { openWorkspace } from './workspace.ts';

/** Prints vars with their values on stdout. Gives the exit code. */
export async function listVars(
  invocation: Invocation,
  names: readonly string[],
  options: VarsOptions,
): Promise<number> {
  const { project } = await openWorkspace(invocation, options);
  const settings = named(project.varSettings, names);
  const { stdout } = invocation.terminal;
  if (options.output === 'json') {
    stdout.writeData(
      settings.map(each => `${visibleJson(JSON.stringify(varData(each)))}\n`).join(''),
    );
  } else if (options.output === 'yaml') {
    const vars = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
    stdout.writeData(stringify({ vars }));
  } else if (names.length > 0)
    stdout.write(
      settings
        .flatMap(details)
        .map(line => `${line}\n`)
        .join(''),
    );
  else printTable(invocation, settings, options);
  return 0;
}

/** The vars of these names, all of them unless any is given. Throws CrmErrors for unknown ones. */
function named(
  settings: ReadonlyMap<string, VarSetting>,
  names: readonly string[],
): readonly VarSetting[] {
  if (names.length === 0) return [...settings.values()];
  const errors = names
    .filter(name => !settings.has(name))
    .map(name => {
      const near = suggest(
        name,
        settings.keys(),
        'the vars are',
        'crm-run vars prints all of them',
      );
      return new CrmError('unknown-var', { name, isUndeclared: true, ...near });
    });
  if (errors.length > 0) throw new CrmErrors(errors);
  return names.flatMap(name => settings.get(name) ?? []);
}

/** A var for machines. */
export function varData(setting: VarSetting): JsonObject {
  const { name, value, origin, location, parameter } = setting;
  const declared: Record<string, Json> = {};
  if (parameter !== undefined) {
    const { type, nullable, min, max, above, below, choices, unit, description } = parameter;
    const limits = { min, max, above, below, choices, unit };
    const given = Object.entries(limits).filter(([, limit]) => limit !== undefined);
    Object.assign(declared, { type, nullable, ...Object.fromEntries(given), description });
  }
  return {
    ...{ resource_type: 'var', name, value, default: parameter?.default ?? null, origin },
    location: { ...location },
    ...declared,
  };
}

function printTable(
  { terminal }: Invocation,
  settings: readonly VarSetting[],
  options: VarsOptions,
): void {
  const { stdout } = terminal;
  const columns = ['name', 'value', 'default', 'set by'].map(name => ({ name, type: 'VARCHAR' }));
  const rows = settings.map(({ name, value, origin, location, parameter }) => [
    name,
    shown(value),
    parameter === undefined ? '' : shown(parameter.default),
    origin === 'default' ? origin : `${origin} (${formatLocation(location)})`,
  ]);
  const style = streamStyle(stdout, terminal, !options.color);
  const lines = formatTable({ columns, rows }, { width: stdout.width, style });
  stdout.write(`${lines.join('\n')}\n`);
}

function details(setting: VarSetting): readonly string[] {
  const { name, value, origin, location, parameter } = setting;
  const lines = [`${name}: ${shown(value)}`, `  set by    ${origin} (${formatLocation(location)})`];
  if (parameter === undefined) return lines;
  return [
    ...lines,
    `  default   ${shown(parameter.default)}`,
    `  takes     ${describeParameter(parameter)}`,
    `  does      ${parameter.description}`,
  ];
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

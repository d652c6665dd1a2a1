import { CrmError } from '../../base/errors/crm-error.ts';
import { collectError } from '../../base/errors/known-errors.ts';
import { formatLocation } from '../../base/errors/source-location.ts';
import type { Template } from '../../jinja/syntax/parse-template.ts';
import { locate } from '../../jinja/syntax/template-source.ts';
import type { Project } from '../../project/project.ts';
import { unsupportedMacro } from '../../project/shapes/unsupported-macros.ts';
import type { PropertyIndex } from '../build/property-index.ts';
import type { MacroInfo } from '../node.ts';
import { parseNodeTemplate } from '../render/parse-node-template.ts';
import { builtInTests } from './built-in-tests.ts';
import type { LibraryMacro, MacroLibrary } from './macro-library.ts';
import { contextNames } from './node-context.ts';
import { unsupportedName } from './unsupported-names.ts';

/** Parses the macros and generic tests of a project. Errors of all files are collected. */
export function readMacros(project: Project, errors: CrmError[]): MacroLibrary {
  const macros = new Map<string, LibraryMacro>();
  const tests = new Map<string, LibraryMacro>();
  for (const file of [...project.files.macros, ...project.files.genericTests]) {
    const template = collectError(errors, () =>
      parseNodeTemplate({ file: file.path, text: file.text }),
    );
    if (template === undefined) continue;
    errors.push(...neverCalled(template, project.name));
    addMacros(template, macros, tests, errors);
  }
  for (const [name, text] of Object.entries(builtInTests)) {
    if (tests.has(name)) continue;
    addMacros(parseNodeTemplate({ file: `<built-in>/${name}.sql`, text }), macros, tests, errors);
  }
  return { macros, tests };
}

/** Macros in place of dbt's own, which dbt would call and nothing here does. */
function neverCalled({ source, body }: Template, projectName: string): readonly CrmError[] {
  return body.flatMap(node => {
    if (node.kind !== 'macro') return [];
    const { name, parameters } = node.definition;
    const isTest = name.startsWith('test_') && parameters[0]?.name === 'model';
    const hint =
      unsupportedMacro(name, projectName) ??
      (isTest ? `write {% test ${name.slice('test_'.length)}(model, …) %}` : undefined);
    if (hint === undefined) return [];
    const message = `the macro '${name}' is one that dbt calls by itself, and crm-run does not`;
    const location = locate(source, node.at);
    return [new CrmError('template-unsupported', { reason: message, hint }, { location })];
  });
}

function addMacros(
  { source, body }: Template,
  macros: Map<string, LibraryMacro>,
  tests: Map<string, LibraryMacro>,
  errors: CrmError[],
): void {
  for (const node of body) {
    const location = locate(source, node.at);
    if (node.kind === 'text') continue;
    if (node.kind !== 'macro' && node.kind !== 'test-block') {
      const message = 'a macro file holds macros and generic tests, nothing that renders or sets';
      const hint = 'put it inside of a macro';
      errors.push(new CrmError('template-unsupported', { reason: message, hint }, { location }));
      continue;
    }
    const { definition } = node;
    const { name } = definition;
    const [what, table] =
      node.kind === 'macro' ? (['macro', macros] as const) : (['generic test', tests] as const);
    const earlier = table.get(name);
    if (earlier !== undefined) {
      const place = formatLocation(locate(earlier.source, earlier.definition.at));
      const message = `the ${what} '${name}' is also defined at ${place}`;
      errors.push(
        new CrmError(
          'duplicate-name',
          { name, reason: message, hint: 'rename one of the two' },
          { location },
        ),
      );
    } else if (
      what === 'macro' &&
      (contextNames.includes(name) || unsupportedName(name) !== undefined)
    ) {
      const message = `the macro '${name}' has the name of something that templates already have`;
      errors.push(
        new CrmError(
          'duplicate-name',
          { name, reason: message, hint: 'rename the macro' },
          { location },
        ),
      );
    } else table.set(name, { definition, source });
  }
}

/** The project's own macros and generic tests, for the artifacts; sorted by name. */
export function macroInfos(
  project: Project,
  { macros, tests }: MacroLibrary,
  properties: PropertyIndex,
): readonly MacroInfo[] {
  const named = [
    ...macros,
    ...[...tests].map(([name, test]) => [`test_${name}`, test] as const),
  ].filter(([, { source }]) => !source.file.startsWith('<'));
  return named
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { definition, source }]) => ({
      patchFile: properties.get('macro', name)?.name.location.file,
      uniqueId: `macro.${project.name}.${name}`,
      name,
      originalFilePath: source.file,
      macroSql: definition.source,
      description: properties.get('macro', name)?.description ?? '',
      location: locate(source, definition.at),
    }));
}

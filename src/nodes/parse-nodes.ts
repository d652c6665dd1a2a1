import { CrmError } from '../base/errors/crm-error.ts';
import { formatLocation } from '../base/errors/source-location.ts';
import type { ColumnProperties, DataTestProperties, Project } from '../project/project.ts';
import { buildExposure } from './build/build-exposure.ts';
import { buildGenericTest } from './build/build-generic-test.ts';
import { buildHook } from './build/build-hook.ts';
import { buildModel } from './build/build-model.ts';
import { buildSeed } from './build/build-seed.ts';
import { buildSingularTest } from './build/build-singular-test.ts';
import { buildSource } from './build/build-source.ts';
import type { BuildState } from './build/build-state.ts';
import { buildUnitTest } from './build/build-unit-test.ts';
import { stem } from './build/file-paths.ts';
import { PropertyIndex } from './build/property-index.ts';
import type { Compiler, Resolver } from './compiler.ts';
import { DateValue } from './context/date-value.ts';
import type { TemplateLog } from './context/node-context.ts';
import { macroInfos, readMacros } from './context/read-macros.ts';
import { createCompiler } from './create-compiler.ts';
import type { GroupInfo, MacroInfo, ModelNode, Node, SeedNode, SourceNode } from './node.ts';
import { addVarNames } from './render/var-names.ts';

/** What templates see of the world outside of the project. */
export interface ParseOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly runStartedAt: Date;
  /** Messages of log() and exceptions.warn(), as nodes are compiled. */
  readonly log: TemplateLog;
}

/** The nodes of a project and what is wrong with them. */
export interface ParsedProject {
  readonly nodes: readonly Node[];
  readonly macros: readonly MacroInfo[];
  readonly groups: readonly GroupInfo[];
  /** Errors of all files; a node with an error is among the nodes as far as it could be read. */
  readonly errors: readonly CrmError[];
  /** Names that a template, macro or YAML file asks var() for. */
  readonly varNames: ReadonlySet<string>;
  createCompiler(resolver: Resolver): Compiler;
}

/** Reads all templates and YAML of a project into nodes. Never throws CrmError: it collects them. */
export function parseNodes(project: Project, options: ParseOptions): ParsedProject {
  const errors: CrmError[] = [];
  const properties = new PropertyIndex(project, errors);
  const library = readMacros(project, errors);
  const settings = {
    projectName: project.name,
    target: project.target,
    vars: project.vars,
    env: options.env,
    runStartedAt: new DateValue(options.runStartedAt),
    library,
    varNames: new Set<string>(),
    macroValues: {},
  };
  for (const { definition } of [...library.macros.values(), ...library.tests.values()]) {
    addVarNames(definition.body, settings.varNames);
  }
  const state: BuildState = { project, settings, nodes: [], errors, renderers: new Map() };
  buildRelations(state, properties);
  for (const file of project.files.singularTests) {
    state.nodes.push(buildSingularTest(state, file, properties.get('data_test', stem(file.path))));
  }
  for (const unitTest of project.unitTests) state.nodes.push(buildUnitTest(state, unitTest));
  for (const exposure of project.exposures) state.nodes.push(buildExposure(state, exposure));
  for (const [at, hook] of project.onRunStart.entries()) {
    state.nodes.push(buildHook(state, 'on-run-start', at, hook));
  }
  for (const [at, hook] of project.onRunEnd.entries()) {
    state.nodes.push(buildHook(state, 'on-run-end', at, hook));
  }
  errors.push(
    ...properties.unattached({
      model: project.files.models.map(({ path }) => stem(path)),
      seed: project.files.seeds.map(({ path }) => stem(path)),
      macro: [
        ...library.macros.keys(),
        ...[...library.tests.keys()].flatMap(name => [name, `test_${name}`]),
      ],
      data_test: project.files.singularTests.map(({ path }) => stem(path)),
    }),
  );
  return {
    nodes: state.nodes,
    macros: macroInfos(project, library, properties),
    groups: groupInfos(project),
    errors,
    varNames: settings.varNames,
    createCompiler: resolver => createCompiler(state, resolver, options.log),
  };
}

function groupInfos({ name: project, groups }: Project): readonly GroupInfo[] {
  return groups.map(({ name, ...group }) => ({
    ...group,
    name: name.value,
    uniqueId: `group.${project}.${name.value}`,
    originalFilePath: name.location.file,
  }));
}

/** Models, seeds and sources, each followed by the generic tests on it. */
function buildRelations(state: BuildState, properties: PropertyIndex): void {
  const { project } = state;
  const seen = new Map<string, DataTestProperties>();
  for (const file of project.files.models) {
    const own = properties.get('model', stem(file.path));
    const model = buildModel(state, file, own);
    state.nodes.push(model);
    if (own !== undefined) buildTests(state, model, own.dataTests, own.columns, seen);
  }
  for (const file of project.files.seeds) {
    const own = properties.get('seed', stem(file.path));
    const seed = buildSeed(state, file, own);
    state.nodes.push(seed);
    if (own !== undefined) buildTests(state, seed, own.dataTests, own.columns, seen);
  }
  for (const table of project.sources) {
    const source = buildSource(state, table);
    state.nodes.push(source);
    buildTests(state, source, table.dataTests, table.columns, seen);
  }
}

function buildTests(
  state: BuildState,
  target: ModelNode | SeedNode | SourceNode,
  onTable: readonly DataTestProperties[],
  columns: readonly ColumnProperties[],
  seen: Map<string, DataTestProperties>,
): void {
  const entries = [
    ...onTable.map(test => ({ column: undefined, test })),
    ...columns.flatMap(column => column.dataTests.map(test => ({ column, test }))),
  ];
  for (const { column, test } of entries) {
    const node = buildGenericTest(state, target, column, test);
    if (node === undefined) continue;
    const earlier = seen.get(node.uniqueId);
    if (earlier === undefined) {
      seen.set(node.uniqueId, test);
      state.nodes.push(node);
      continue;
    }
    const place = formatLocation(earlier.test.location);
    state.errors.push(
      new CrmError(
        'duplicate-name',
        {
          name: node.name,
          reason: `the data test '${node.name}' is also at ${place}`,
          hint: 'take one of the two out, or give one a name',
        },
        { location: node.location },
      ),
    );
  }
}

import { join } from 'node:path';
import { CrmError } from '../base/errors/crm-error.ts';
import { collectError } from '../base/errors/known-errors.ts';
import { targetDirectory } from '../base/files/target-directory.ts';
import type { JsonObject } from '../base/text/json.ts';
import { lookUpDirectoryConfig } from './config/directory-config.ts';
import { readDirectoryConfigs } from './config/project-directory-config.ts';
import { collectFiles, resolvePaths } from './files/collect-files.ts';
import { readText } from './files/read-text.ts';
import { findProject, projectFileName } from './find-project.ts';
import { resolveVars } from './parameters/resolve-vars.ts';
import type { LoadedProject, Project, Target } from './project.ts';
import { readProperties } from './properties/read-properties.ts';
import { checkDatabases } from './settings/check-databases.ts';
import { type ProjectFile, readProjectFile } from './settings/project-file.ts';
import { readTarget } from './settings/read-target.ts';
import type { Environment } from './yaml/render-env.ts';
import { cachedYamlReader, plainYamlReader, type YamlReader } from './yaml/yaml-cache.ts';
import type { YamlMap } from './yaml/yaml-value.ts';
import { yamlFromJson } from './yaml/yaml-value.ts';

/** Where to look for a project and how to build it. */
export interface LoadProjectOptions {
  /** The project's directory, or one below it. */
  readonly projectDir: string;
  /** The target to build in, instead of the project's own choice. */
  readonly targetName?: string | undefined;
  /** Vars of the command line; they win over those of the project. */
  readonly vars?: JsonObject | undefined;
  /** The same with places, for errors; used instead of `vars`. */
  readonly given?: YamlMap | undefined;
  readonly env: Environment;
  /** Tells this build of the program from others; with it, parsed YAML is cached in `target/`. */
  readonly cacheStamp?: string | undefined;
}

const cacheFile = join(targetDirectory, 'parsed_yaml.bin');

/**
 * Reads a project: crm_project.yml, the files of its directories and their property YAML. All that is
 * wrong with any of them comes back together. Throws CrmError `no-project` only.
 */
export function loadProject(options: LoadProjectOptions): LoadedProject {
  const root = findProject(options.projectDir);
  const errors: CrmError[] = [];
  const { cacheStamp } = options;
  const yaml =
    cacheStamp === undefined
      ? plainYamlReader
      : cachedYamlReader(join(root, cacheFile), cacheStamp);
  const file = collectError(errors, () => readConfigFile(root, yaml, errors));
  if (file === undefined) return { project: emptyProject(root, options), errors };
  const paths = resolvePaths(root, writtenPaths(file), errors);
  const { properties, fixtures, ...files } = collectFiles(root, paths, errors);
  const reader = { paths: fixtures, read: (path: string) => readText(root, path) };
  const described = readProperties(properties, yaml, reader, errors);
  yaml.save();
  const target = chooseTarget(root, file, options, errors);
  if (target !== undefined) checkDatabases(described.sources, target, errors);
  const layers = {
    ...{ project: file.name, vars: file.vars, target: target?.vars },
    given: options.given ?? givenMap(options.vars),
  };
  const settings = resolveVars(described.parameters, layers, { errors, templates: false });
  const found = { ...files, properties, fixtures };
  const configs = readDirectoryConfigs(file, found, described.unitTests, errors);
  const project: Project = {
    root,
    name: file.name ?? '',
    version: file.version ?? '',
    configFile: projectFileName,
    target: target ?? noTarget(root, options),
    vars: Object.fromEntries([...settings].map(([name, { value }]) => [name, value])),
    varSettings: settings,
    paths,
    onRunStart: file['on-run-start'] ?? [],
    onRunEnd: file['on-run-end'] ?? [],
    files: { ...files, properties: properties.map(({ path }) => path) },
    ...described,
    directoryConfig: (kind, fqn) => lookUpDirectoryConfig(configs[kind], fqn),
  };
  return { project, errors };
}

function readConfigFile(
  root: string,
  yaml: YamlReader,
  errors: CrmError[],
): ProjectFile | undefined {
  const text = readText(root, projectFileName);
  const { value, broken } = yaml.parse(projectFileName, text, errors);
  if (value !== undefined) return readProjectFile(value, { errors, templates: false });
  if (broken) return undefined;
  const location = { file: projectFileName, line: 1, column: 1 };
  throw new CrmError(
    'missing-key',
    {
      key: 'name',
      reason: `${projectFileName} is empty`,
      hint: "it needs at least the keys 'name' and 'targets'",
    },
    { location },
  );
}

function writtenPaths(file: ProjectFile) {
  return {
    models: file['model-paths'],
    seeds: file['seed-paths'],
    macros: file['macro-paths'],
    tests: file['test-paths'],
  };
}

function chooseTarget(
  root: string,
  { targets, target }: ProjectFile,
  { env, targetName }: LoadProjectOptions,
  errors: CrmError[],
): Target | undefined {
  if (targets === undefined) return undefined;
  const choice = { root, targets, standard: target, given: targetName, env };
  return readTarget(choice, { errors, templates: false });
}

function givenMap(vars: JsonObject | undefined): YamlMap | undefined {
  return vars && yamlFromJson(vars, { file: '--vars', line: 1, column: 1 });
}

/** Stands in for a target that is not known, in a project that is not going to be built. */
function noTarget(root: string, { targetName = '' }: LoadProjectOptions): Target {
  const path = join(root, 'warehouse', 'crm.duckdb');
  return {
    name: targetName,
    type: 'duckdb',
    path,
    schema: 'main',
    settings: {},
    settingLocations: {},
    rawPathChanges: false,
    attach: [],
    vars: undefined,
  };
}

function emptyProject(root: string, options: LoadProjectOptions): Project {
  return {
    root,
    name: '',
    version: '',
    configFile: projectFileName,
    target: noTarget(root, options),
    vars: options.vars ?? {},
    varSettings: new Map(),
    paths: { models: [], seeds: [], macros: [], tests: [] },
    onRunStart: [],
    onRunEnd: [],
    files: {
      models: [],
      macros: [],
      singularTests: [],
      genericTests: [],
      seeds: [],
      properties: [],
    },
    properties: [],
    sources: [],
    unitTests: [],
    exposures: [],
    groups: [],
    parameters: [],
    directoryConfig: () => [],
  };
}

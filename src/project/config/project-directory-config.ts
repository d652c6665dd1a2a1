import type { CrmError } from '../../base/errors/crm-error.ts';
import type { CollectedFiles } from '../files/collect-files.ts';
import { type DirectoryTree, directoryTree, fileFqn } from '../files/directory-tree.ts';
import type { Project, UnitTestProperties } from '../project.ts';
import type { ProjectFile } from '../settings/project-file.ts';
import type { YamlMap } from '../yaml/yaml-value.ts';
import {
  type DirectoryConfig,
  type DirectoryConfigContext,
  readDirectoryConfig,
} from './directory-config.ts';

/** Sections of crm_project.yml that hold directory config. */
type ConfigSection = Parameters<Project['directoryConfig']>[0];

/** The directory config of each section that is there. */
export type DirectoryConfigs = Partial<Record<ConfigSection, DirectoryConfig>>;

/** Reads and checks the directory config of crm_project.yml against the directories that there are. */
export function readDirectoryConfigs(
  file: ProjectFile,
  files: CollectedFiles,
  unitTests: readonly UnitTestProperties[],
  errors: CrmError[],
): DirectoryConfigs {
  const { name } = file;
  // Without a name, every section would be wrong for one and the same reason.
  if (name === undefined) return {};
  const trees = buildTrees(name, files, unitTests);
  const read = (
    key: ConfigSection,
    section: string,
    map: YamlMap | undefined,
    kind: DirectoryConfigContext['kind'],
  ) => map && { [key]: readDirectoryConfig(map, trees[key], { kind, section, errors }) };
  const tests = file.data_tests ?? file.tests;
  return {
    ...read('models', 'models', file.models, 'model'),
    ...read('seeds', 'seeds', file.seeds, 'seed'),
    ...read('data_tests', file.data_tests ? 'data_tests' : 'tests', tests, 'data_test'),
    ...read('unit_tests', 'unit_tests', file.unit_tests, 'unit_test'),
  };
}

function buildTrees(
  project: string,
  files: CollectedFiles,
  unitTests: readonly UnitTestProperties[],
): Readonly<Record<ConfigSection, DirectoryTree>> {
  const fqns = (list: readonly { readonly path: string; readonly root: string }[]) =>
    list.map(file => fileFqn(project, file));
  const directories = (list: readonly { readonly path: string; readonly root: string }[]) =>
    list.map(file => fileFqn(project, file, []));
  const yaml = new Map(files.properties.map(file => [file.path, file]));
  const unitTestFqns = unitTests.flatMap(({ name, model }) => {
    const file = yaml.get(name.location.file);
    return file === undefined ? [] : [fileFqn(project, file, [model.value, name.value])];
  });
  const models = fqns(files.models);
  const seeds = fqns(files.seeds);
  return {
    models: directoryTree([[project], ...models]),
    seeds: directoryTree([[project], ...seeds]),
    // Generic tests are in the directory of the YAML file that declares them.
    data_tests: directoryTree([
      [project],
      ...fqns(files.singularTests),
      ...directories(files.properties),
    ]),
    unit_tests: directoryTree([[project], ...directories(files.properties), ...unitTestFqns]),
  };
}

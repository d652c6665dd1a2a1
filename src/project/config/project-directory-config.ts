import type { CrmError } from '../../base/errors/crm-error.ts';
import type { CollectedFiles } from '../files/collect-files.ts';
import { type FolderTree, fileFqn, folderTree } from '../files/directory-tree.ts';
import type { Project, UnitTestProperties } from '../project.ts';
import type { ProjectFile } from '../settings/project-file.ts';
import type { YamlMap } from '../yaml/yaml-value.ts';
import {
  type FolderConfig,
  type FolderConfigContext,
  readFolderConfig,
} from './directory-config.ts';

/** Sections of crm_project.yml that hold folder config. */
type ConfigSection = Parameters<Project['folderConfig']>[0];

/** The folder config of each section that is there. */
export type FolderConfigs = Partial<Record<ConfigSection, FolderConfig>>;

/** Reads and checks the folder config of crm_project.yml against the folders that there are. */
export function readFolderConfigs(
  file: ProjectFile,
  files: CollectedFiles,
  unitTests: readonly UnitTestProperties[],
  errors: CrmError[],
): FolderConfigs {
  const { name } = file;
  // Without a name, every section would be wrong for one and the same reason.
  if (name === undefined) return {};
  const trees = buildTrees(name, files, unitTests);
  const read = (
    key: ConfigSection,
    section: string,
    map: YamlMap | undefined,
    kind: FolderConfigContext['kind'],
  ) => map && { [key]: readFolderConfig(map, trees[key], { kind, section, errors }) };
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
): Readonly<Record<ConfigSection, FolderTree>> {
  const fqns = (list: readonly { readonly path: string; readonly root: string }[]) =>
    list.map(file => fileFqn(project, file));
  const folders = (list: readonly { readonly path: string; readonly root: string }[]) =>
    list.map(file => fileFqn(project, file, []));
  const yaml = new Map(files.properties.map(file => [file.path, file]));
  const unitTestFqns = unitTests.flatMap(({ name, model }) => {
    const file = yaml.get(name.location.file);
    return file === undefined ? [] : [fileFqn(project, file, [model.value, name.value])];
  });
  const models = fqns(files.models);
  const seeds = fqns(files.seeds);
  return {
    models: folderTree([[project], ...models]),
    seeds: folderTree([[project], ...seeds]),
    // Generic tests stand in the folder of the YAML file that declares them.
    data_tests: folderTree([[project], ...fqns(files.singularTests), ...folders(files.properties)]),
    unit_tests: folderTree([[project], ...folders(files.properties), ...unitTestFqns]),
  };
}

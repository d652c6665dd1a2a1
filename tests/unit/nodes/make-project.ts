import type { Located } from '../../../src/base/errors/source-location.ts';
import type { Json } from '../../../src/base/text/json.ts';
import type {
  ColumnProperties,
  ConfigEntries,
  DataTestProperties,
  NodeProperties,
  Project,
  TextFile,
} from '../../../src/project/project.ts';

const file = 'models/_models.yml';

/** A value at a line of the YAML file. */
export function at<T>(line: number, value: T): Located<T> {
  return { value, location: { file, line, column: 3 } };
}

/** Config or arguments, all of them at line 1. */
export function entries(values: Readonly<Record<string, Json>>): ConfigEntries {
  return new Map(Object.entries(values).map(([key, value]) => [key, at(1, value)]));
}

export function dataTest(
  line: number,
  test: string,
  args: Readonly<Record<string, Json>> = {},
  config: Readonly<Record<string, Json>> = {},
): DataTestProperties {
  return {
    test: at(line, test),
    name: undefined,
    description: '',
    arguments: entries(args),
    config: entries(config),
  };
}

export function column(
  name: string,
  dataTests: readonly DataTestProperties[] = [],
  dataType?: string,
): ColumnProperties {
  return {
    name: at(7, name),
    quote: undefined,
    description: '',
    dataType: dataType === undefined ? undefined : at(8, dataType),
    meta: {},
    tags: [],
    dataTests,
  };
}

export function properties(
  name: string,
  more: Partial<NodeProperties> = {},
  kind: NodeProperties['kind'] = 'model',
): NodeProperties {
  return {
    kind,
    name: at(4, name),
    description: '',
    columns: [],
    dataTests: [],
    config: new Map(),
    arguments: [],
    ...more,
  };
}

/** A project of files by path; which kind a file is tells its directory. */
export function makeProject(
  texts: Readonly<Record<string, string>>,
  more: Partial<Project> = {},
): Project {
  const below = (directory: string): TextFile[] =>
    Object.entries(texts)
      .filter(([path]) => path.startsWith(`${directory}/`))
      .map(([path, text]) => ({ path, root: directory.split('/')[0] ?? '', text }));
  return {
    root: '/project',
    name: 'shop',
    version: '1.0',
    configFile: 'crm_project.yml',
    target: {
      name: 'dev',
      type: 'duckdb',
      path: '/project/shop.duckdb',
      schema: 'main',
      settings: {},
      settingLocations: {},
      rawPathChanges: false,
      attach: [],
    },
    vars: {},
    varSettings: new Map(),
    parameters: [],
    paths: { models: ['models'], seeds: ['seeds'], macros: ['macros'], tests: ['tests'] },
    onRunStart: [],
    onRunEnd: [],
    files: {
      models: below('models'),
      macros: below('macros'),
      singularTests: below('tests').filter(({ path }) => !path.startsWith('tests/generic/')),
      genericTests: below('tests/generic'),
      seeds: [],
      properties: [],
    },
    properties: [],
    sources: [],
    unitTests: [],
    exposures: [],
    groups: [],
    directoryConfig: () => [],
    ...more,
  };
}

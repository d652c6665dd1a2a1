import type { Json, JsonObject } from '../../src/base/text/json.ts';
import type {
  ExposureNode,
  HookNode,
  ModelNode,
  NodeBase,
  RefCall,
  SeedNode,
  SourceCall,
  SourceNode,
  TestNode,
  UnitTestNode,
} from '../../src/nodes/node.ts';
import type { UnitTestRows } from '../../src/project/project.ts';

/** `ref('x')` on the given line of the node's file. */
interface Reads {
  readonly refs?: readonly string[];
  /** As `source.table`. */
  readonly sources?: readonly string[];
}

function refCalls(file: string, names: readonly string[] = []): readonly RefCall[] {
  return names.map((name, index) => ({
    name,
    location: { file, line: index + 1, column: 18 },
    trace: [],
  }));
}

function sourceCalls(file: string, names: readonly string[] = []): readonly SourceCall[] {
  return names.map((name, index) => {
    const [sourceName = '', tableName = ''] = name.split('.');
    return {
      sourceName,
      tableName,
      location: { file, line: index + 1, column: 18 },
      trace: [],
    };
  });
}

function base(uniqueId: string, file: string, fqn: readonly string[], reads: Reads): NodeBase {
  return {
    uniqueId,
    name: fqn.at(-1) ?? '',
    packageName: 'crm',
    path: file.split('/').slice(1).join('/'),
    originalFilePath: file,
    fqn,
    tags: [],
    description: '',
    meta: {},
    enabled: true,
    location: { file, line: 1, column: 1 },
    config: {},
    unrenderedConfig: {},
    patchFile: undefined,
    refs: refCalls(file, reads.refs),
    sources: sourceCalls(file, reads.sources),
    macros: [],
    checksum: '',
    rawCode: '',
  };
}

/** A model `directory/name`, or just `name`. */
export function model(
  path: string,
  options: Reads & Partial<Omit<ModelNode, 'refs' | 'sources'>> = {},
): ModelNode {
  const { refs = [], sources = [], ...rest } = options;
  const name = path.split('/').at(-1) ?? path;
  return {
    ...base(`model.crm.${name}`, `models/${path}.sql`, ['crm', ...path.split('/')], {
      refs,
      sources,
    }),
    resourceType: 'model',
    materialized: 'table',
    relation: { schema: 'main', identifier: name },
    columns: [],
    contract: { enforced: false },
    config: { materialized: rest.materialized ?? 'table' },
    ...rest,
  };
}

export function seed(name: string, options: Partial<SeedNode> = {}): SeedNode {
  return {
    ...base(`seed.crm.${name}`, `seeds/${name}.csv`, ['crm', name], {}),
    resourceType: 'seed',
    relation: { schema: 'seeds', identifier: name },
    columns: [],
    file: `/project/seeds/${name}.csv`,
    stamp: { errno: 'ENOENT' },
    columnTypes: {},
    delimiter: ',',
    ...options,
  };
}

/** A source `source.table`. */
export function source(path: string, options: Partial<SourceNode> = {}): SourceNode {
  const [sourceName = '', name = ''] = path.split('.');
  const file = 'models/staging/_sources.yml';
  return {
    ...base(`source.crm.${path}`, file, ['crm', 'staging', sourceName, name], {}),
    resourceType: 'source',
    sourceName,
    sourceDescription: '',
    identifier: name,
    relation: { schema: sourceName, identifier: name },
    columns: [],
    optional: false,
    origin: { kind: 'file', path: `raw/${name}.csv`, file: `/project/raw/${name}.csv` },
    ...options,
  };
}

export function dataTest(
  name: string,
  options: Reads &
    Partial<Omit<TestNode, 'refs' | 'sources' | 'testMetadata'>> & {
      readonly generic?: string;
      readonly arguments?: Readonly<Record<string, Json>>;
    } = {},
): TestNode {
  const { refs = [], sources = [], generic, arguments: args = {}, ...rest } = options;
  return {
    ...base(`test.crm.${name}`, `tests/data/${name}.sql`, ['crm', name], { refs, sources }),
    resourceType: 'test',
    testType: generic === undefined ? 'singular' : 'generic',
    severity: 'error',
    warnIf: '!= 0',
    errorIf: '!= 0',
    failCalc: 'count(*)',
    limit: undefined,
    attachedNode: undefined,
    columnName: undefined,
    testMetadata: generic === undefined ? undefined : { name: generic, arguments: args },
    ...rest,
  };
}

/** Rows as written at a place of the properties file. */
export function rows(
  value: UnitTestRows['rows'],
  format: UnitTestRows['format'] = 'dict',
  line = 10,
): UnitTestRows {
  return { format, rows: value, location: { file: 'models/_unit.yml', line, column: 9 } };
}

/** A unit test; inputs are model names or `source.table`. */
export function unitTest(
  name: string,
  modelName: string,
  options: {
    readonly given?: Readonly<Record<string, UnitTestRows>>;
    readonly expect?: UnitTestRows;
    readonly vars?: JsonObject;
    readonly macros?: JsonObject;
  } & Partial<Pick<UnitTestNode, 'enabled' | 'tags' | 'location'>> = {},
): UnitTestNode {
  const { given = {}, expect = rows([]), vars = {}, macros = {}, ...rest } = options;
  return {
    ...base(`unit_test.crm.${modelName}.${name}`, 'models/_unit.yml', ['crm', modelName, name], {
      refs: [modelName],
    }),
    resourceType: 'unit_test',
    model: modelName,
    given: Object.entries(given).map(([input, value], index) => {
      const [sourceName = '', tableName] = input.split('.');
      return {
        input:
          tableName === undefined
            ? ({ kind: 'ref', name: input } as const)
            : ({ kind: 'source', sourceName, tableName } as const),
        rows: value,
        location: { file: 'models/_unit.yml', line: 5 + index, column: 7 },
      };
    }),
    expect,
    overrides: { vars, macros, envVars: {} },
    ...rest,
  };
}

export function hook(when: HookNode['when'], index = 0): HookNode {
  return {
    ...base(`operation.crm.${when}-${index}`, 'crm_project.yml', ['crm', `${when}-${index}`], {}),
    resourceType: 'operation',
    when,
    index,
  };
}

export function exposure(name: string, reads: Reads): ExposureNode {
  return {
    ...base(`exposure.crm.${name}`, 'models/_exposures.yml', ['crm', name], reads),
    resourceType: 'exposure',
    label: undefined,
    type: 'dashboard',
    url: undefined,
    maturity: undefined,
    owner: {},
  };
}

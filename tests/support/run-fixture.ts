import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stampFile } from '../../src/base/files/file-stamp.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { buildManifest } from '../../src/graph/manifest.ts';
import type { Compiler } from '../../src/nodes/compiler.ts';
import type {
  GroupInfo,
  HookNode,
  ModelNode,
  Node,
  SeedNode,
  TestNode,
} from '../../src/nodes/node.ts';
import { createPlan } from '../../src/plan/create-plan.ts';
import type { PlanScope } from '../../src/plan/plan.ts';
import type { Project } from '../../src/project/project.ts';
import type { RunEvent, RunResult } from '../../src/run/run-event.ts';
import { runPlan } from '../../src/run/run-plan.ts';
import { openWarehouse } from '../../src/warehouse/warehouses.ts';
import { dataTest, hook, model, seed } from './node-fixtures.ts';
import { readPublished } from './read-published.ts';

/** A node of a fixture together with its SQL, in which `{name}` and `{source.table}` stand for relations. */
type Sql<N> = Partial<Omit<N, 'refs' | 'sources'>> & { readonly sql: string };

/** A project in a directory of its own, whose templates know nothing but `{name}`. */
export class RunFixture {
  readonly root: string;
  readonly #nodes = new Map<string, Node>();
  readonly #groups: GroupInfo[] = [];
  target: Project['target'];
  name = 'crm';

  constructor(root: string = mkdtempSync(join(tmpdir(), 'crm-run-test-'))) {
    this.root = root;
    this.target = {
      name: 'dev',
      type: 'duckdb',
      path: join(root, 'warehouse', 'w.duckdb'),
      schema: 'main',
      settings: {},
      settingLocations: {},
      rawPathChanges: false,
      attach: [],
    };
  }

  model(path: string, { sql, ...options }: Sql<ModelNode>): this {
    const name = path.split('/').at(-1) ?? path;
    const node = model(path, { relation: { schema: 'crm', identifier: name }, ...options });
    return this.#add({ ...node, ...read(sql) });
  }

  test(name: string, { sql, ...options }: Sql<TestNode>): this {
    return this.#add({ ...dataTest(name, options), ...read(sql) });
  }

  seed(name: string, csv: string, options: Partial<SeedNode> = {}): this {
    const file = join(this.root, 'seeds', `${name}.csv`);
    this.write(`seeds/${name}.csv`, csv);
    return this.#add(seed(name, { file, stamp: stampFile(file), ...options }));
  }

  hook(when: HookNode['when'], sql: string): this {
    return this.#add({ ...hook(when, this.#nodes.size), ...read(sql) });
  }

  /** Declares a group, marked `on_failure: withhold` unless said otherwise. */
  group(name: string, withholds = true): this {
    const file = 'models/_groups.yml';
    const owner = { name: 'team' };
    const rest = { description: '', owner, meta: {}, withholds, originalFilePath: file };
    this.#groups.push({ uniqueId: `group.crm.${name}`, name, ...rest });
    return this;
  }

  add(node: Node): this {
    return this.#add(node);
  }

  remove(name: string): this {
    for (const [id, node] of this.#nodes) if (node.name === name) this.#nodes.delete(id);
    return this;
  }

  write(path: string, text: string): string {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  /** Runs a command on all nodes, or on those named. */
  async run(options: RunFixtureOptions = {}): Promise<RunFixtureResult> {
    const nodes = this.#nodes.values();
    const { manifest, errors } = buildManifest(this.name, nodes, [], this.#groups);
    if (errors[0] !== undefined) throw errors[0];
    const compiler = this.#compiler(manifest.nodes);
    const selected = [...manifest.nodes.values()].filter(
      node => options.select === undefined || options.select.includes(node.name),
    );
    const { scope = 'build' } = options;
    const events: RunEvent[] = [];
    const result = await runPlan({
      project: this.#project(),
      manifest,
      compiler,
      scope,
      createPlan: published =>
        createPlan({
          ...{ root: this.root, manifest, compiler, scope },
          selected: new Set(selected.map(node => node.uniqueId)),
          ...{ published, whole: options.select === undefined },
        }),
      openWarehouse: project => openWarehouse(project, openProjectEngine),
      onEvent: event => {
        events.push(event);
        options.onEvent?.(event);
      },
      signal: options.signal ?? new AbortController().signal,
      wait: options.wait === true ? Number.POSITIVE_INFINITY : (options.wait ?? 0),
      adopt: options.adopt ?? false,
      replaceSources: options.replaceSources ?? false,
      version: '0.0.0',
      failFast: options.failFast ?? false,
      processId: options.processId ?? 1,
      now: () => new Date(),
    });
    return { ...result, events };
  }

  /** Rows of a query on the published build. */
  async query(sql: string): Promise<readonly (readonly unknown[])[]> {
    const reader = await readPublished(this.#project());
    try {
      return (await reader.connection.query(sql)).rows;
    } finally {
      await reader.close();
    }
  }

  cleanUp(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  #add(node: Node): this {
    this.#nodes.set(node.uniqueId, node);
    return this;
  }

  #project(): Project {
    const { name, root, target } = this;
    return { name, root, target, configFile: 'crm_project.yml' } as Project;
  }

  #compiler(nodes: ReadonlyMap<string, Node>): Compiler {
    const relations = new Map(
      [...nodes.values()].flatMap(node => ('relation' in node ? [[node.name, node] as const] : [])),
    );
    const compile: Compiler['compile'] = (node, overrides) => {
      const text = node.rawCode.replace(/\{(?:\w+\.)?(\w+)\}/g, (_, name: string) => {
        const read = relations.get(name);
        if (read === undefined) throw new Error(`the fixture has no ${name}`);
        const given = overrides?.relations?.get(read.uniqueId);
        return given ?? `${read.relation.schema}.${read.relation.identifier}`;
      });
      const location = { file: node.originalFilePath, line: 1, column: 1 };
      const segment = { offset: 0, length: text.length, location, literal: true, trace: [] };
      return { text, segments: [segment] };
    };
    return { compile, compileInline: () => ({ sql: { text: '', segments: [] }, dependsOn: [] }) };
  }
}

export interface RunFixtureOptions {
  readonly select?: readonly string[];
  readonly scope?: PlanScope;
  readonly onEvent?: (event: RunEvent) => void;
  readonly signal?: AbortSignal;
  readonly replaceSources?: boolean;
  readonly wait?: number | true;
  readonly adopt?: boolean;
  readonly failFast?: boolean;
  readonly processId?: number;
}

export type RunFixtureResult = RunResult & { readonly events: readonly RunEvent[] };

function read(sql: string): Pick<Node, 'refs' | 'sources' | 'rawCode'> {
  const names = new Set([...sql.matchAll(/\{([\w.]+)\}/g)].map(match => match[1] ?? ''));
  const location = { file: 'fixture', line: 1, column: 1 };
  const at = { location, trace: [] };
  return {
    rawCode: sql,
    refs: [...names].flatMap(name => (name.includes('.') ? [] : [{ name, ...at }])),
    sources: [...names].flatMap(name => {
      const [sourceName = '', tableName] = name.split('.');
      return tableName === undefined ? [] : [{ sourceName, tableName, ...at }];
    }),
  };
}

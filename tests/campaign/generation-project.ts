import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type CliResult, runCli } from '../support/run-cli.ts';

/** The relations of the project, each of which holds the number of the generation it was built in. */
const relations = ['numbers', 'rules', 'first', 'second', 'apart', 'over_first'] as const;
type State = Readonly<Record<(typeof relations)[number], number>>;

/** What a build of a generation replaces. */
export interface BuildKind {
  readonly args: readonly string[];
  readonly replaces: readonly (typeof relations)[number][];
}

export const buildKinds: readonly BuildKind[] = [
  { args: ['build'], replaces: relations },
  { args: ['run'], replaces: relations },
  { args: ['build', '--select', 'apart'], replaces: ['apart'] },
];

const files: Readonly<Record<string, string>> = {
  'crm_project.yml': `name: generations
seed-paths: [seeds]
test-paths: [tests]
vars: {generation: 0}
models: {+materialized: table}
targets:
  dev: {type: duckdb, path: warehouse/w.duckdb, schema: main}
`,
  'models/_sources.yml': `sources:
  - name: raw
    meta: {external_location: "data/{name}.csv"}
    tables:
      - name: numbers
        columns:
          - {name: generation, data_type: integer, data_tests: [not_null]}
          - {name: n, data_type: integer}
`,
  'models/_models.yml': `models:
  - name: first
    columns:
      - {name: generation, data_tests: [unique, not_null]}
unit_tests:
  - name: first_takes_generations
    model: first
    given:
      - {input: "source('raw', 'numbers')", rows: [{generation: 1, n: 1}]}
      - {input: "ref('rules')", rows: [{generation: 1}]}
    expect: {rows: [{generation: 1}]}
`,
  'models/first.sql':
    "select distinct n.generation from {{ source('raw', 'numbers') }} as n, {{ ref('rules') }}\n",
  'models/second.sql': "select * from {{ ref('first') }}\n",
  'models/apart.sql': "select {{ var('generation') }} as generation\n",
  'models/over_first.sql': "{{ config(materialized='view') }}\nselect * from {{ ref('first') }}\n",
  'tests/one_generation.sql':
    "select * from {{ ref('first') }} as a join {{ ref('second') }} as b on a.generation <> b.generation\n",
};

/** Where the kinds of files of the project lie, by what a fault there strikes. */
export const places = [
  'warehouse',
  'data',
  'seeds',
  'target',
  'models',
  'crm_project.yml',
] as const;

/** A small project in a directory of its own, with something of others in its warehouse file. */
export class GenerationProject {
  readonly root: string;
  readonly warehouse: string;

  constructor(root: string) {
    this.root = root;
    this.warehouse = join(root, 'warehouse', 'w.duckdb');
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Builds generation 0 and puts a table, a view and an index of somebody else into the file. */
  async start(): Promise<void> {
    this.setGeneration(0);
    const { code, stderr } = await this.run(buildKinds[0]?.args ?? [], 0);
    if (code !== 0) throw new Error(`the first build failed: ${stderr}`);
    await query(this.warehouse, [
      'create table precious as select range as id from range(3)',
      'create index precious_id on precious (id)',
      'create view over_precious as select sum(id) as total from precious',
    ]);
  }

  /** Writes the inputs of a generation. */
  setGeneration(generation: number): void {
    const lines = Array.from({ length: 20 }, (_, n) => `${generation},${n}`);
    this.write('data/numbers.csv', `generation,n\n${lines.join('\n')}\n`);
    this.write('seeds/rules.csv', `generation\n${generation}\n`);
  }

  run(
    args: readonly string[],
    generation: number,
    env: Readonly<Record<string, string>> = {},
    run: typeof runCli = runCli,
  ): Promise<CliResult> {
    const vars = args[0] === 'clean' ? [] : ['--vars', `{generation: ${generation}}`];
    return run(this.root, [...args, ...vars], env);
  }

  /**
   * The generation of each relation. Throws where a relation holds several, or none, where the file
   * cannot be read, and where what is not the project's is missing.
   */
  state(): Promise<State> {
    return stateOf(this.warehouse);
  }

  /** What lies next to the warehouse and in target/ that no build leaves there. */
  leftovers(): readonly string[] {
    const beside = readdirSync(dirname(this.warehouse));
    const target = join(this.root, 'target');
    const drafts = readdirSync(target, { recursive: true }).map(String);
    return [
      ...beside.filter(name => !['w.duckdb', 'w.duckdb.lock'].includes(name)),
      ...drafts.filter(name => name.endsWith('.tmp') && isOld(join(target, name))),
    ];
  }

  cleanUp(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

const tables: Readonly<Record<(typeof relations)[number], string>> = {
  numbers: 'raw.numbers',
  rules: 'main.rules',
  first: 'main.first',
  second: 'main.second',
  apart: 'main.apart',
  over_first: 'main.over_first',
};

/** True for what a command sweeps: a draft that nobody has written to for more than a minute. */
function isOld(file: string): boolean {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 70_000;
}

/** The state after a build of this kind, published in full. */
export function stateAfter(before: State, kind: BuildKind, generation: number): State {
  return { ...before, ...Object.fromEntries(kind.replaces.map(name => [name, generation])) };
}

export function sameState(left: State, right: State): boolean {
  return relations.every(name => left[name] === right[name]);
}

/**
 * The generation of each relation in a warehouse file. Throws where a relation holds several, or
 * none, where the file cannot be read, and where what is not the project's is missing.
 */
export async function stateOf(file: string): Promise<State> {
  const each = relations.map(
    name => `select '${name}', min(generation), max(generation), count(*) from ${tables[name]}`,
  );
  const [rows = [], own = []] = await query(file, [
    each.join(' union all '),
    'select total from over_precious',
  ]);
  if (String(own[0]?.[0]) !== '3') throw new Error('what is not ours is gone');
  const state: Record<string, number> = {};
  for (const [name, low, high] of rows) {
    if (low === null || low !== high) throw new Error(`${name} holds ${low} to ${high}`);
    state[String(name)] = Number(low);
  }
  return state as State;
}

async function query(file: string, statements: readonly string[]): Promise<unknown[][][]> {
  const writes = statements.some(sql => sql.startsWith('create'));
  const access = writes ? 'READ_WRITE' : 'READ_ONLY';
  const instance = await DuckDBInstance.create(file, { access_mode: access });
  try {
    const connection = await instance.connect();
    const results: unknown[][][] = [];
    for (const sql of statements) {
      const reader = await connection.runAndReadAll(sql);
      results.push(reader.getRows());
    }
    connection.closeSync();
    return results;
  } finally {
    instance.closeSync();
  }
}

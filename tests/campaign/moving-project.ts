import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { runCli } from '../support/run-cli.ts';
import { strikeEnv } from './fault-shim.ts';

/** Number and sum of the rows of an input. */
export type Content = readonly [rows: number, sum: number];

/** How an input changes while it is read. */
export const changes = ['cut', 'grow', 'swap', 'drop'] as const;
export type Change = (typeof changes)[number];

const names = ['big', 'flat', 'list', 'held'] as const;
export type InputName = (typeof names)[number];

/** What lies on the disk for one input, next to which `<path>.more` and `<path>.other` lie. */
export interface MovingInput {
  readonly name: InputName;
  readonly path: string;
  /** What a build that read a whole file may publish when the file changes like this. */
  versions(change: Change): readonly Content[];
}

const paths: Readonly<Record<InputName, string>> = {
  big: 'data/big.csv',
  flat: 'data/flat.parquet',
  list: 'seeds/list.csv',
  held: 'held.duckdb',
};

const columns = 'columns: [{name: n, data_type: integer}]';
const files: Readonly<Record<string, string>> = {
  'crm_project.yml': `name: moving
seed-paths: [seeds]
models: {+materialized: table}
targets:
  dev:
    type: duckdb
    path: warehouse/w.duckdb
    schema: main
    attach: [{path: held.duckdb, alias: held}]
`,
  'models/_sources.yml': `sources:
  - name: raw
    meta: {external_location: "data/{name}.csv"}
    tables: [{name: big, ${columns}}]
  - name: typed
    meta: {external_location: "data/{name}.parquet"}
    tables: [{name: flat, ${columns}}]
  - name: other
    database: held
    schema: main
    tables: [{name: held, ${columns}}]
`,
  'models/sums.sql': `select 'big' as input, count(*) as n, sum(n) as total from {{ source('raw', 'big') }}
union all select 'flat', count(*), sum(n) from {{ source('typed', 'flat') }}
union all select 'list', count(*), sum(n) from {{ ref('list') }}
union all select 'held', count(*), sum(n) from {{ source('other', 'held') }}
`,
};

/** A project with a raw CSV file, a Parquet file, a seed and an attached database. */
export class MovingProject {
  readonly root: string;
  #base = 1000;

  private constructor(root: string) {
    this.root = root;
  }

  static async create(root: string): Promise<MovingProject> {
    const project = new MovingProject(root);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    mkdirSync(join(root, 'data'));
    mkdirSync(join(root, 'seeds'));
    for (const name of names) await project.renew(name);
    const { code, stderr } = await runCli(root, ['build']);
    if (code !== 0) throw new Error(`the first build failed: ${stderr}`);
    return project;
  }

  file(name: InputName): string {
    return join(this.root, paths[name]);
  }

  /** Calls that a build makes on the file of an input. */
  async countCalls(library: string, name: InputName): Promise<number> {
    const directory = mkdtempSync(join(tmpdir(), 'count-'));
    try {
      const log = join(directory, 'log');
      const env = strikeEnv(library, { paths: [this.file(name)], at: 0, action: '', log });
      await runCli(this.root, ['build'], env);
      return Number(/calls (\d+)/.exec(readFileSync(log, 'utf8'))?.[1] ?? 0);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  /** Writes an input that no build has seen, and what it may change into. */
  async renew(name: InputName): Promise<MovingInput> {
    const base = this.#base;
    this.#base += 10;
    const whole = contentOf(numbers(name, base));
    const other = contentOf(numbers(name, base + 1));
    const path = this.file(name);
    if (name === 'big' || name === 'list') {
      const text = csv(numbers(name, base));
      const more = numbers(name, base + 2).slice(0, 5);
      writeFileSync(path, text);
      writeFileSync(`${path}.other`, csv(numbers(name, base + 1)));
      writeFileSync(`${path}.more`, `${more.join('\n')}\n`);
      const cut = text
        .slice(0, Math.floor(text.length / 2))
        .trim()
        .split('\n')
        .slice(1);
      const changed: Readonly<Record<Change, readonly Content[]>> = {
        cut: [contentOf(cut.map(Number))],
        grow: [contentOf([...numbers(name, base), ...more])],
        swap: [other],
        drop: [],
      };
      return { name, path, versions: change => [whole, ...changed[change]] };
    }
    await writeTyped(path, numbers(name, base));
    await writeTyped(`${path}.other`, numbers(name, base + 1));
    writeFileSync(`${path}.more`, 'what another program appends');
    // A typed file that was cut has no whole version of its own.
    return { name, path, versions: change => (change === 'swap' ? [whole, other] : [whole]) };
  }

  /** What the published build says of each input. */
  async published(): Promise<Readonly<Record<string, Content>>> {
    const file = join(this.root, 'warehouse', 'w.duckdb');
    const rows = await query(file, 'READ_ONLY', 'select input, n, total from main.sums');
    return Object.fromEntries(
      rows.map(([input, n, total]) => [String(input), [Number(n), Number(total)] as const]),
    );
  }

  cleanUp(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Large enough that a file is read in several calls. */
function numbers(name: InputName, base: number): readonly number[] {
  const count = name === 'list' ? 20_000 : 400_000;
  return Array.from({ length: count }, (_, n) => base * 10 + (n % 7));
}

function contentOf(values: readonly number[]): Content {
  return [values.length, values.reduce((total, value) => total + value, 0)];
}

function csv(values: readonly number[]): string {
  return `n\n${values.join('\n')}\n`;
}

async function writeTyped(path: string, values: readonly number[]): Promise<void> {
  rmSync(path, { force: true });
  const first = Math.floor((values[0] ?? 0) / 10) * 10;
  const select = `select (${first} + range % 7)::integer as n from range(${values.length})`;
  if (path.includes('.parquet')) {
    await query(':memory:', 'READ_WRITE', `copy (${select}) to '${path}' (format parquet)`);
  } else await query(path, 'READ_WRITE', `create table held as ${select}`);
}

async function query(file: string, access: string, sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(file, { access_mode: access });
  try {
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(sql);
    const rows = reader.getRows();
    connection.closeSync();
    return rows;
  } finally {
    instance.closeSync();
  }
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { CrmErrors } from '../../src/base/errors/crm-error.ts';
import { formatLocation } from '../../src/base/errors/source-location.ts';
import { stampFile } from '../../src/base/files/file-stamp.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine, QueryResult } from '../../src/engine/engine.ts';
import { type LoadRequest, loadTable, probe } from '../../src/load/load-table.ts';
import type { SeedNode, SourceColumn, SourceNode } from '../../src/nodes/node.ts';

const relation = { schema: 'raw', identifier: 'loaded' };

const base = {
  packageName: 'shop',
  path: '',
  fqn: [],
  tags: [],
  description: '',
  meta: {},
  enabled: true,
  config: {},
  unrenderedConfig: {},
  patchFile: undefined,
  refs: [],
  sources: [],
  macros: [],
  checksum: '',
  rawCode: '',
} as const;

/** Columns as `name type`, with `?` behind the name of an optional one and `@zone` at the end. */
export function columnsOf(declarations: readonly string[]): SourceColumn[] {
  return declarations.map((declaration, index) => {
    const match = /^([\w ]+?)(\?)?(?: ([\w(), ]+?))?(?: @(\S+))?$/.exec(declaration);
    if (match === null) throw new Error(`not a column: ${declaration}`);
    return {
      name: match[1] ?? '',
      description: '',
      dataType: match[3],
      meta: {},
      tags: [],
      location: { file: 'sources.yml', line: index + 10, column: 9 },
      optional: match[2] === '?',
      timeZone: match[4],
    };
  });
}

/** A directory for files, an engine, and short ways to load from one into the other. */
export class LoadFixture {
  directory = '';
  connection!: Connection;
  #engine!: Engine;

  static inThisFile(): LoadFixture {
    const fixture = new LoadFixture();
    beforeAll(async () => {
      fixture.directory = await mkdtemp(join(tmpdir(), 'load-'));
      await fixture.#open();
    });
    afterAll(async () => {
      fixture.connection.close();
      fixture.#engine.close();
      await rm(fixture.directory, { recursive: true, force: true });
    });
    return fixture;
  }

  async #open(): Promise<void> {
    this.#engine = await openEngine({ settings: { threads: 2 } });
    this.connection = await this.#engine.connect();
    await this.connection.run('create schema raw');
  }

  /** Goes on with another database, where one no longer works. */
  async restart(): Promise<void> {
    this.connection.close();
    this.#engine.close();
    await this.#open();
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    await mkdir(dirname(join(this.directory, path)), { recursive: true });
    await writeFile(join(this.directory, path), content);
  }

  source(
    path: string,
    columns: readonly string[],
    more: Partial<SourceNode> = {},
  ): LoadRequest & { node: SourceNode } {
    const node: SourceNode = {
      ...base,
      resourceType: 'source',
      uniqueId: 'source.shop.raw.loaded',
      name: 'loaded',
      originalFilePath: 'sources.yml',
      location: { file: 'sources.yml', line: 3, column: 7 },
      sourceName: 'raw',
      sourceDescription: '',
      identifier: 'loaded',
      relation,
      columns: columnsOf(columns),
      optional: false,
      origin: { kind: 'file', path, file: join(this.directory, path) },
      ...more,
    };
    return { node, relation };
  }

  seed(path: string, more: Partial<SeedNode> = {}): LoadRequest & { node: SeedNode } {
    const node: SeedNode = {
      ...base,
      resourceType: 'seed',
      uniqueId: 'seed.shop.loaded',
      name: 'loaded',
      originalFilePath: path,
      location: { file: path, line: 1, column: 1 },
      relation,
      columns: [],
      file: join(this.directory, path),
      stamp: stampFile(join(this.directory, path)),
      columnTypes: {},
      delimiter: ',',
      ...more,
    };
    return { node, relation };
  }

  /** The table that a request loads, as text values. */
  async load(request: LoadRequest): Promise<QueryResult> {
    const { rows } = await loadTable(this.connection, request);
    const result = await this.connection.query('select * from raw.loaded');
    if (rows !== result.rows.length) throw new Error(`${rows} rows told`);
    const { columns: probed } = await probe(this.connection, request);
    if (JSON.stringify(probed) !== JSON.stringify(result.columns)) {
      throw new Error(`probe tells ${JSON.stringify(probed)}`);
    }
    return result;
  }

  /** The errors of a load, each as `code file:line:column message → hint`. */
  async mistakes(request: LoadRequest): Promise<readonly string[]> {
    return mistakesOf(loadTable(this.connection, request));
  }

  /** What probing alone finds. */
  async probed(request: LoadRequest): Promise<readonly string[]> {
    return mistakesOf(probe(this.connection, request));
  }
}

async function mistakesOf(action: Promise<unknown>): Promise<readonly string[]> {
  try {
    await action;
    return [];
  } catch (thrown) {
    if (!(thrown instanceof CrmErrors)) throw thrown;
    return thrown.errors.map(({ code, message, location, hint }) => {
      const place = location === undefined ? '' : formatLocation(location);
      return `${code} ${place} ${message}${hint === undefined ? '' : ` → ${hint}`}`;
    });
  }
}

import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Connection, Engine } from '../../../src/engine/engine.ts';
import { openProjectEngine } from '../../../src/functions/open-project-engine.ts';
import { builtOwnProject } from '../../support/own-project.ts';

interface Mutation {
  readonly test: string;
  readonly break: string;
}

/** The core's in mutations.yml, each subject's in a file of its own. */
const mutations = readdirSync(import.meta.dirname)
  .filter(file => file.endsWith('.yml'))
  .sort()
  .flatMap((file): Mutation[] => parse(readFileSync(join(import.meta.dirname, file), 'utf8')));
const { own, path: untouchedFile } = await builtOwnProject();
const { manifest, compiler } = own;
const tests = [...manifest.nodes.values()].filter(node => node.resourceType === 'test');
const root = mkdtempSync(join(tmpdir(), 'crm-run-mutations-'));
const path = join(root, 'mutations.duckdb');
let engine: Engine;
let connection: Connection;

const queries = new Map<string, string>();

function query(name: string): string {
  const known = queries.get(name);
  if (known !== undefined) return known;
  const node = tests.find(candidate => candidate.name === name);
  if (node === undefined) throw new Error(`there is no data test ${name}`);
  const sql = `select count(*) from (\n${compiler.compile(node).text}\n)`;
  queries.set(name, sql);
  return sql;
}

async function failures(name: string): Promise<number> {
  const { rows } = await connection.query(query(name));
  return Number(rows[0]?.[0]);
}

const untouched = new Map<string, number>();

/** What a test finds in the sample as it was built: every break is rolled back. */
async function failuresBefore(name: string): Promise<number> {
  const known = untouched.get(name) ?? (await failures(name));
  untouched.set(name, known);
  return known;
}

beforeAll(async () => {
  copyFileSync(untouchedFile, path);
  engine = await openProjectEngine({ path, settings: {} });
  connection = await engine.connect();
}, 60_000);

afterAll(() => {
  connection?.close();
  engine?.close();
  rmSync(root, { recursive: true, force: true });
});

describe('a break of its rule makes a data test fail', () => {
  test.each(mutations.map((mutation, at) => [mutation.test, at + 1, mutation.break] as const))(
    '%s (break %i)',
    async (name, _, statements) => {
      const before = await failuresBefore(name);
      await connection.run('begin');
      try {
        for (const statement of statements.split(';')) {
          if (statement.trim() !== '') await connection.run(statement);
        }
        expect(await failures(name)).toBeGreaterThan(before);
      } finally {
        await connection.run('rollback');
      }
    },
  );

  test('and every data test of the project has such a break', () => {
    const broken = new Set(mutations.map(mutation => mutation.test));
    expect(tests.map(node => node.name).filter(name => !broken.has(name))).toEqual([]);
  });
});

test('on the untouched sample no test of error severity finds a row', async () => {
  for (const node of tests) {
    if (node.severity === 'error')
      expect([node.name, await failuresBefore(node.name)]).toEqual([node.name, 0]);
  }
});

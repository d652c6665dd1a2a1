import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/base/text/json.ts';
import { buildManifest } from '../../../src/graph/manifest.ts';
import { manifestArtifact } from '../../../src/output/artifacts/manifest-artifact.ts';
import { runResultsArtifact } from '../../../src/output/artifacts/run-results-artifact.ts';
import { writeCompiled, writeStatements } from '../../../src/output/artifacts/write-compiled.ts';
import {
  dataTest,
  exposure,
  hook,
  model,
  seed,
  source,
  unitTest,
} from '../../support/node-fixtures.ts';
import { resultOf, runOf } from '../../support/run-events.ts';

const kpis = model('crm/kpis', { sources: ['raw.customers'], refs: ['limits'] });
const claim = dataTest('unique_kpis', {
  refs: ['kpis'],
  generic: 'unique',
  attachedNode: kpis.uniqueId,
});
const off = model('crm/old', { enabled: false });
const nodes = [
  source('raw.customers'),
  seed('limits'),
  kpis,
  off,
  claim,
  unitTest('gold', 'kpis'),
  hook('on-run-start'),
  exposure('dashboard', { refs: ['kpis'] }),
];
const { manifest } = buildManifest('crm', nodes, []);
const invocation = {
  invocationId: 'abc',
  startedAt: new Date('2026-04-30T11:59:00Z'),
  generatedAt: new Date('2026-04-30T12:00:00Z'),
  version: '0.1.0',
  args: { which: 'build' },
};
const compiled = new Map([[kpis.uniqueId, 'select 1']]);
const artifact = manifestArtifact(manifest, 'crm', compiled, invocation) as Record<
  string,
  Record<string, JsonObject>
>;

/** Keys that the published schema of dbt's manifest v12 requires. */
const nodeKeys = [
  'database',
  'schema',
  'name',
  'resource_type',
  'package_name',
  'path',
  'original_file_path',
  'unique_id',
  'fqn',
  'alias',
  'checksum',
];

describe('manifest.json', () => {
  it('reports a model what its config says of the documentation', () => {
    const hidden = model('crm/hidden', { config: { docs: { show: false } } });
    const built = buildManifest('crm', [hidden, kpis, source('raw.customers'), seed('limits')], []);
    const { nodes } = manifestArtifact(built.manifest, 'crm', new Map(), invocation);
    expect(nodes).toMatchObject({
      [hidden.uniqueId]: { docs: { show: false } },
      [kpis.uniqueId]: { docs: { show: true } },
    });
  });

  it('has all top-level keys of manifest v12', () => {
    const keys =
      'metadata nodes sources macros docs exposures metrics groups selectors disabled parent_map ' +
      'child_map group_map saved_queries semantic_models unit_tests';
    expect(Object.keys(artifact)).toEqual(expect.arrayContaining(keys.split(' ')));
    expect(artifact.metadata?.dbt_schema_version).toBe(
      'https://schemas.getdbt.com/dbt/manifest/v12.json',
    );
  });

  it.each(['model.crm.kpis', 'seed.crm.limits', claim.uniqueId, 'operation.crm.on-run-start-0'])(
    'has what a node needs for %s',
    id => {
      const node = artifact.nodes?.[id] ?? {};
      expect(Object.keys(node)).toEqual(expect.arrayContaining(nodeKeys));
      expect(Object.values(node)).not.toContain(undefined);
    },
  );

  it('has what a source, an exposure and a unit test need', () => {
    const common = 'name resource_type package_name path original_file_path unique_id fqn';
    const required = (more: string) => expect.arrayContaining(`${common} ${more}`.split(' '));
    expect(Object.keys(artifact.sources?.['source.crm.raw.customers'] ?? {})).toEqual(
      required('database schema source_name source_description loader identifier'),
    );
    expect(Object.keys(artifact.exposures?.['exposure.crm.dashboard'] ?? {})).toEqual(
      required('type owner'),
    );
    expect(Object.keys(artifact.unit_tests?.['unit_test.crm.kpis.gold'] ?? {})).toEqual(
      required('model given expect'),
    );
  });

  it('says how nodes hang together, and keeps disabled ones apart', () => {
    expect(artifact.parent_map?.['model.crm.kpis']).toEqual([
      'seed.crm.limits',
      'source.crm.raw.customers',
    ]);
    expect(artifact.child_map?.['seed.crm.limits']).toEqual(['model.crm.kpis']);
    expect(Object.keys(artifact.disabled ?? {})).toEqual(['model.crm.old']);
    expect(artifact.nodes).not.toHaveProperty(['model.crm.old']);
  });

  it('has the compiled SQL of what was compiled', () => {
    expect(artifact.nodes?.['model.crm.kpis']).toMatchObject({
      compiled: true,
      compiled_code: 'select 1',
      compiled_path: 'target/compiled/crm/models/crm/kpis.sql',
    });
    expect(artifact.nodes?.[claim.uniqueId]).toMatchObject({ compiled: false });
  });
});

describe('what dbt knows of a node', () => {
  const column = (name: string, dataType: string) => ({
    name,
    dataType,
    description: '',
    meta: {},
    tags: [],
    location: { file: 'models/_crm.yml', line: 1, column: 1 },
  });
  const described = model('crm/kpis', {
    patchFile: 'models/crm/_crm.yml',
    unrenderedConfig: { schema: "{{ var('s') }}" },
    columns: [column('n', 'integer'), column('id', 'varchar')],
    contract: { enforced: true },
  });
  const built = buildManifest('crm', [described], []).manifest;
  const nodeOf = (ran?: ReadonlySet<string>) => {
    const written = manifestArtifact(built, 'crm', compiled, invocation, ran);
    return (written.nodes as Record<string, JsonObject>)[described.uniqueId];
  };

  it('is there: its YAML, its config as written, its contract', () => {
    const contract = createHash('sha256').update('|idvarchar[]|ninteger[]').digest('hex');
    expect(nodeOf()).toMatchObject({
      patch_path: 'crm://models/crm/_crm.yml',
      unrendered_config: { schema: "{{ var('s') }}" },
      contract: { enforced: true, checksum: contract },
      build_path: null,
    });
  });

  it('is where its statement lies, once it ran', () => {
    expect(nodeOf(new Set([described.uniqueId]))).toMatchObject({
      build_path: 'target/run/crm/models/crm/kpis.sql',
    });
  });

  it('is when the artifact was written, and when the command began', () => {
    expect(artifact.metadata).toMatchObject({
      generated_at: '2026-04-30T12:00:00.000Z',
      invocation_started_at: '2026-04-30T11:59:00.000Z',
    });
  });
});

describe('run_results.json', () => {
  const failed = resultOf(claim, 'fail', 0.5, {
    failures: 3,
    message: 'got 3 results',
    compiledSql: 'select 1',
  });
  const built = resultOf(kpis, 'success', 0.25, { rows: 21600 });
  const byId = manifest.nodes;
  const results = runResultsArtifact(runOf([built, failed]), byId, invocation);

  it('has exactly the keys of run_results v6', () => {
    expect(Object.keys(results)).toEqual(['metadata', 'results', 'elapsed_time', 'args']);
    const [first] = results.results as readonly JsonObject[];
    expect(Object.keys(first ?? {}).sort()).toEqual(
      (
        'adapter_response batch_results compiled compiled_code execution_time failures message ' +
        'relation_name status thread_id timing unique_id'
      ).split(' '),
    );
  });

  it('says what became of each node', () => {
    expect(results).toMatchObject({
      elapsed_time: 3.2,
      args: { which: 'build' },
      results: [
        {
          unique_id: 'model.crm.kpis',
          status: 'success',
          execution_time: 0.25,
          adapter_response: { rows_affected: 21600 },
          failures: null,
          timing: [{ name: 'compile' }, { name: 'execute' }],
        },
        { unique_id: claim.uniqueId, status: 'fail', failures: 3, message: 'got 3 results' },
      ],
    });
  });
});

describe('files in target', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'artifacts-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('lie where dbt has them', async () => {
    const byId = manifest.nodes;
    await writeCompiled(root, byId, new Map([...compiled, [claim.uniqueId, 'select 2\n']]));
    const result = resultOf(kpis, 'success', 0, { statement: 'create table x as (select 1)' });
    await writeStatements(root, byId, runOf([result]));
    const read = (path: string) => readFile(join(root, 'target', path), 'utf8');
    expect(await read('compiled/crm/models/crm/kpis.sql')).toBe('select 1\n');
    expect(await read('compiled/crm/tests/data/unique_kpis.sql/unique_kpis.sql')).toBe(
      'select 2\n',
    );
    expect(await read('run/crm/models/crm/kpis.sql')).toBe('create table x as (select 1)\n');
  });

  it('are written when they say something new', async () => {
    const file = join(root, 'target/compiled/crm/models/crm/kpis.sql');
    const write = (sql: string) =>
      writeCompiled(root, manifest.nodes, new Map([[kpis.uniqueId, sql]]));
    await write('select 1');
    const { ino } = await stat(file);
    await write('select 1');
    expect((await stat(file)).ino).toBe(ino);
    await write('select 2');
    expect(await readFile(file, 'utf8')).toBe('select 2\n');
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openProjectEngine } from '../../../src/functions/open-project-engine.ts';
import { buildManifest } from '../../../src/graph/manifest.ts';
import { parseNodes } from '../../../src/nodes/parse-nodes.ts';
import { writeStatements } from '../../../src/output/artifacts/write-compiled.ts';
import { runPath } from '../../../src/output/results/describe-node.ts';
import { createPlan } from '../../../src/plan/create-plan.ts';
import { loadProject } from '../../../src/project/load-project.ts';
import { describePlanned } from '../../../src/run/describe-planned.ts';
import type { RunEvent } from '../../../src/run/run-event.ts';
import { runPlan } from '../../../src/run/run-plan.ts';
import type { RunRequest } from '../../../src/run/run-request.ts';
import { openWarehouse } from '../../../src/warehouse/warehouses.ts';
import { recorded } from '../../support/recorded-engine.ts';
import { writeSmallProject } from '../../support/small-project.ts';

/** A step of every kind; the tests of severity warn and one of severity error find rows. */
const files = {
  'crm_project.yml': `name: shop
seed-paths: [seeds]
vars: {raw_path: data, raw_format: csv}
on-run-start: ["create table started as select 1 as a"]
on-run-end: ["insert into started values (2)"]
models: {+materialized: table}
targets:
  dev: {type: duckdb, path: warehouse/shop.duckdb, schema: main}
`,
  'models/half_orders.sql':
    "{{ config(materialized='view') }}\nselect {{ half('units') }} as units from {{ ref('orders') }}\n",
  'models/inner.sql': "{{ config(materialized='ephemeral') }}\nselect 1 as a\n",
  'models/outer.sql': "select a from {{ ref('inner') }}\n",
  'models/promise.sql':
    "{{ config(contract={'enforced': true}) }}\nselect order_id from {{ ref('orders') }} -- end\n",
  'models/tests.yml': `groups: [{name: odd, owner: {name: odd}, config: {meta: {on_failure: withhold}}}]
models:
  - name: orders
    columns:
      - name: order_id
        data_tests:
          - unique
          - not_null: {config: {severity: warn}}
          - accepted_values: {arguments: {values: ['0001']}, config: {severity: warn, limit: 5}}
  - {name: promise, columns: [{name: order_id, data_type: varchar}]}
  - name: outer
    config: {group: odd}
    columns: [{name: a, data_tests: [{accepted_values: {arguments: {values: [2], quote: false}}}]}]
unit_tests:
  - name: halves
    model: half_orders
    given: [{input: ref('orders'), rows: [{units: 3}]}]
    expect: {rows: [{units: 1.5}]}
`,
};

/** What a run sends next to the statements of its steps: looks at the catalog and at loaded values. */
const looks = [
  /^select current_database\(\)/,
  /^select database_name, coalesce\(path/,
  /^(?:begin transaction|rollback)$/,
  /^\s*select schema_name, table_name, 'table' as kind/,
  /^select count\(\*\) filter \(where/,
  /^describe /,
];

let root: string;
let sent: string[] = [];
let request: RunRequest;
let statements: RunEvent[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'statements-'));
  await writeSmallProject(root, files);
  const { project, errors } = loadProject({ projectDir: root, env: {} });
  const parsed = parseNodes(project, { env: {}, runStartedAt: new Date(), log: () => {} });
  const built = buildManifest(project.name, parsed.nodes, parsed.macros, parsed.groups);
  expect([...errors, ...parsed.errors, ...built.errors]).toEqual([]);
  const { manifest } = built;
  const compiler = parsed.createCompiler(manifest.resolver);
  request = {
    ...{ project, manifest, compiler, scope: 'build' },
    createPlan: published =>
      createPlan({
        ...{ root: project.root, manifest, compiler, scope: 'build', published },
        selected: new Set(manifest.nodes.keys()),
      }),
    openWarehouse: each =>
      openWarehouse(each, async options =>
        recorded(await openProjectEngine(options), sql => sent.push(sql)),
      ),
    onEvent: event => statements.push(event),
    signal: new AbortController().signal,
    ...{ wait: 0, adopt: false, replaceSources: false, version: '0.0.0', failFast: false },
    ...{ processId: 1, now: () => new Date() },
  };
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it.each(['a first build', 'a build over what is published'])(
  '%s: the dry run, target/run and what the connection receives are the same text',
  async () => {
    const { plan: described } = await describePlanned(request, true);
    sent = [];
    statements = [];
    let begin = 0;
    let end = 0;
    const result = await runPlan({
      ...request,
      onEvent: event => {
        request.onEvent(event);
        if (event.type === 'node-started' && begin === 0) begin = sent.length;
        if (event.type === 'node-finished') end = sent.length;
      },
    });
    expect(result.errors).toEqual([]);
    const failing = new Set(
      result.results.filter(({ failures = 0 }) => failures > 0).map(({ uniqueId }) => uniqueId),
    );
    // One of each: that nothing is compared with nothing.
    expect(result.results.map(({ resourceType }) => resourceType)).toEqual(
      expect.arrayContaining(['source', 'seed', 'model', 'test', 'unit_test', 'operation']),
    );
    expect(result.results.filter(({ status }) => status === 'warn')).toHaveLength(1);
    expect(result.results.filter(({ status }) => status === 'fail')).toHaveLength(1);

    const received = sent.slice(begin, end).filter(sql => !looks.some(look => look.test(sql)));
    const scripts = result.results.map(({ statement = '' }) => statement);
    expect(received).toEqual(
      result.results.flatMap(({ uniqueId, statement = '' }) =>
        statementsIn(statement, failing.has(uniqueId)),
      ),
    );
    for (const script of scripts) {
      expect(described).toContain(
        script
          .split('\n')
          .map(line => `    ${line}`)
          .join('\n'),
      );
    }
    await writeStatements(root, request.manifest.nodes, result);
    for (const { uniqueId, statement = '' } of result.results) {
      const node = request.manifest.nodes.get(uniqueId);
      const file = node && readFileSync(join(root, runPath(node)), 'utf8');
      expect(file).toBe(statement.endsWith('\n') ? statement : `${statement}\n`);
    }
  },
);

it('a step that replaces what a partial build retains drops it first', async () => {
  const ids = [...request.manifest.nodes.values()].filter(({ name }) => name === 'promise');
  const { manifest, compiler } = request;
  const { plan } = await describePlanned(
    {
      ...request,
      createPlan: published =>
        createPlan({
          ...{ root, manifest, compiler, scope: 'run', published },
          selected: new Set(ids.map(({ uniqueId }) => uniqueId)),
        }),
    },
    true,
  );
  expect(plan).toContain(
    '    drop table main.promise;\n    \n    create table main.promise as (\n',
  );
});

/** The statements of a script, as they were put together: those for failures only where it failed. */
function statementsIn(script: string, hasFailed: boolean): string[] {
  if (!/;$/.test(script)) return [script];
  const note = '-- only where the test finds rows\n';
  return script
    .split(/\n?;\n\n|\n?;$/)
    .filter(text => text !== '' && (hasFailed || !text.startsWith(note)))
    .map(text => (text.startsWith(note) ? text.slice(note.length) : text));
}

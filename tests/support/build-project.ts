import type { CrmError } from '../../src/base/errors/crm-error.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { buildManifest } from '../../src/graph/manifest.ts';
import { parseNodes } from '../../src/nodes/parse-nodes.ts';
import { createPlan } from '../../src/plan/create-plan.ts';
import { loadProject } from '../../src/project/load-project.ts';
import type { NodeResult } from '../../src/run/run-event.ts';
import { runPlan } from '../../src/run/run-plan.ts';
import { openWarehouse } from '../../src/warehouse/warehouses.ts';
import { readPublished } from './read-published.ts';

/** What a build of a whole project came to. */
export interface BuiltProject {
  readonly errors: readonly CrmError[];
  readonly published: boolean;
  /** Results by the name of the node. */
  readonly results: ReadonlyMap<string, NodeResult>;
  /** The SELECTs of all models and data tests. */
  readonly compiled: readonly string[];
  /** Rows of a query on what was published. */
  query(sql: string): Promise<readonly (readonly unknown[])[]>;
}

/** Reads and builds the project in a directory, in this process, as `crm-run build` does. */
export async function buildProject(root: string): Promise<BuiltProject> {
  const { project, errors: projectErrors } = loadProject({ projectDir: root, env: {} });
  const startedAt = new Date('2026-01-31T12:00:00Z');
  const parsed = parseNodes(project, { env: {}, runStartedAt: startedAt, log: () => {} });
  const built = buildManifest(project.name, parsed.nodes, parsed.macros, parsed.groups);
  const { manifest } = built;
  const errors = [...projectErrors, ...parsed.errors, ...built.errors];
  const compiler = parsed.createCompiler(manifest.resolver);
  const selected = new Set(manifest.nodes.keys());
  const created =
    errors.length > 0
      ? undefined
      : createPlan({
          root: project.root,
          manifest,
          compiler,
          scope: 'build',
          selected,
        });
  errors.push(...(created?.errors ?? []));
  const run =
    created === undefined || errors.length > 0
      ? undefined
      : await runPlan({
          project,
          manifest,
          compiler,
          scope: 'build',
          createPlan: () => created,
          openWarehouse: each => openWarehouse(each, openProjectEngine),
          onEvent: () => {},
          signal: new AbortController().signal,
          wait: 0,
          adopt: false,
          replaceSources: false,
          version: '0.0.0',
          failFast: false,
          processId: 1,
          now: () => startedAt,
        });
  const results = run?.results ?? [];
  return {
    errors: [...errors, ...(run?.errors ?? []), ...results.flatMap(result => result.errors)],
    published: run?.published ?? false,
    results: new Map(
      results.map(result => [manifest.nodes.get(result.uniqueId)?.name ?? '', result]),
    ),
    compiled: (created?.plan.steps ?? []).flatMap(step =>
      'select' in step ? [step.select.text] : [],
    ),
    async query(sql) {
      const reader = await readPublished(project);
      try {
        return (await reader.connection.query(sql)).rows;
      } finally {
        await reader.close();
      }
    },
  };
}

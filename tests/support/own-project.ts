import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../src/base/text/json.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { buildManifest, type Manifest } from '../../src/graph/manifest.ts';
import type { Compiler } from '../../src/nodes/compiler.ts';
import { parseNodes } from '../../src/nodes/parse-nodes.ts';
import { createPlan } from '../../src/plan/create-plan.ts';
import type { PlanScope } from '../../src/plan/plan.ts';
import { loadProject } from '../../src/project/load-project.ts';
import type { Project } from '../../src/project/project.ts';
import type { RunResult } from '../../src/run/run-event.ts';
import { runPlan } from '../../src/run/run-plan.ts';
import { openWarehouse } from '../../src/warehouse/warehouses.ts';
import type { PublishedReader } from './read-published.ts';
import { readPublished } from './read-published.ts';

export interface OwnProject {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly compiler: Compiler;
}

/**
 * This repository's own project, or a copy of it in another directory; throws the first thing that is
 * wrong with it.
 */
export async function ownProject(vars: JsonObject = {}, projectDir = '.'): Promise<OwnProject> {
  const { project, errors } = await loadProject({ projectDir, vars, env: {} });
  const parsed = parseNodes(project, { env: {}, runStartedAt: new Date(0), log: () => {} });
  const { manifest, errors: unsound } = buildManifest(
    project.name,
    parsed.nodes,
    parsed.macros,
    parsed.groups,
  );
  const [wrong] = [...errors, ...parsed.errors, ...unsound];
  if (wrong !== undefined) throw wrong;
  return { project, manifest, compiler: parsed.createCompiler(manifest.resolver) };
}

/** Runs a project, or a selection of it; throws the first thing that is wrong with its plan. */
export async function runOwnProject(
  own: OwnProject,
  scope: PlanScope,
  project: Project = own.project,
  selected: ReadonlySet<string> = new Set(own.manifest.nodes.keys()),
): Promise<RunResult> {
  const created = createPlan({ ...own, root: project.root, scope, selected });
  const [wrong] = created.errors;
  if (wrong !== undefined) throw wrong;
  return runPlan({
    ...own,
    project,
    scope,
    createPlan: () => created,
    openWarehouse: each => openWarehouse(each, openProjectEngine),
    onEvent: () => {},
    signal: new AbortController().signal,
    wait: 0,
    adopt: false,
    replaceSources: false,
    version: '0.0.0',
    failFast: false,
    processId: process.pid,
    now: () => new Date(),
  });
}

/** The built sample of this process; test files that share a process share it. */
let built: Promise<{ readonly own: OwnProject; readonly path: string }> | undefined;

/**
 * The models of this repository's project on the sample, untested, as of January 2026, and the path
 * of their database, which nobody may change. They are built once a process.
 */
export function builtOwnProject(): Promise<{ readonly own: OwnProject; readonly path: string }> {
  built ??= build();
  return built;
}

async function build(): Promise<{ readonly own: OwnProject; readonly path: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'own-project-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const own = await ownProject({ run_date: '2026-01-31' });
  const path = join(directory, 'crm.duckdb');
  const project = { ...own.project, root: directory, target: { ...own.project.target, path } };
  const { published, errors, results, withheld } = await runOwnProject(own, 'run', project);
  const [wrong] = [...errors, ...results.flatMap(result => result.errors)];
  if (!published || withheld.length > 0) throw wrong ?? new Error('the project does not build');
  return { own: { ...own, project }, path };
}

/** The built sample, opened for reading. */
export async function readOwnProject(): Promise<OwnProject & { readonly reader: PublishedReader }> {
  const { own } = await builtOwnProject();
  return { ...own, reader: await readPublished(own.project) };
}

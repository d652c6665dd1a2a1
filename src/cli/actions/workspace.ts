import { resolve } from 'node:path';
import { type CrmError, CrmErrors } from '../../base/errors/crm-error.ts';
import { unreadCodes } from '../../base/errors/error-kinds.ts';
import type { Json, JsonObject } from '../../base/text/json.ts';
import { buildManifest, type Manifest } from '../../graph/manifest.ts';
import type { Compiler } from '../../nodes/compiler.ts';
import { parseNodes } from '../../nodes/parse-nodes.ts';
import type { InvocationInfo } from '../../output/artifacts/run-results-artifact.ts';
import { type LoadProjectOptions, loadProject } from '../../project/load-project.ts';
import type { LoadedProject, Project } from '../../project/project.ts';
import type { PlaceOptions, ProjectOptions } from '../arguments/command-options.ts';
import type { Invocation } from '../arguments/invocation.ts';
import { checkVars, type GivenVars, parseVars, varsFile } from '../arguments/parse-vars.ts';
import { templateLog } from '../terminal/template-log.ts';
import { buildStamp, readVersion } from '../version.ts';

/** A project that was read and connected, ready to be planned. */
export interface Workspace {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly compiler: Compiler;
}

/** Reads the project and connects its nodes. Throws CrmErrors with all that is wrong with it. */
export async function openWorkspace(
  invocation: Invocation,
  options: ProjectOptions,
): Promise<Workspace> {
  const { session, errors } = await readWorkspace(invocation, options);
  if (errors.length > 0) throw new CrmErrors(errors);
  return session;
}

/** Reads the project's files alone. Throws CrmErrors with all that is wrong with them. */
export async function readProject(invocation: Invocation, options: PlaceOptions): Promise<Project> {
  const { project, errors } = await loadProjectFiles(invocation, options);
  if (errors.length > 0) throw new CrmErrors(errors);
  return project;
}

/** As `openWorkspace`, with the errors next to what could be read. */
export async function readWorkspace(
  invocation: Invocation,
  options: ProjectOptions,
): Promise<{ session: Workspace; errors: readonly CrmError[] }> {
  const given = readVars(invocation, options);
  const { project, errors: projectErrors } = await loadProjectFiles(invocation, options, {
    given: given?.map,
    cacheStamp: buildStamp(),
  });
  const parsed = parseNodes(project, {
    env: invocation.terminal.env,
    runStartedAt: invocation.startedAt,
    log: templateLog(invocation),
  });
  const errors = [...projectErrors, ...parsed.errors];
  if (given !== undefined && !errors.some(hidesVars)) {
    const known = [...project.varSettings.values()].filter(
      ({ origin }) => origin !== 'command line',
    );
    const names = [...known.map(({ name }) => name), ...parsed.varNames];
    // What is declared has been checked with the project.
    if (project.parameters.length === 0) errors.push(...checkVars(given, new Set(names)));
  }
  const built = buildManifest(project.name, parsed.nodes, parsed.macros, parsed.groups);
  return {
    session: {
      project,
      manifest: built.manifest,
      compiler: parsed.createCompiler(built.manifest.resolver),
    },
    errors: [...errors, ...built.errors],
  };
}

/** Templates that cannot be read may ask for any var. */
function hidesVars({ code }: CrmError): boolean {
  return unreadCodes.has(code) || code === 'template-unsupported';
}

function readVars({ texts }: Invocation, { vars }: ProjectOptions): GivenVars | undefined {
  if (vars === undefined) return undefined;
  texts.set(varsFile, vars);
  return parseVars(vars);
}

async function loadProjectFiles(
  invocation: Invocation,
  options: PlaceOptions,
  more: Pick<LoadProjectOptions, 'given' | 'cacheStamp'> = {},
): Promise<LoadedProject> {
  const { terminal } = invocation;
  const loaded = await loadProject({
    projectDir: resolve(terminal.cwd, options.projectDir ?? '.'),
    targetName: options.target,
    env: terminal.env,
    ...more,
  });
  invocation.root = loaded.project.root;
  return loaded;
}

/** What the artifacts say of this invocation. */
export function invocationInfo(
  invocation: Invocation,
  which: string,
  options: object,
): InvocationInfo {
  const args: Record<string, Json> = { which };
  for (const [name, value] of Object.entries(options) as [string, Json | undefined][]) {
    if (value !== undefined)
      args[name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)] = value;
  }
  return {
    invocationId: invocation.log.invocationId,
    startedAt: invocation.startedAt,
    generatedAt: invocation.log.now(),
    version: readVersion(),
    args: args as JsonObject,
  };
}

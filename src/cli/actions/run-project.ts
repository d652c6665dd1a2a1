import { join } from 'node:path';
import { CrmErrors } from '../../base/errors/crm-error.ts';
import { knownErrors } from '../../base/errors/known-errors.ts';
import { prepareTarget } from '../../base/files/prepare-target.ts';
import { targetDirectory } from '../../base/files/target-directory.ts';
import { databaseName } from '../../dialect/names/database-name.ts';
import { openProjectEngine } from '../../functions/open-project-engine.ts';
import type { Selection } from '../../graph/select-nodes.ts';
import { selectNodes } from '../../graph/select-nodes.ts';
import { manifestArtifact } from '../../output/artifacts/manifest-artifact.ts';
import { runResultsArtifact } from '../../output/artifacts/run-results-artifact.ts';
import { writeCompiled, writeStatements } from '../../output/artifacts/write-compiled.ts';
import { writeJsonArtifact } from '../../output/artifacts/write-json-artifact.ts';
import { formatClaim } from '../../output/results/format-claim.ts';
import { createPlan } from '../../plan/create-plan.ts';
import type { PlanScope } from '../../plan/plan.ts';
import { describePlanned } from '../../run/describe-planned.ts';
import type { RunEvent, RunResult } from '../../run/run-event.ts';
import { runPlan } from '../../run/run-plan.ts';
import type { RunRequest } from '../../run/run-request.ts';
import { openWarehouse } from '../../warehouse/warehouses.ts';
import type { RunOptions } from '../arguments/command-options.ts';
import type { Invocation } from '../arguments/invocation.ts';
import { reportErrors, reportWarnings } from '../arguments/invocation.ts';
import { runExitCode } from '../exit-code.ts';
import { createView } from '../terminal/create-view.ts';
import { withInterrupt } from '../terminal/interrupt.ts';
import { createLiveOutput } from '../terminal/live-output.ts';
import { readVersion } from '../version.ts';
import { restrictNewFiles } from './restrict-new-files.ts';
import type { Workspace } from './workspace.ts';
import { invocationInfo, openWorkspace } from './workspace.ts';

/** What build, run, seed and test do: plan, run, write the artifacts. Gives the exit code. */
export async function runProject(
  invocation: Invocation,
  scope: PlanScope,
  options: RunOptions,
): Promise<number> {
  const workspace = await openWorkspace(invocation, options);
  const selection = selectForRun(invocation, workspace, options);
  const request = { ...selection, scope, whole: isWhole(scope, options) };
  if (options.dryRun === true) {
    await describeRun(invocation, workspace, request, options);
    return 0;
  }
  return withInterrupt(invocation.terminal, async signal => {
    const result = await executeRun(invocation, workspace, request, options, signal);
    return runExitCode(result, signal.aborted);
  });
}

function isWhole(scope: PlanScope, { select = [], exclude = [] }: RunOptions): boolean {
  const everything = select.length === 0 && exclude.length === 0;
  return everything && (scope === 'build' || scope === 'run');
}

/** What is to run: nodes, and the tests among them that only come along. */
export type RunSelection = Pick<Selection, 'selected' | 'indirect'> & {
  /** True where a person named the rule by which these come along, and wants them all. */
  readonly runsIndirect: boolean;
};

/** A selection, and what is done with it. */
type SelectedRun = RunSelection & {
  readonly scope: PlanScope;
  /** True where it is the whole project, whatever is published. */
  readonly whole: boolean;
};

/** The nodes that --select and --exclude mean. Throws CrmErrors. */
export function selectForRun(
  invocation: Invocation,
  { manifest }: Workspace,
  { select = [], exclude = [], indirectSelection }: RunOptions,
): RunSelection {
  const mode = indirectSelection === undefined ? {} : { indirect: indirectSelection };
  const found = selectNodes(manifest, { select, exclude, ...mode });
  reportWarnings(invocation, found.warnings);
  if (found.errors.length > 0) throw new CrmErrors(found.errors);
  const { selected, indirect } = found;
  return { selected, indirect, runsIndirect: indirectSelection !== undefined };
}

/** What the plan and the warehouse are asked for. */
function runRequest(
  { terminal, log }: Invocation,
  { project, manifest, compiler }: Workspace,
  selected: SelectedRun,
  options: RunOptions,
  signal: AbortSignal,
): Omit<RunRequest, 'onEvent'> {
  const { root } = project;
  return {
    project,
    manifest,
    compiler,
    scope: selected.scope,
    createPlan: published => createPlan({ root, manifest, compiler, ...selected, published }),
    openWarehouse: () => openWarehouse(project, openProjectEngine),
    signal,
    wait: options.wait === true ? Number.POSITIVE_INFINITY : (options.wait ?? 0),
    adopt: options.adopt === true,
    replaceSources: options.replaceSources === true,
    version: readVersion(),
    failFast: options.failFast === true,
    processId: terminal.processId,
    now: log.now,
  };
}

/**
 * Prints the plan, and what a build would do with what the published file holds. Throws CrmErrors
 * where it would be refused.
 */
async function describeRun(
  invocation: Invocation,
  workspace: Workspace,
  selected: SelectedRun,
  options: RunOptions,
): Promise<void> {
  const { stdout } = invocation.terminal;
  const { signal } = new AbortController();
  const onEvent = (event: RunEvent) => {
    if (event.type === 'run-started') reportWarnings(invocation, event.warnings);
  };
  const request = { ...runRequest(invocation, workspace, selected, options, signal), onEvent };
  const described = await describePlanned(request, options.verbose === true);
  stdout.write(described.plan);
  if (described.claim === undefined) return;
  for (const line of formatClaim(described.claim, 'next')) stdout.write(`${line}\n`);
}

/** Runs a selection, shows what happens, and leaves the artifacts in `target/`. */
export function executeRun(
  invocation: Invocation,
  workspace: Workspace,
  selected: SelectedRun,
  options: RunOptions,
  signal: AbortSignal,
): Promise<RunResult> {
  return restrictNewFiles(workspace.project.target.path, async () => {
    const { project, manifest } = workspace;
    // Found out now, not after the build has been published.
    await prepareTarget(project.root);
    const { stderr } = invocation.terminal;
    const createOutput = (ids: readonly string[]) => {
      const view = createView(invocation, manifest.nodes, {
        ids,
        verbose: options.verbose === true,
      });
      return createLiveOutput(stderr, view);
    };
    let show = createOutput([]);
    const onEvent = (event: RunEvent) => {
      if (event.type === 'run-started') {
        reportWarnings(invocation, event.warnings);
        show = createOutput(event.plan.steps.map(({ uniqueId }) => uniqueId));
      }
      show(event);
    };
    const result = await runPlan({
      ...runRequest(invocation, workspace, selected, options, signal),
      onEvent,
    });
    try {
      await writeArtifacts(invocation, workspace, selected.scope, options, result);
    } catch (error) {
      // What ran has run, and what is published is published, whether or not it can be noted.
      reportErrors(invocation, knownErrors(error), 'warning');
    }
    return result;
  });
}

async function writeArtifacts(
  invocation: Invocation,
  { project, manifest }: Workspace,
  which: string,
  options: RunOptions,
  result: RunResult,
): Promise<void> {
  const withheldGroups = [...new Set(result.withheld.map(({ group }) => group))];
  const info = { ...invocationInfo(invocation, which, options), withheldGroups };
  const compiled = new Map<string, string>();
  const ran = new Set<string>();
  for (const { uniqueId, compiledSql, statement } of result.results) {
    if (compiledSql !== undefined) compiled.set(uniqueId, compiledSql);
    if (statement !== undefined) ran.add(uniqueId);
  }
  const target = join(project.root, targetDirectory);
  await writeCompiled(project.root, manifest.nodes, compiled);
  await writeStatements(project.root, manifest.nodes, result);
  await writeJsonArtifact(
    join(target, 'manifest.json'),
    manifestArtifact(manifest, databaseName(project.target.path), compiled, info, ran),
  );
  await writeJsonArtifact(
    join(target, 'run_results.json'),
    runResultsArtifact(result, manifest.nodes, info),
  );
}

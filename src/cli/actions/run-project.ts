import { join } from 'node:path';
import { CrmError, CrmErrors } from '../../base/errors/crm-error.ts';
import { knownErrors } from '../../base/errors/known-errors.ts';
import { prepareTarget } from '../../base/files/prepare-target.ts';
import { targetFolder } from '../../base/files/target-directory.ts';
import { databaseName } from '../../dialect/database-name.ts';
import { openProjectEngine } from '../../functions/open-project-engine.ts';
import { type Selection, selectNodes } from '../../graph/select-nodes.ts';
import { manifestArtifact } from '../../output/artifacts/manifest-artifact.ts';
import { runResultsArtifact } from '../../output/artifacts/run-results-artifact.ts';
import { writeCompiled, writeStatements } from '../../output/artifacts/write-compiled.ts';
import { writeJsonArtifact } from '../../output/artifacts/write-json-artifact.ts';
import { formatClaim } from '../../output/results/format-claim.ts';
import { createPlan } from '../../plan/create-plan.ts';
import { describePlan } from '../../plan/describe-plan.ts';
import type { Plan, PlanScope } from '../../plan/plan.ts';
import type { PublishedFingerprints } from '../../plan/stale/stale-relations.ts';
import { byRelation, type WithheldRelation } from '../../plan/stale/withheld-relation.ts';
import type { Project } from '../../project/project.ts';
import { readHoldings } from '../../run/ownership/holdings.ts';
import { fingerprintsOf } from '../../run/ownership/marks.ts';
import { readClaim } from '../../run/ownership/read-claim.ts';
import { checkMovedSources } from '../../run/publish/check-moved-sources.ts';
import { listRelations } from '../../run/publish/file-relations.ts';
import { type PublishedReader, readPublished } from '../../run/publish/read-published.ts';
import { readWithheld } from '../../run/publish/withheld-table.ts';
import type { RunResult } from '../../run/run-event.ts';
import { runPlan } from '../../run/run-plan.ts';
import type { RunOptions } from '../arguments/command-options.ts';
import { type Invocation, reportErrors, reportWarnings } from '../arguments/invocation.ts';
import { runExitCode } from '../exit-code.ts';
import { createView } from '../terminal/create-view.ts';
import { withInterrupt } from '../terminal/interrupt.ts';
import { createLiveOutput } from '../terminal/live-output.ts';
import { readVersion } from '../version.ts';
import { restrictNewFiles } from './restrict-new-files.ts';
import { invocationInfo, openSession, type Session } from './session.ts';

/** What build, run, seed and test do: plan, run, write the artifacts. Gives the exit code. */
export async function runProject(
  invocation: Invocation,
  scope: PlanScope,
  options: RunOptions,
): Promise<number> {
  const session = await openSession(invocation, options);
  const plan = await planNodes(
    invocation,
    session,
    scope,
    selectForRun(invocation, session, options),
    isWhole(scope, options),
  );
  if (options.dryRun === true) {
    invocation.terminal.stdout.write(describePlan(plan, { sql: options.verbose === true }));
    if (scope !== 'test') await describeFile(invocation, session, plan, options);
    return 0;
  }
  return withInterrupt(invocation.terminal, async signal => {
    const result = await executePlan(invocation, session, plan, options, signal);
    return runExitCode(result, signal.aborted);
  });
}

function isWhole(scope: PlanScope, { select = [], exclude = [] }: RunOptions): boolean {
  const everything = select.length === 0 && exclude.length === 0;
  return everything && (scope === 'build' || scope === 'run');
}

/** The nodes to run, and the tests among them that only come along. */
export type RunSelection = Pick<Selection, 'selected' | 'indirect'> & {
  /** True where a person named the rule by which these come along, and wants them all. */
  readonly runsIndirect: boolean;
};

/** The nodes that --select and --exclude mean. Throws CrmErrors. */
export function selectForRun(
  invocation: Invocation,
  { manifest }: Session,
  { select = [], exclude = [], indirectSelection }: RunOptions,
): RunSelection {
  const mode = indirectSelection === undefined ? {} : { indirect: indirectSelection };
  const found = selectNodes(manifest, { select, exclude, ...mode });
  reportWarnings(invocation, found.warnings);
  if (found.errors.length > 0) throw new CrmErrors(found.errors);
  const { selected, indirect } = found;
  return { selected, indirect, runsIndirect: indirectSelection !== undefined };
}

/**
 * The plan for the selected nodes. Unless it is about the whole project, it goes by what the
 * published build has. Throws CrmErrors.
 */
export async function planNodes(
  invocation: Invocation,
  { project, manifest, compiler }: Session,
  scope: PlanScope,
  selection: RunSelection,
  whole: boolean,
): Promise<Plan> {
  // only tests have nothing to do before the first build
  const published = whole ? undefined : await readContents(project, scope !== 'test');
  const { plan, errors, warnings } = createPlan({
    root: project.root,
    manifest,
    compiler,
    ...selection,
    scope,
    ...(published === undefined
      ? {}
      : {
          publishedRelations: published.relations,
          publishedFingerprints: published.fingerprints,
          withheld: byRelation(published.withheld),
        }),
  });
  reportWarnings(invocation, warnings);
  if (errors.length > 0) throw new CrmErrors(errors);
  return plan;
}

/** What the published file holds, and what it lacks because it was withheld. */
interface PublishedContents {
  readonly relations: ReadonlySet<string>;
  readonly fingerprints: PublishedFingerprints;
  readonly withheld: readonly WithheldRelation[];
}

/** The contents of the published file. Throws CrmError; where there is none, unless `orNone`. */
async function readContents(project: Project, orNone: boolean): Promise<PublishedContents> {
  let reader: PublishedReader;
  try {
    reader = await readPublished(project, openProjectEngine);
  } catch (error) {
    const isMissing = error instanceof CrmError && error.code === 'warehouse-missing';
    if (isMissing && orNone) return { relations: new Set(), fingerprints: new Map(), withheld: [] };
    throw error;
  }
  const { connection } = reader;
  try {
    const relations = new Set((await listRelations(connection)).keys());
    const { own } = await readHoldings(connection, '__published', project.name);
    const withheld = await readWithheld(connection, '__published', project.name);
    return { relations, fingerprints: fingerprintsOf(own), withheld };
  } finally {
    await reader.close();
  }
}

/**
 * Says what a build would do with what the published file holds. Throws CrmErrors where it would be
 * refused.
 */
async function describeFile(
  { terminal }: Invocation,
  { project, manifest }: Session,
  plan: Plan,
  { adopt = false, replaceSources = false }: RunOptions,
): Promise<void> {
  const found = await readClaim(project, openProjectEngine, { manifest, adopt });
  const { claim, contents } = found;
  const moving = { project, manifest, plan, replaceSources };
  const errors = [...claim.errors, ...checkMovedSources(claim.own, moving, contents)];
  if (errors.length > 0) throw new CrmErrors(errors);
  for (const line of formatClaim(claim, 'next')) terminal.stdout.write(`${line}\n`);
}

/** Runs a plan, shows what happens, and leaves the artifacts in `target/`. */
export function executePlan(
  invocation: Invocation,
  session: Session,
  plan: Plan,
  options: RunOptions,
  signal: AbortSignal,
): Promise<RunResult> {
  return restrictNewFiles(session.project.target.path, () =>
    runAndNote(invocation, session, plan, options, signal),
  );
}

async function runAndNote(
  invocation: Invocation,
  session: Session,
  plan: Plan,
  options: RunOptions,
  signal: AbortSignal,
): Promise<RunResult> {
  const { project, manifest, compiler } = session;
  // Found out now, not after the build has been published.
  await prepareTarget(project.root);
  const view = createView(invocation, manifest.nodes, {
    ids: plan.steps.map(({ uniqueId }) => uniqueId),
    verbose: options.verbose === true,
  });
  const result = await runPlan({
    project,
    manifest,
    compiler,
    plan,
    openEngine: openProjectEngine,
    onEvent: createLiveOutput(invocation.terminal.stderr, view),
    signal,
    wait: options.wait === true ? Number.POSITIVE_INFINITY : (options.wait ?? 0),
    adopt: options.adopt === true,
    replaceSources: options.replaceSources === true,
    version: readVersion(),
    failFast: options.failFast === true,
    processId: invocation.terminal.processId,
    now: invocation.log.now,
  });
  try {
    await writeArtifacts(invocation, session, plan.scope, options, result);
  } catch (error) {
    // What ran has run, and what is published is published, whether or not it can be noted.
    reportErrors(invocation, knownErrors(error), 'warning');
  }
  return result;
}

async function writeArtifacts(
  invocation: Invocation,
  { project, manifest }: Session,
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
  const target = join(project.root, targetFolder);
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

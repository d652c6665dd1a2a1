import { rm } from 'node:fs/promises';
import type { CrmError } from '../../base/errors/crm-error.ts';
import { knownErrors } from '../../base/errors/known-errors.ts';
import { fileLiteral } from '../../dialect/path-literal.ts';
import type { Connection } from '../../engine/engine.ts';
import { findStaleReads } from '../../plan/stale/check-stale.ts';
import { findStale, type PartialBuild } from '../../plan/stale/stale-relations.ts';
import { byRelation } from '../../plan/stale/withheld-relation.ts';
import type { CheckedProject } from '../check/check-project.ts';
import { acquireLock, type LockOptions } from '../lock/warehouse-lock.ts';
import { resolveWarehouse, type WarehousePaths } from '../lock/warehouse-paths.ts';
import type { Session } from '../open-session.ts';
import { type Attachments, readAttachments, restoreAttachments } from '../ownership/attachments.ts';
import { type Claim, type Claimant, claimFile, relationNodes } from '../ownership/claim-file.ts';
import type { Known } from '../ownership/compare-contents.ts';
import { dropOwn } from '../ownership/drop-own.ts';
import { readContents } from '../ownership/file-contents.ts';
import { fingerprintsOf, writeMarks } from '../ownership/marks.ts';
import { listOwned } from '../ownership/owned-objects.ts';
import { changedSince, stampPlan } from '../plan-inputs.ts';
import type { RunOptions } from '../run-options.ts';
import type { RunOutcome } from '../run-outcome.ts';
import { executeIn } from '../steps/execute-in.ts';
import {
  type BuildFile,
  clearLeftovers,
  createSchemas,
  openBuildFile,
  prepareFolder,
} from './build-file.ts';
import { checkMovedSources } from './check-moved-sources.ts';
import { listRelations } from './file-relations.ts';
import { judgeResults } from './judge-results.ts';
import { findMissingRelations } from './missing-relations.ts';
import { type PublishedBuild, publishBuild } from './publish.ts';
import { findStaleViews, staleViewResult } from './stale-views.ts';
import { readWithheld } from './withheld-table.ts';
import { withholdRelations } from './withhold-relations.ts';

/**
 * Runs a plan in a new file beside the published one, under the warehouse's lock, and publishes it
 * when nothing of error severity is left. Whatever else happens, the published file stays as it
 * was, and what the build wrote is removed.
 */
export async function buildAndPublish(
  session: Session,
  options: RunOptions,
  checked: CheckedProject,
): Promise<RunOutcome> {
  const { connection } = session;
  const paths = await resolveWarehouse(options.project.target.path);
  await prepareFolder(paths);
  let hasWaited = false;
  const lockOptions: LockOptions = {
    wait: options.wait,
    signal: options.signal,
    processId: options.processId,
    now: options.now,
    onWaiting: holder => {
      hasWaited = true;
      options.onEvent({ type: 'waiting', holder });
    },
  };
  const lock = await acquireLock(connection, paths, lockOptions);
  try {
    await clearLeftovers(paths);
    if (!session.hasOwnTemp) {
      await connection.run(`set global temp_directory = ${fileLiteral(paths.temp)}`);
    }
    const build = await openBuildFile(connection, paths, {
      lock: lockOptions,
      partial: options.plan.partial,
      claim: database => claimFile(connection, database, claimant(options)),
    });
    // What was exported while the build waited is what it is to load.
    const inputs = hasWaited ? stampPlan(options.plan, session.attached) : checked.inputs;
    return await runInBuild(session, options, { ...checked, inputs }, build);
  } finally {
    await discard(connection, paths);
    await lock.release();
  }
}

async function runInBuild(
  session: Session,
  options: RunOptions,
  checked: CheckedProject,
  build: BuildFile,
): Promise<RunOutcome> {
  const { connection } = session;
  const { plan, manifest } = options;
  const { claim } = build;
  const previous =
    build.previous === undefined ? undefined : await readContents(connection, '__previous');
  const attachments = await readAttachments(connection, '__previous', claim);
  await startFrom(connection, claim, options);
  const relations = await listRelations(connection);
  const errors = checkMovedSources(claim.own, options, previous);
  if (plan.partial) {
    const withheld = byRelation(await readWithheld(connection, '__next', manifest.projectName));
    errors.push(...findMissingRelations(plan, manifest, relations, withheld));
    errors.push(...findStaleReads(partialBuild(options, claim)));
  }
  if (errors.length > 0) return { results: [], errors, published: false };
  options.onEvent({ type: 'claimed', carried: claim.carried, gone: claim.gone });
  await createSchemas(connection, plan.schemas);
  const results = await executeIn('__next', session, options, checked, relations);
  const { failFast } = options;
  const verdict = judgeResults({ manifest, plan, results, relations, failFast });
  if (options.signal.aborted || !verdict.publishes) {
    const reason = verdict.publishes ? undefined : verdict.reason;
    return { results, errors: [], published: false, reason };
  }
  const changed = changedSince(checked.inputs, session.attached);
  if (changed.length > 0) return { results, errors: changed, published: false };
  const known = { plan, claim, results, previous, withheld: verdict.withheld };
  const { aside } = checked;
  return publish(connection, options, build, { known, relations, attachments, aside });
}

/** A build of a part, as what it keeps is told to be out of date or not. */
function partialBuild({ manifest, compiler, plan }: RunOptions, { own }: Claim): PartialBuild {
  const chosen = new Set(plan.steps.map(step => step.uniqueId));
  return { manifest, compiler, chosen, published: fingerprintsOf(own) };
}

function claimant({ project, manifest, adopt }: RunOptions): Claimant {
  return { project: project.name, manifest, adopt, path: project.target.path };
}

/** Leaves of a copy of the published file what is kept and what is carried over. */
async function startFrom(
  connection: Connection,
  claim: Claim,
  { plan, manifest }: RunOptions,
): Promise<void> {
  if (!plan.partial && claim.carried.length === 0) return;
  const nodes = relationNodes(manifest);
  await dropOwn(connection, claim.own, relation => plan.partial && nodes.has(relation));
}

/** Failing to publish is an error of its own, beside what the nodes came to. */
async function publish(
  connection: Connection,
  options: RunOptions,
  build: BuildFile,
  more: {
    readonly known: Known;
    readonly relations: Map<string, 'table' | 'view'>;
    readonly attachments: Attachments;
    /** What is wrong with what is kept. */
    readonly aside: readonly CrmError[];
  },
): Promise<RunOutcome> {
  const { relations, attachments, aside } = more;
  const { claim } = more.known;
  let { results, withheld } = more.known;
  const { project, version, manifest, plan, failFast, now } = options;
  const started = performance.now();
  let done: PublishedBuild;
  try {
    await withholdRelations(connection, manifest, relations, withheld);
    const stale = plan.partial ? await findStaleViews(connection, relations, manifest) : [];
    if (stale.length > 0) {
      const all = [...results, ...stale.map(view => staleViewResult(view, now()))];
      const verdict = judgeResults({ manifest, plan, results: all, relations, failFast });
      if (!verdict.publishes) {
        return { results, errors: stale.map(({ error }) => error), published: false };
      }
      ({ withheld } = verdict);
      results = all;
      await withholdRelations(connection, manifest, relations, withheld);
    }
    const known = { ...more.known, results, withheld };
    await restoreAttachments(connection, attachments);
    const { behind } = findStale(partialBuild(options, claim));
    const owned = await listOwned(connection, options, { claim, results, behind });
    await writeMarks(connection, { project: project.name, version }, owned);
    done = await publishBuild(connection, build, known);
  } catch (error) {
    return { results, errors: knownErrors(error), published: false };
  }
  // From here on nothing may say that it is not published.
  const seconds = (performance.now() - started) / 1000;
  const { path } = project.target;
  const warnings = [...aside, ...done.warnings];
  options.onEvent({ type: 'published', path, bytes: done.bytes, seconds, warnings, withheld });
  return { results, errors: [], published: true, withheld };
}

/**
 * Removes the file of a build that was not published, and the temporary folder. What cannot be
 * removed now, such as a file that the system holds, is cleared by the next build, which says so
 * where it cannot.
 */
async function discard(connection: Connection, paths: WarehousePaths): Promise<void> {
  // Without this, closing the database would write the abandoned build out once more.
  await connection.run('pragma disable_checkpoint_on_shutdown').catch(() => undefined);
  for (const path of [paths.next, paths.nextWal, paths.temp]) {
    await rm(path, { force: true, recursive: true }).catch(() => undefined);
  }
}

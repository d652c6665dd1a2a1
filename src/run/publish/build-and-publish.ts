import { knownErrors } from '../../base/errors/known-errors.ts';
import type { RelationKind } from '../../dialect/materializations/materialization.ts';
import type { Connection } from '../../engine/engine.ts';
import { isRelationNode, relationKind } from '../../nodes/relation-kind.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Build, MadeRelation, PublishedBuild, Warehouse } from '../../warehouse/warehouse.ts';
import type { WithheldRelation } from '../../warehouse/withheld-relation.ts';
import { changedSince } from '../plan-inputs.ts';
import type { PreparedRun } from '../prepare-run.ts';
import { prepareRun } from '../prepare-run.ts';
import type { NodeResult } from '../run-event.ts';
import type { RunOutcome } from '../run-outcome.ts';
import type { RunRequest } from '../run-request.ts';
import { executeSteps } from '../steps/execute-steps.ts';
import { checkMovedSources } from './check-moved-sources.ts';
import { dropWithheld, withheldBefore } from './drop-withheld.ts';
import { judgeResults } from './judge-results.ts';
import { relationFacts } from './relation-facts.ts';
import { findStaleViews, staleViewResult } from './stale-views.ts';
/**
 * Plans and runs a build, and publishes it when nothing of error severity is left. Whatever else
 * happens, what is published stays as it was, and what the build wrote is removed.
 */
export async function buildAndPublish(
  warehouse: Warehouse,
  request: RunRequest,
): Promise<RunOutcome> {
  const { onEvent } = request;
  const build = await warehouse.begin({
    ...request,
    onWaiting: holder => onEvent({ type: 'waiting', holder }),
  });
  try {
    const run = await prepareRun(warehouse, request, build.state);
    const errors = checkMovedSources(build.state, run);
    if (errors.length > 0) return { results: [], errors, published: false };
    onEvent({ type: 'claimed', carried: build.carried, gone: build.gone });
    await build.start(run.plan);
    const { plan, manifest, failFast, signal, checked } = run;
    const { session } = warehouse;
    const relations = await build.relations();
    const results = await executeSteps(build, session, run, relations);
    const verdict = judgeResults({ manifest, plan, results, relations, failFast });
    if (signal.aborted || !verdict.publishes) {
      const reason = verdict.publishes ? undefined : verdict.reason;
      return { results, errors: [], published: false, reason };
    }
    const changed = changedSince(checked.inputs, session.attached);
    if (changed.length > 0) return { results, errors: changed, published: false };
    const { withheld } = verdict;
    return await publish(session.connection, build, run, { results, withheld, relations });
  } finally {
    await build.abandon();
  }
}

/** The outcome of the steps of a build. */
interface Ran {
  readonly results: readonly NodeResult[];
  readonly withheld: readonly WithheldRelation[];
  readonly relations: Map<string, RelationKind>;
}

/** A failure to publish is an error of its own, in addition to those of the nodes. */
async function publish(
  connection: Connection,
  build: Build,
  run: PreparedRun,
  { relations, ...ran }: Ran,
): Promise<RunOutcome> {
  let { results, withheld } = ran;
  const { project, version, manifest, plan, failFast, now, onEvent } = run;
  const started = performance.now();
  let done: PublishedBuild;
  try {
    await dropWithheld(connection, relations, withheld);
    const stale = plan.partial ? await findStaleViews(connection, relations, manifest) : [];
    if (stale.length > 0) {
      results = [...results, ...stale.map(view => staleViewResult(view, now()))];
      const verdict = judgeResults({ manifest, plan, results, relations, failFast });
      if (!verdict.publishes) {
        const errors = stale.map(({ error }) => error);
        return { results: ran.results, errors, published: false };
      }
      ({ withheld } = verdict);
      await dropWithheld(connection, relations, withheld);
    }
    done = await build.publish({
      version,
      made: madeRelations(plan, results, withheld),
      hasHooks: plan.steps.some(({ kind }) => kind === 'operation'),
      withheld: [...withheldBefore(build.state, manifest, relations, withheld), ...withheld],
      facts: relationFacts(build.state, run, results),
    });
  } catch (error) {
    return { results, errors: knownErrors(error), published: false };
  }
  // From here on the build is published, so later failures are warnings.
  const seconds = (performance.now() - started) / 1000;
  const { path } = project.target;
  const warnings = [...run.checked.aside, ...done.warnings];
  onEvent({ type: 'published', path, bytes: done.bytes, seconds, warnings, withheld });
  return { results, errors: [], published: true, withheld };
}

/** The relations of the steps, with the rows that they wrote. */
function madeRelations(
  { steps }: Plan,
  results: readonly NodeResult[],
  withheld: readonly WithheldRelation[],
): readonly MadeRelation[] {
  const rows = new Map(results.map(result => [result.uniqueId, result.rows]));
  const left = new Set(withheld.map(({ uniqueId }) => uniqueId));
  return steps.flatMap(({ uniqueId, node }) => {
    const kind = relationKind(node);
    if (!isRelationNode(node) || kind === undefined || left.has(uniqueId)) return [];
    return [{ relation: node.relation, kind, rows: rows.get(uniqueId) }];
  });
}

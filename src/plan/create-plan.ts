import type { CrmError } from '../base/errors/crm-error.ts';
import { collectError, knownErrors } from '../base/errors/known-errors.ts';
import type { MappedSql } from '../base/text/mapped-sql.ts';
import { concatSql } from '../base/text/mapped-sql.ts';
import type { RelationKind } from '../dialect/materializations/materialization.ts';
import { materializationOf } from '../dialect/materializations/materializations.ts';
import type { Relation } from '../dialect/names/relation.ts';
import { formatRelation } from '../dialect/names/relation.ts';
import { dropRelation } from '../dialect/statements/create-relation.ts';
import type { Manifest } from '../graph/manifest.ts';
import type { Compiler } from '../nodes/compiler.ts';
import type { HookNode, Node } from '../nodes/node.ts';
import { isRelationNode } from '../nodes/relation-kind.ts';
import type { PublishedState } from '../warehouse/warehouse.ts';
import { completeSelection } from './order/complete-selection.ts';
import { orderSteps } from './order/order-steps.ts';
import { nodesInScope } from './order/plan-scope.ts';
import { stepPredecessors } from './order/step-predecessors.ts';
import type { HookStep, Plan, PlanScope, Step } from './plan.ts';
import { type CheckedStale, checkStale } from './stale/check-stale.ts';
import { fingerprintsOf } from './stale/published-fingerprints.ts';
import { byRelation } from './stale/withheld-relation.ts';
import { dataTestSql } from './tests/data-test-sql.ts';
import { createUnitTestStep } from './tests/unit-test-step.ts';

export interface PlanRequest {
  /** The project's directory, absolute. */
  readonly root: string;
  readonly manifest: Manifest;
  readonly compiler: Compiler;
  readonly scope: PlanScope;
  /** Unique ids, as selectNodes gives them. */
  readonly selected: ReadonlySet<string>;
  /** What is published; undefined where that is not known. */
  readonly published?: PublishedState | undefined;
  /**
   * True for a plan of the whole project, which takes nothing from what is published: every source
   * and seed that a model needs is loaded, and nothing can be out of date.
   */
  readonly whole?: boolean;
  /** Selected tests that were not asked for by themselves, and may be left out. */
  readonly indirect?: ReadonlySet<string>;
  /** True where these run whatever they read. */
  readonly runsIndirect?: boolean;
}

/** A plan, all errors of the nodes in it, and what was left out. With errors it is not to be run. */
export interface CreatedPlan {
  readonly plan: Plan;
  readonly errors: readonly CrmError[];
  readonly warnings: readonly CrmError[];
}

/**
 * Turns a selection into the steps of a command: dbt's `build` (unit tests before their model, data
 * tests as soon as they can run, models after the error tests above them), `run`, `seed` or `test`,
 * between the project's on-run-start and on-run-end hooks. Compiles every node and collects all
 * errors.
 */
export function createPlan(request: PlanRequest): CreatedPlan {
  const { manifest, compiler, scope, selected, published } = request;
  const relations = published?.relations;
  const taken = request.whole === true ? undefined : published;
  const inScope = nodesInScope(manifest, scope, selected);
  const completed = completeSelection(
    manifest,
    inScope,
    taken?.relations,
    byRelation(taken?.withheld ?? []),
  );
  const current = checkCurrent(request, completed.chosen);
  const { chosen } = current;
  const errors = [...completed.errors];
  const gates = new Set([...chosen].filter(id => isErrorTest(manifest.nodes.get(id))));
  const predecessors = stepPredecessors(manifest, chosen, gates);
  const partial = leavesOut(manifest, chosen, relations);
  const retained = partial ? relations : undefined;
  const steps = orderSteps(manifest, chosen).flatMap(id => {
    const node = manifest.nodes.get(id);
    const after = predecessors.get(id) ?? [];
    return node === undefined
      ? []
      : (collectError(errors, () => createStep(node, after, request, retained)) ?? []);
  });
  // A template that does not render has been reported where its step was made.
  errors.push(...current.errors.filter(error => !errors.some(other => isSame(error, other))));
  const hooks = createHooks(manifest, compiler, errors);
  const plan: Plan = {
    scope,
    steps: steps.length === 0 ? [] : withHooks(steps, hooks),
    schemas: schemasOf(steps),
    partial: partial,
  };
  return { plan, errors, warnings: [...completed.warnings, ...current.warnings] };
}

/** What a build of a part may make and test by what the published build holds. */
function checkCurrent(request: PlanRequest, chosen: ReadonlySet<string>): CheckedStale {
  const { manifest, compiler } = request;
  const { whole = false } = request;
  const published = whole ? undefined : request.published && fingerprintsOf(request.published.own);
  const { indirect = new Set(), runsIndirect = false } = request;
  if (published === undefined) return { chosen, errors: [], warnings: [] };
  try {
    return checkStale({ manifest, compiler, chosen, published, indirect, runsIndirect });
  } catch (error) {
    return { chosen, errors: knownErrors(error), warnings: [] };
  }
}

function isSame(a: CrmError, b: CrmError): boolean {
  return a.message === b.message && a.location === b.location;
}

function isErrorTest(node: Node | undefined): boolean {
  return node?.resourceType === 'test' && node.severity === 'error';
}

function createStep(
  node: Node,
  after: readonly string[],
  { manifest, compiler, root }: PlanRequest,
  retained: ReadonlyMap<string, RelationKind> | undefined,
): Step | undefined {
  const { uniqueId } = node;
  switch (node.resourceType) {
    case 'source':
    case 'seed':
      return {
        ...{ kind: node.resourceType, uniqueId, after, node, relation: node.relation },
        drop: dropOf(node.relation, retained),
        statement: undefined,
      };
    case 'model': {
      const select = compiler.compile(node);
      const { relation, contract } = node;
      const columns = contract.enforced ? node.columns.map(({ name }) => name) : undefined;
      const made = materializationOf(node.materialized).statements({ relation, select, columns });
      const drop = dropOf(relation, retained);
      const statements = drop === undefined ? made : [drop, ...made];
      return { kind: 'model', uniqueId, after, node, relation, select, statements };
    }
    case 'test': {
      const select = compiler.compile(node);
      return { kind: 'test', uniqueId, after, node, select, sql: dataTestSql(node, select, root) };
    }
    case 'unit_test':
      return createUnitTestStep(node, after, manifest, compiler);
    default:
      return undefined;
  }
}

/** Drops the relation that a partial build has retained under this name. */
function dropOf(
  relation: Relation,
  retained: ReadonlyMap<string, RelationKind> | undefined,
): MappedSql | undefined {
  const kind = retained?.get(formatRelation(relation));
  return kind && concatSql([dropRelation(kind, relation)]);
}

function createHooks(
  manifest: Manifest,
  compiler: Compiler,
  errors: CrmError[],
): readonly HookStep[] {
  const nodes = [...manifest.nodes.values()].filter(
    (node): node is HookNode => node.resourceType === 'operation',
  );
  return nodes
    .sort((a, b) => a.index - b.index)
    .flatMap(node => {
      const statement = collectError(errors, () => compiler.compile(node));
      if (statement === undefined) return [];
      return [{ kind: 'operation', uniqueId: node.uniqueId, after: [], node, statement } as const];
    });
}

/** A hook that fails at the start skips everything; those at the end run whatever happened. */
function withHooks(steps: readonly Step[], hooks: readonly HookStep[]): readonly Step[] {
  const start = hooks.filter(hook => hook.node.when === 'on-run-start');
  const end = hooks.filter(hook => hook.node.when === 'on-run-end');
  const startIds = start.map(hook => hook.uniqueId);
  const waiting = steps.map(step =>
    step.after.length === 0 && startIds.length > 0 ? { ...step, after: startIds } : step,
  );
  return [...start, ...waiting, ...end];
}

function schemasOf(steps: readonly Step[]): readonly string[] {
  const schemas = steps.flatMap(step => ('relation' in step ? [step.relation.schema] : []));
  return [...new Set(schemas)].sort();
}

function leavesOut(
  manifest: Manifest,
  chosen: ReadonlySet<string>,
  published: ReadonlyMap<string, RelationKind> | undefined,
): boolean {
  return [...manifest.nodes.values()].some(
    node =>
      isRelationNode(node) &&
      !chosen.has(node.uniqueId) &&
      (published === undefined || published.has(formatRelation(node.relation))),
  );
}

import { CrmErrors } from '../base/errors/crm-error.ts';
import { relationNodes } from '../graph/relation-nodes.ts';
import { describePlan } from '../plan/describe-plan.ts';
import type { CatalogObject } from '../warehouse/catalog-object.ts';
import { isRelation, keyOf } from '../warehouse/catalog-object.ts';
import { planRun, prepareRun } from './prepare-run.ts';
import { checkMovedSources } from './publish/check-moved-sources.ts';
import type { RunRequest } from './run-request.ts';
/** A plan as text, and what a build would do with what is published. */
export interface DescribedPlan {
  readonly plan: string;
  /** Undefined for tests, which change nothing. */
  readonly claim:
    | { readonly carried: readonly CatalogObject[]; readonly gone: readonly CatalogObject[] }
    | undefined;
}

/**
 * Plans without running anything. With `sql` the project is checked too, which gives every step all
 * of its statements. Throws CrmErrors where the run would be refused.
 */
export async function describePlanned(request: RunRequest, sql: boolean): Promise<DescribedPlan> {
  const warehouse = await request.openWarehouse(request.project);
  try {
    const isTest = request.scope === 'test';
    const published = isTest ? (await warehouse.read()).state : await warehouse.state(request);
    const run = sql ? await prepareRun(warehouse, request, published) : planRun(request, published);
    const plan = describePlan(run.plan, { sql });
    if (isTest) return { plan, claim: undefined };
    const errors = checkMovedSources(published, run);
    if (errors.length > 0) throw new CrmErrors(errors);
    const nodes = relationNodes(request.manifest);
    const gone = published.own.filter(
      object => object.uniqueId !== undefined && isRelation(object) && !nodes.has(keyOf(object)),
    );
    return { plan, claim: { carried: published.foreign, gone } };
  } finally {
    await warehouse.close();
  }
}

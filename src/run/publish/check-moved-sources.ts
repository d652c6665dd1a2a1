import type { CrmError } from '../../base/errors/crm-error.ts';
import type { PublishedState } from '../../warehouse/warehouse.ts';
import type { PlannedRun } from '../run-request.ts';
import { movedSourcesError } from './moved-sources-error.ts';
import { findMoved, mixesSources, replacesSources } from './source-origins.ts';

/**
 * Errors for sources that lie elsewhere than those of the published build: raw data is neither mixed
 * nor replaced by that of another place unless a person allows it.
 */
export function checkMovedSources(
  published: PublishedState,
  { project, manifest, plan, replaceSources }: MovedOptions,
): CrmError[] {
  const moved = findMoved(published.own, project, manifest, published.isEmpty);
  const mixes = plan.partial && mixesSources(moved, plan, manifest);
  const mayReplace = replaceSources || project.target.rawPathChanges;
  if (!mixes && (mayReplace || !replacesSources(moved, plan))) return [];
  return [movedSourcesError(moved, { mixes, mayReplace: project.target.rawPathChanges })];
}

type MovedOptions = Pick<PlannedRun, 'project' | 'manifest' | 'plan' | 'replaceSources'>;

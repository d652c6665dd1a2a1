import type { CrmError } from '../../base/errors/crm-error.ts';
import { objectKey } from '../ownership/catalog-objects.ts';
import type { ObjectContents } from '../ownership/file-contents.ts';
import type { OwnedObject } from '../ownership/marks.ts';
import type { RunOptions } from '../run-options.ts';
import { movedSourcesError } from './moved-sources-error.ts';
import { findMoved, mixesSources, replacesSources } from './source-origins.ts';

/**
 * What keeps a plan from being run because sources lie elsewhere than those of the published build,
 * of which `own` and `previous` say what it holds: raw data is neither mixed nor replaced by that of
 * another place unless a person says so.
 */
export function checkMovedSources(
  own: readonly OwnedObject[],
  { project, manifest, plan, replaceSources }: MovedOptions,
  previous: ReadonlyMap<string, ObjectContents> | undefined,
): CrmError[] {
  const isEmpty = (object: OwnedObject) => previous?.get(objectKey(object))?.rows === 0;
  const moved = findMoved(own, project, manifest, isEmpty);
  const mixes = plan.partial && mixesSources(moved, plan, manifest);
  const mayReplace = replaceSources || project.target.rawPathChanges;
  if (!mixes && (mayReplace || !replacesSources(moved, plan))) return [];
  return [movedSourcesError(moved, { mixes, mayReplace: project.target.rawPathChanges })];
}

type MovedOptions = Pick<RunOptions, 'project' | 'manifest' | 'plan' | 'replaceSources'>;

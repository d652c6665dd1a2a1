import { isAbsolute, relative, sep } from 'node:path';
import { CrmError } from '../base/crm-error.ts';
import { formatRelation, relationKey } from '../base/relation.ts';
import type { Manifest } from '../graph/manifest.ts';
import type { Plan } from '../plan/plan.ts';
import type { Project } from '../project/project.ts';
import type { Node, SourceNode } from '../template/node.ts';
import { nodesReadThrough } from './ancestors.ts';
import { keyOf } from './ownership/claim-file.ts';
import type { OwnedObject } from './ownership/marks.ts';

type Origins = Pick<Project, 'root' | 'target'>;

/**
 * Sources that the steps of a partial build get from the published build, directly or through what
 * it keeps, while the project now has them somewhere else: building on would mix two sets of raw
 * data without a word. Kept tables alone are one set, so they count only where something is loaded.
 */
export function findMovedSources(
  own: readonly OwnedObject[],
  project: Origins,
  plan: Plan,
  manifest: Manifest,
): readonly CrmError[] {
  const origins = new Map(own.map(object => [keyOf(object), object.origin]));
  const planned = new Set(plan.steps.map(step => step.uniqueId));
  const loads = plan.steps.some(step => step.kind === 'source');
  const isKept = (node: Node) =>
    node.resourceType === 'model' &&
    !planned.has(node.uniqueId) &&
    (loads || node.materialized !== 'table');
  const moved = new Map<string, CrmError>();
  for (const { kind, uniqueId } of plan.steps) {
    if (kind !== 'model' && kind !== 'test') continue;
    for (const read of nodesReadThrough(manifest, uniqueId, isKept)) {
      if (read.resourceType !== 'source' || planned.has(read.uniqueId)) continue;
      const loaded = origins.get(relationKey(read.relation));
      const wanted = originOf(project, read);
      if (loaded !== undefined && loaded !== wanted) {
        moved.set(read.uniqueId, movedError(read, loaded, wanted));
      }
    }
  }
  return [...moved.values()];
}

function movedError(node: SourceNode, loaded: string, wanted: string): CrmError {
  const name = `${node.sourceName}.${node.name}`;
  return new CrmError(
    'source-moved',
    `the published build loaded source '${name}' from ${loaded}, and it is ${wanted} now`,
    {
      location: node.location,
      hint: `give the vars of that build, or build on it anew: crm-run build --select source:${name}+`,
    },
  );
}

/** Where the rows of a source come from: files relative to the project root, so that the project can be moved, unless they are absolute. */
export function originOf({ root, target }: Origins, { origin }: SourceNode): string {
  const fromRoot = (path: string) => relative(root, path).replaceAll(sep, '/');
  if (origin.kind === 'file') {
    return isAbsolute(origin.path) ? origin.path : fromRoot(origin.file);
  }
  const attached = target.attach.find(({ alias }) => alias === origin.database);
  const table = formatRelation(origin.relation);
  return attached === undefined ? table : `${table} of ${fromRoot(attached.path)}`;
}

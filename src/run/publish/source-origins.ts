import { existsSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { formatRelation, relationKey } from '../../dialect/names/relation.ts';
import { reach } from '../../graph/dag.ts';
import type { Manifest } from '../../graph/manifest.ts';
import type { SourceNode } from '../../nodes/node.ts';
import { relationKind } from '../../nodes/relation-kind.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Project } from '../../project/project.ts';
import { keyOf } from '../../warehouse/catalog-object.ts';
import type { OwnedObject } from '../../warehouse/warehouse.ts';

type Origins = Pick<Project, 'root' | 'target'>;

/** A source whose files lie elsewhere than those that the published build loaded. */
export interface MovedSource {
  readonly node: SourceNode;
  readonly loaded: string;
  readonly wanted: string;
}

/** Sources of a project that have moved, by unique id. */
export type MovedSources = ReadonlyMap<string, MovedSource>;

/**
 * Compares where the published build loaded its sources from with where the project has them. What
 * is absent in both places has not moved: an optional source without a file, of which `isEmpty` says
 * that the published table has no row.
 */
export function findMoved(
  own: readonly OwnedObject[],
  project: Origins,
  { nodes }: Manifest,
  isEmpty: (object: OwnedObject) => boolean,
): MovedSources {
  const objects = new Map(own.map(object => [keyOf(object), object]));
  const moved = new Map<string, MovedSource>();
  for (const node of nodes.values()) {
    if (node.resourceType !== 'source') continue;
    const object = objects.get(relationKey(node.relation));
    const loaded = object?.origin;
    const wanted = originOf(project, node);
    if (object === undefined || loaded === undefined) continue;
    if (resolve(project.root, loaded) === resolve(project.root, wanted)) continue;
    if (isAbsent(node) && isEmpty(object)) continue;
    moved.set(node.uniqueId, { node, loaded, wanted });
  }
  return moved;
}

function isAbsent({ optional, origin }: SourceNode): boolean {
  return optional && origin.kind === 'file' && !existsSync(origin.file);
}

/**
 * Whether the steps of a plan mix two sets of raw data: whether they read a moved source from the
 * published build, directly or through retained tables. Retained tables alone are one set, so this
 * needs a step that loads something.
 */
export function mixesSources(moved: MovedSources, plan: Plan, manifest: Manifest): boolean {
  const planned = new Set(plan.steps.map(step => step.uniqueId));
  const loads = plan.steps.some(step => step.kind === 'source');
  const isKept = (id: string) => {
    const node = manifest.nodes.get(id);
    return (
      node?.resourceType === 'model' &&
      !planned.has(id) &&
      (loads || relationKind(node) !== 'table')
    );
  };
  return plan.steps.some(
    ({ kind, uniqueId }) =>
      (kind === 'model' || kind === 'test') &&
      [...reach(manifest.parents, [uniqueId], { through: isKept })].some(
        read => moved.has(read) && !planned.has(read),
      ),
  );
}

/** Whether a plan loads a source from another place than the published build did. */
export function replacesSources(moved: MovedSources, { steps }: Plan): boolean {
  return steps.some(({ uniqueId }) => moved.has(uniqueId));
}

/**
 * Where the rows of a source come from: files relative to the project root, so that the project can
 * be moved, unless they are absolute.
 */
export function originOf({ root, target }: Origins, { origin }: SourceNode): string {
  const fromRoot = (path: string) => relative(root, path).replaceAll(sep, '/');
  if (origin.kind === 'file') {
    return isAbsolute(origin.path) ? origin.path : fromRoot(origin.file);
  }
  const attached = target.attach.find(({ alias }) => alias === origin.database);
  const table = formatRelation(origin.relation);
  return attached === undefined ? table : `${table} of ${fromRoot(attached.path)}`;
}

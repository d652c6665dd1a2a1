import type { Manifest } from '../../graph/manifest.ts';
import type { Compiler } from '../../nodes/compiler.ts';
import type { RelationNode } from '../../nodes/relation-kind.ts';
import { isRelationNode, relationKind } from '../../nodes/relation-kind.ts';
import { nodeFingerprint } from './node-fingerprint.ts';

/** Fingerprints of the relations that the published build holds of a project, by unique id. */
export type PublishedFingerprints = ReadonlyMap<string, string | undefined>;

/**
 * Why a retained relation is out of date: its code, parameters or rows (of a seed) have changed since it
 * was built, or it is older than what it reads.
 */
export type StaleCause = 'changed' | 'older';

/** Kept relations that are out of date, by unique id; parents before their children. */
export type StaleRelations = ReadonlyMap<string, StaleCause>;

/** What a build of a part keeps. */
export interface KeptRelations {
  readonly stale: StaleRelations;
  /** Tables whose rows come from others than those that are in the file now. */
  readonly behind: ReadonlySet<string>;
}

/** What marks the fingerprint of a relation that a build of a part left older than what it reads. */
const outdated = 'outdated ';

export function markOutdated(fingerprint: string): string {
  return fingerprint.startsWith(outdated) ? fingerprint : outdated + fingerprint;
}

/** What a build of a part is compared with. */
export interface PartialBuild {
  readonly manifest: Manifest;
  readonly compiler: Compiler;
  /** Unique ids of what the build makes. */
  readonly chosen: ReadonlySet<string>;
  readonly published: PublishedFingerprints;
}

/**
 * The relations that a build of a part keeps although they are not what a full build would make. A
 * retained view shows what is below it as it is now, so it is out of date only with what it reads. What
 * is built anew from the same code and the same inputs has not changed; a source that is loaded
 * may have. Without a fingerprint nothing is known, and nothing said.
 */
export function findStale({ manifest, compiler, chosen, published }: PartialBuild): KeptRelations {
  const stale = new Map<string, StaleCause>();
  const behind = new Set<string>();
  /** What has other rows than the published build, or may have, and is up to date. */
  const fresh = new Set<string>();
  for (const id of manifest.order) {
    const node = manifest.nodes.get(id);
    if (node === undefined || !holdsRows(node.resourceType)) continue;
    const parents = manifest.parents.get(id) ?? [];
    const readsStale = parents.some(parent => stale.has(parent));
    const readsFresh = parents.some(parent => fresh.has(parent));
    if (!isRelationNode(node)) {
      if (readsStale) stale.set(id, 'older');
      else if (readsFresh) fresh.add(id);
      continue;
    }
    const known = published.get(id);
    const hasChanged = () => known !== nodeFingerprint(node, compiler);
    if (chosen.has(id)) {
      if (node.resourceType === 'source' || readsStale || readsFresh || hasChanged()) fresh.add(id);
      continue;
    }
    if (!published.has(id)) continue;
    if (readsFresh && !isView(node)) behind.add(id);
    if (known?.startsWith(outdated)) stale.set(id, 'older');
    else if (known !== undefined && hasChanged()) stale.set(id, 'changed');
    else if (readsStale || behind.has(id)) stale.set(id, 'older');
    else if (readsFresh) fresh.add(id);
  }
  return { stale, behind };
}

function holdsRows(type: string): boolean {
  return type === 'source' || type === 'seed' || type === 'model';
}

function isView(node: RelationNode): boolean {
  return relationKind(node) === 'view';
}

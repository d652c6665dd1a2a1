import type { Node } from '../nodes/node.ts';
import type { Manifest } from './manifest.ts';

/**
 * The groups marked `on_failure: withhold` that a failure of this node is a failure of; none for
 * what nobody marked, whose failure keeps everything from being published. A data test belongs to
 * the group of its own config, else to that of what it is attached to, else to those of all that it
 * reads directly; a unit test to the group of its model.
 */
export function withholdingGroups(manifest: Manifest, id: string): ReadonlySet<string> {
  const node = manifest.nodes.get(id);
  if (node === undefined) return new Set();
  const members = node.group === undefined ? membersBehind(manifest, node) : [node];
  const names = members.flatMap(({ group }) => group ?? []);
  return new Set(names.filter(name => manifest.groups.get(name)?.withholds === true));
}

/** The nodes that a test without a group of its own is about. */
function membersBehind(manifest: Manifest, node: Node): readonly Node[] {
  if (node.resourceType !== 'test' && node.resourceType !== 'unit_test') return [];
  const attached = node.resourceType === 'test' ? node.attachedNode : undefined;
  const ids = attached === undefined ? (manifest.parents.get(node.uniqueId) ?? []) : [attached];
  return ids.flatMap(parent => manifest.nodes.get(parent) ?? []);
}

/** Why a model or seed is withheld. */
export interface WithheldNode {
  /** The group in which something failed. */
  readonly group: string;
  /** A withheld node that it reads; undefined for a member of the group itself. */
  readonly reads: string | undefined;
}

/** The models and seeds of these groups and all that depends on them, by unique id. */
export function withheldNodes(
  manifest: Manifest,
  groups: ReadonlySet<string>,
): ReadonlyMap<string, WithheldNode> {
  const withheld = new Map<string, WithheldNode>();
  for (const id of manifest.order) {
    const node = manifest.nodes.get(id);
    if (node?.resourceType !== 'model' && node?.resourceType !== 'seed') continue;
    if (node.group !== undefined && groups.has(node.group)) {
      withheld.set(id, { group: node.group, reads: undefined });
      continue;
    }
    const reads = manifest.parents.get(id)?.find(parent => withheld.has(parent));
    const group = reads === undefined ? undefined : withheld.get(reads)?.group;
    if (group !== undefined) withheld.set(id, { group, reads });
  }
  return withheld;
}

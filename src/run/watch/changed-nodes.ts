import { reach } from '../../graph/dag.ts';

/** Fingerprints and edges of all nodes. */
export interface NodesState {
  /** By unique id: two equal fingerprints mean that the node's own result cannot have changed. */
  readonly fingerprints: ReadonlyMap<string, string>;
  /** Direct children by unique id. */
  readonly children: ReadonlyMap<string, readonly string[]>;
}

/** What a save has changed; unique ids, sorted. */
export interface ChangedNodes {
  /** New nodes, and nodes whose fingerprint changed. */
  readonly changed: readonly string[];
  /** The changed nodes and their descendants, which have to run again. */
  readonly affected: readonly string[];
  /** Nodes that were removed. */
  readonly removed: readonly string[];
}

/** Compares the state of the last good build with the state on disk. */
export function changedNodes(before: NodesState, after: NodesState): ChangedNodes {
  const changed = [...after.fingerprints]
    .filter(([id, fingerprint]) => before.fingerprints.get(id) !== fingerprint)
    .map(([id]) => id);
  const removed = [...before.fingerprints.keys()].filter(id => !after.fingerprints.has(id));
  return {
    changed: changed.sort(),
    affected: [...new Set([...changed, ...reach(after.children, changed)])].sort(),
    removed: removed.sort(),
  };
}

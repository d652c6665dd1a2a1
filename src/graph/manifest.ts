import type { CrmError } from '../base/crm-error.ts';
import type { Resolver } from '../template/compiler.ts';
import type { MacroInfo, Node } from '../template/node.ts';

/** All nodes and how they hang together; readonly data but for the resolver's two look-ups. */
export interface Manifest {
  readonly projectName: string;
  /** Enabled nodes by unique id, in a stable order. */
  readonly nodes: ReadonlyMap<string, Node>;
  readonly disabled: ReadonlyMap<string, Node>;
  readonly macros: ReadonlyMap<string, MacroInfo>;
  /** Direct parents and children by unique id, for every enabled node. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Unique ids in an order in which every parent comes before its children; ties by unique id. */
  readonly order: readonly string[];
  readonly resolver: Resolver;
}

/** A manifest and what is wrong with it (unknown refs, doubled names, cycles). */
export interface BuiltManifest {
  readonly manifest: Manifest;
  readonly errors: readonly CrmError[];
}

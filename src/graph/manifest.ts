import type { CrmError } from '../base/errors/crm-error.ts';
import type { Resolver } from '../nodes/compiler.ts';
import type { GroupInfo, MacroInfo, Node } from '../nodes/node.ts';
import { checkCycles } from './check-cycles.ts';
import { checkNames } from './check-names.ts';
import { createDag, topologicalOrder } from './dag.ts';
import { giveFileNames } from './node-file-name.ts';
import { resolveParents } from './resolve-parents.ts';
import { createResolver } from './resolver.ts';

/** All nodes and how they hang together; readonly data but for the resolver's two look-ups. */
export interface Manifest {
  readonly projectName: string;
  /** Enabled nodes by unique id, in a stable order. */
  readonly nodes: ReadonlyMap<string, Node>;
  readonly disabled: ReadonlyMap<string, Node>;
  readonly macros: ReadonlyMap<string, MacroInfo>;
  /** By name. */
  readonly groups: ReadonlyMap<string, GroupInfo>;
  /** Direct parents and children by unique id, for every enabled node. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Unique ids in an order in which every parent comes before its children; ties by unique id. */
  readonly order: readonly string[];
  readonly resolver: Resolver;
}

/** A manifest and what is wrong with it (unknown refs, duplicate names, cycles). */
export interface BuiltManifest {
  readonly manifest: Manifest;
  readonly errors: readonly CrmError[];
}

/**
 * Connects nodes by what they ref and collects everything that is wrong between them. With errors
 * the manifest holds what could be connected: of two nodes with one id the first, no edge for an
 * unknown ref, and nodes on a cycle last in the order. Tests of a disabled model are disabled too.
 */
export function buildManifest(
  projectName: string,
  nodes: Iterable<Node>,
  macros: Iterable<MacroInfo>,
  groups: Iterable<GroupInfo> = [],
): BuiltManifest {
  const all = [...nodes].sort((a, b) => compare(a.uniqueId, b.uniqueId));
  const isEnabled = enabledCheck(all);
  const enabled = all.filter(isEnabled);
  const byId = firstById(giveFileNames(enabled));
  const disabled = firstById(all.filter(node => !isEnabled(node)));
  const { parents, errors } = resolveParents(byId, disabled);
  const dag = createDag(byId.keys(), id => parents.get(id) ?? []);
  return {
    manifest: {
      projectName,
      nodes: byId,
      disabled,
      macros: firstById(macros),
      groups: new Map([...groups].map(group => [group.name, group])),
      parents: dag.parents,
      children: dag.children,
      order: topologicalOrder(dag),
      resolver: createResolver(byId.values()),
    },
    errors: [...checkNames(enabled), ...errors, ...checkCycles(dag, byId)],
  };
}

/** Whether a node takes part: a test needs the model that it was written for, as in dbt. */
function enabledCheck(all: readonly Node[]): (node: Node) => boolean {
  const ids = new Set(all.filter(node => node.enabled).map(node => node.uniqueId));
  const off = all.filter(node => !ids.has(node.uniqueId));
  const offIds = new Set(off.map(node => node.uniqueId));
  const onNames = new Set(
    all.filter(n => n.resourceType === 'model' && n.enabled).map(n => n.name),
  );
  const offNames = new Set(off.filter(n => n.resourceType === 'model').map(n => n.name));
  return node => {
    if (!node.enabled) return false;
    if (node.resourceType === 'test') return !offIds.has(node.attachedNode ?? '');
    if (node.resourceType !== 'unit_test') return true;
    return onNames.has(node.model) || !offNames.has(node.model);
  };
}

function firstById<T extends { readonly uniqueId: string }>(
  items: Iterable<T>,
): ReadonlyMap<string, T> {
  const byId = new Map<string, T>();
  for (const item of items) if (!byId.has(item.uniqueId)) byId.set(item.uniqueId, item);
  return byId;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

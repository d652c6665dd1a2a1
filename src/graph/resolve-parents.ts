import { CrmError } from '../base/errors/crm-error.ts';
import { nearest } from '../base/text/nearest.ts';
import type { Node, RefCall, SourceCall } from '../nodes/node.ts';
import { nodeLabel } from './node-label.ts';
import { createResolver } from './resolver.ts';

/** Direct parents of every node by unique id, and the calls that lead nowhere. */
export interface ResolvedParents {
  readonly parents: ReadonlyMap<string, readonly string[]>;
  readonly errors: readonly CrmError[];
}

/** Finds what every ref() and source() means, and the model that every test is for. */
export function resolveParents(
  nodes: ReadonlyMap<string, Node>,
  disabled: ReadonlyMap<string, Node>,
): ResolvedParents {
  const resolver = createResolver(nodes.values());
  const disabledResolver = createResolver(disabled.values());
  const names = namesOf(nodes.values());
  const parents = new Map<string, readonly string[]>();
  const errors: CrmError[] = [];

  for (const node of nodes.values()) {
    const found = new Set<string>();
    const missing = new Set<string>();
    const refs = [...node.refs, ...modelUnderTest(node)];
    for (const call of refs) {
      const parent = resolver.ref(call.name);
      if (parent !== undefined) found.add(parent.uniqueId);
      else if (addNew(missing, call.name)) {
        const off = disabledResolver.ref(call.name);
        errors.push(unknownRef(node, call, off, names.refs));
      }
    }
    for (const call of node.sources) {
      const parent = resolver.source(call.sourceName, call.tableName);
      if (parent !== undefined) found.add(parent.uniqueId);
      else if (addNew(missing, `${call.sourceName}.${call.tableName}`)) {
        const off = disabledResolver.source(call.sourceName, call.tableName);
        errors.push(unknownSource(node, call, off, names.sources));
      }
    }
    if (node.resourceType === 'test' && node.attachedNode !== undefined) {
      if (nodes.has(node.attachedNode)) found.add(node.attachedNode);
      else if (missing.size === 0) errors.push(unknownAttached(node, node.attachedNode, nodes));
    }
    parents.set(node.uniqueId, [...found]);
  }
  return { parents, errors };
}

function addNew(set: Set<string>, value: string): boolean {
  if (set.has(value)) return false;
  set.add(value);
  return true;
}

/** A unit test names its model outside of ref(). */
function modelUnderTest(node: Node): readonly RefCall[] {
  if (node.resourceType !== 'unit_test') return [];
  return [{ name: node.model, location: node.location, trace: [] }];
}

function namesOf(nodes: Iterable<Node>): { refs: readonly string[]; sources: readonly string[] } {
  const refs: string[] = [];
  const sources: string[] = [];
  for (const node of nodes) {
    if (node.resourceType === 'model' || node.resourceType === 'seed') refs.push(node.name);
    if (node.resourceType === 'source') sources.push(`${node.sourceName}.${node.name}`);
  }
  return { refs, sources };
}

function unknownRef(
  node: Node,
  call: RefCall,
  disabled: Node | undefined,
  names: readonly string[],
): CrmError {
  const { location, trace } = call;
  if (disabled !== undefined) {
    return new CrmError(
      'unknown-ref',
      { node: nodeLabel(node), name: call.name, isDisabled: true },
      { location, trace },
    );
  }
  return new CrmError(
    'unknown-ref',
    { node: nodeLabel(node), name: call.name, nearest: nearest(call.name, names) },
    { location, trace },
  );
}

function unknownSource(
  node: Node,
  call: SourceCall,
  disabled: Node | undefined,
  names: readonly string[],
): CrmError {
  const { location, trace } = call;
  const name = `${call.sourceName}.${call.tableName}`;
  if (disabled !== undefined) {
    return new CrmError(
      'unknown-source',
      { node: nodeLabel(node), name, isDisabled: true },
      { location, trace },
    );
  }
  return new CrmError(
    'unknown-source',
    {
      node: nodeLabel(node),
      name,
      nearest: nearest(name, names),
      hint: 'declare it below sources: in a YAML file',
    },
    { location, trace },
  );
}

function unknownAttached(
  node: Node,
  attachedNode: string,
  nodes: ReadonlyMap<string, Node>,
): CrmError {
  return new CrmError(
    'unknown-ref',
    { node: nodeLabel(node), name: attachedNode, nearest: nearest(attachedNode, nodes.keys()) },
    { location: node.location },
  );
}

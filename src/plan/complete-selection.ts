import { CrmError } from '../base/crm-error.ts';
import { formatRelation } from '../base/relation.ts';
import type { Manifest } from '../graph/manifest.ts';
import { nodeLabel } from '../graph/node-label.ts';
import type { Node } from '../template/node.ts';
import { inputsOf, type RelationNode } from './node-inputs.ts';

/** What a plan runs after its inputs were looked at. */
export interface CompletedSelection {
  readonly chosen: ReadonlySet<string>;
  readonly errors: readonly CrmError[];
  readonly warnings: readonly CrmError[];
}

/**
 * Adds the sources and seeds that selected models read and the published build does not have, and
 * finds what cannot run: a model whose parent is neither built nor published is an error. Data
 * tests that came along with one of their parents, as tests do, are left out with a warning when
 * another is missing; one that was selected for itself is an error. Without knowledge of the
 * published build, sources and seeds are always added and nothing is missing.
 */
export function completeSelection(
  manifest: Manifest,
  selected: ReadonlySet<string>,
  published: ReadonlySet<string> | undefined,
): CompletedSelection {
  const chosen = new Set(selected);
  const missing = new Map<RelationNode, Node[]>();
  const leftOut: LeftOut[] = [];
  const isAbsent = (input: RelationNode) =>
    !chosen.has(input.uniqueId) && published?.has(formatRelation(input.relation)) !== true;

  const readers = [...selected].flatMap(id => manifest.nodes.get(id) ?? []);
  for (const node of readers.filter(({ resourceType }) => resourceType === 'model')) {
    for (const input of inputsOf(manifest, node.uniqueId).filter(isAbsent)) {
      if (input.resourceType !== 'model') chosen.add(input.uniqueId);
      else if (published !== undefined) addReader(missing, input, node);
    }
  }
  if (published !== undefined) {
    for (const node of readers.filter(({ resourceType }) => resourceType === 'test')) {
      const inputs = inputsOf(manifest, node.uniqueId);
      const absent = inputs.filter(isAbsent);
      if (absent.length === 0) continue;
      if (inputs.some(input => chosen.has(input.uniqueId))) {
        chosen.delete(node.uniqueId);
        leftOut.push({ test: node, absent });
      } else for (const input of absent) addReader(missing, input, node);
    }
  }
  const errors = [...missing].map(([input, by]) => isMissing(input, by));
  return { chosen, errors, warnings: warnLeftOut(leftOut) };
}

/** A test that cannot run, and what it would read. */
interface LeftOut {
  readonly test: Node;
  readonly absent: readonly RelationNode[];
}

function addReader(missing: Map<RelationNode, Node[]>, input: RelationNode, reader: Node): void {
  const readers = missing.get(input);
  if (readers === undefined) missing.set(input, [reader]);
  else readers.push(reader);
}

/** One warning for all of them: a selection in a large project leaves many out. */
function warnLeftOut(leftOut: readonly LeftOut[]): CrmError[] {
  const [first] = leftOut;
  if (first === undefined) return [];
  const hint = selectHint([...new Set(leftOut.flatMap(({ absent }) => absent))]);
  const unbuilt = 'neither selected nor in the published build';
  const message =
    leftOut.length === 1
      ? `${nodeLabel(first.test)} is left out: it also reads ` +
        `${first.absent.map(nodeLabel).join(' and ')}, which is ${unbuilt}`
      : `${leftOut.length} tests are left out: they also read what is ${unbuilt}: ${leftOut
          .map(({ test, absent }) => `${test.name} (${absent.map(({ name }) => name).join(', ')})`)
          .join(', ')}`;
  return [new CrmError('relation-missing', message, { location: first.test.location, hint })];
}

function isMissing(input: RelationNode, readers: readonly Node[]): CrmError {
  const [first] = readers;
  const others = readers.length > 1 ? ` (and ${readers.length - 1} more)` : '';
  return new CrmError(
    'relation-missing',
    `${first === undefined ? 'something' : nodeLabel(first)}${others} reads ${nodeLabel(input)}, ` +
      'which is neither selected nor in the published build',
    { location: first?.location, hint: selectHint([input]) },
  );
}

function selectHint(nodes: readonly RelationNode[]): string {
  const names = nodes.map(node =>
    node.resourceType === 'source' ? `source:${node.sourceName}.${node.name}` : node.name,
  );
  return `run crm-run build first, or select it too: --select ${names.join(' ')}`;
}

import { CrmError } from '../../base/errors/crm-error.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import type { Manifest } from '../../graph/manifest.ts';
import { nodeLabel } from '../../graph/node-label.ts';
import type { Node } from '../../nodes/node.ts';
import type { RelationNode } from '../../nodes/relation-kind.ts';
import { type WithheldRelations, withheldError } from '../stale/withheld-relation.ts';
import { inputsOf } from './node-inputs.ts';

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
 * another is missing; one that was selected for itself is an error. Tests of what the last build
 * withheld are left out as long as others are left. Without knowledge of the published build,
 * sources and seeds are always added and nothing is missing.
 */
export function completeSelection(
  manifest: Manifest,
  selected: ReadonlySet<string>,
  published: ReadonlyMap<string, unknown> | undefined,
  withheld: WithheldRelations = new Map(),
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
  const isWithheld = (input: RelationNode) => withheld.has(formatRelation(input.relation));
  if (published !== undefined) {
    const tests = readers
      .filter(({ resourceType }) => resourceType === 'test')
      .map(node => ({ node, inputs: inputsOf(manifest, node.uniqueId) }));
    const someRun = tests.some(({ inputs }) => !inputs.some(isAbsent));
    for (const { node, inputs } of tests) {
      const absent = inputs.filter(isAbsent);
      if (absent.length === 0) continue;
      const comesAlong = inputs.some(input => chosen.has(input.uniqueId));
      if (comesAlong || (someRun && absent.every(isWithheld))) {
        chosen.delete(node.uniqueId);
        leftOut.push({ test: node, absent });
      } else for (const input of absent) addReader(missing, input, node);
    }
  }
  const errors = [...missing].map(([input, by]) => {
    const found = withheld.get(formatRelation(input.relation));
    return found === undefined ? isMissing(input, by) : withheldError(found, withheld, by[0]);
  });
  const [ofWithheld, others] = part(leftOut, ({ absent }) => absent.every(isWithheld));
  const warnings = [...warnLeftOut(others), ...warnWithheld(ofWithheld, withheld)];
  return { chosen, errors, warnings };
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
  const absent = [...new Set(leftOut.flatMap(each => each.absent))];
  const hint = absent.length > mostNamed ? 'run crm-run build first' : selectHint(absent);
  const unbuilt = 'neither selected nor in the published build';
  const message =
    leftOut.length === 1
      ? `${nodeLabel(first.test)} is left out: it also reads ` +
        `${first.absent.map(nodeLabel).join(' and ')}, which is ${unbuilt}`
      : `${leftOut.length} tests are left out: they also read what is ${unbuilt}: ` +
        nameFirst(leftOut.map(each => `${each.test.name} (${nameFirst(each.absent.map(nameOf))})`));
  return [
    new CrmError(
      'relation-missing',
      { relations: absent.map(nameOf), reason: message, hint },
      { location: first.test.location },
    ),
  ];
}

/** Names that a sentence takes. */
const mostNamed = 3;

function nameFirst(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const named = names.slice(0, more > 0 ? mostNamed : names.length).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}

function nameOf({ name }: RelationNode): string {
  return name;
}

/** One warning for all tests of what the last build withheld. */
function warnWithheld(leftOut: readonly LeftOut[], withheld: WithheldRelations): CrmError[] {
  const [first] = leftOut;
  if (first === undefined) return [];
  const [input] = first.absent;
  const found = input && withheld.get(formatRelation(input.relation));
  if (found === undefined) return [];
  const error = withheldError(found, withheld, first.test);
  const others = leftOut.length - 1;
  const more = others === 0 ? 'it is' : `it and ${others} more ${others === 1 ? 'is' : 'are'}`;
  const message = `${error.message}; ${more} left out`;
  const { location, hint } = error;
  return [
    new CrmError(
      'relation-withheld',
      { relations: first.absent.map(nameOf), reason: message, hint },
      { location },
    ),
  ];
}

function part<T>(items: readonly T[], holds: (item: T) => boolean): [T[], T[]] {
  return [items.filter(holds), items.filter(item => !holds(item))];
}

function isMissing(input: RelationNode, readers: readonly Node[]): CrmError {
  const [first] = readers;
  const others = readers.length > 1 ? ` (and ${readers.length - 1} more)` : '';
  return new CrmError(
    'relation-missing',
    {
      relations: [input.name],
      reason:
        `${first === undefined ? 'something' : nodeLabel(first)}${others} reads ${nodeLabel(input)}, ` +
        'which is neither selected nor in the published build',
      hint: selectHint([input]),
    },
    { location: first?.location },
  );
}

function selectHint(nodes: readonly RelationNode[]): string {
  const names = nodes.map(node =>
    node.resourceType === 'source' ? `source:${node.sourceName}.${node.name}` : node.name,
  );
  return `run crm-run build first, or select it too: --select ${names.join(' ')}`;
}

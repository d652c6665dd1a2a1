import { CrmError } from '../../base/errors/crm-error.ts';
import { reach } from '../../graph/dag.ts';
import type { Manifest } from '../../graph/manifest.ts';
import { nodeLabel } from '../../graph/node-label.ts';
import type { Node } from '../../nodes/node.ts';
import type { RelationNode } from '../../nodes/relation-kind.ts';
import { isRelationNode } from '../../nodes/relation-kind.ts';
import type { StaleRelations } from './stale-relations.ts';

/** Names that are listed; more of them would bury the sentence. */
const mostNames = 5;

/** What a step would read although it is out of date. */
export interface StaleRead {
  readonly reader: Node;
  readonly read: RelationNode;
}

/** One error for all that a build would read out of date, and what to select for it not to. */
export function staleReadsError(
  manifest: Manifest,
  stale: StaleRelations,
  reads: readonly StaleRead[],
): CrmError {
  const [first] = reads;
  const readers = new Set(reads.map(({ reader }) => reader));
  const inputs = [...new Set(reads.map(({ read }) => read))];
  const others = readers.size > 1 ? ` (and ${readers.size - 1} more)` : '';
  const who = first === undefined ? 'something' : `${nodeLabel(first.reader)}${others}`;
  const message = `${who} would read what is out of date: ${describeCauses(inputs, stale)}`;
  const hint = readHint([...readers], withStaleAncestors(manifest, stale, inputs), inputs);
  return new CrmError(
    'relation-stale',
    { relations: inputs.map(node => node.name), reason: message, hint },
    { location: first?.reader.location },
  );
}

/** What to select too, or what to leave out with all that reads it. */
function readHint(
  [reader, ...others]: readonly Node[],
  missing: readonly RelationNode[],
  inputs: readonly RelationNode[],
): string {
  const readers = [reader, ...others].flatMap(node => node?.name ?? []);
  const selection =
    missing.length <= mostNames
      ? `--select ${[readers[0], ...missing.map(selectorOf)].join(' ')}`
      : `--select ${readers
          .slice(0, mostNames)
          .map(name => `+${name}`)
          .join(' ')}`;
  const select = `select what is read too, as in crm-run build ${selection}`;
  if (inputs.length > mostNames) return select;
  return `${select}, or leave out what reads it: --exclude ${inputs.map(node => `${selectorOf(node)}+`).join(' ')}`;
}

/** One warning that names what a build keeps out of date, and how to bring it up to date. */
export function keptStaleWarning(
  manifest: Manifest,
  stale: StaleRelations,
  leftOut: readonly Node[],
): CrmError | undefined {
  const kept = [...stale.keys()].flatMap(id => manifest.nodes.get(id) ?? []).filter(isRelationNode);
  if (kept.length === 0) return undefined;
  const [one] = leftOut;
  const tests =
    one === undefined
      ? ''
      : leftOut.length === 1
        ? `; ${nodeLabel(one)}, which reads it, is left out`
        : `; ${leftOut.length} tests that read it are left out`;
  const message = `not rebuilt, and out of date: ${describeCauses(kept, stale)}${tests}`;
  const roots = kept.filter(({ uniqueId }) => !readsStale(manifest, stale, uniqueId));
  const selection =
    roots.length <= mostNames
      ? ` --select ${roots.map(node => `${selectorOf(node)}+`).join(' ')}`
      : '';
  return new CrmError('relation-stale', {
    relations: kept.map(node => node.name),
    reason: message,
    hint: `bring it up to date with crm-run build${selection}`,
  });
}

/** What tests of the published build read that is not what the project says now. */
export function staleTestsWarning(
  manifest: Manifest,
  stale: StaleRelations,
  inputs: readonly RelationNode[],
): CrmError | undefined {
  if (inputs.length === 0) return undefined;
  const message = `tested as it was published, and out of date: ${describeCauses(inputs, stale)}`;
  const roots = withStaleAncestors(manifest, stale, inputs).map(selectorOf);
  const selection = roots.length <= mostNames ? ` --select ${roots.join(' ')}` : '';
  return new CrmError('relation-stale', {
    relations: inputs.map(node => node.name),
    reason: message,
    hint: `bring it up to date with crm-run build${selection}`,
  });
}

function describeCauses(nodes: readonly RelationNode[], stale: StaleRelations): string {
  const parts = (['changed', 'older'] as const).flatMap(cause => {
    const names = nodes.filter(({ uniqueId }) => stale.get(uniqueId) === cause).map(nodeLabel);
    if (names.length === 0) return [];
    const shown = names.slice(0, mostNames).join(', ');
    const others = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
    const they = names.length > 1;
    const why =
      cause === 'changed'
        ? `changed since ${they ? 'they were' : 'it was'} built`
        : `older than what ${they ? 'they are' : 'it is'} made of`;
    return [`${shown}${others} (${why})`];
  });
  return parts.join(' and ');
}

function selectorOf(node: RelationNode): string {
  return node.resourceType === 'source' ? `source:${node.sourceName}.${node.name}` : node.name;
}

/** These relations and all above them that are out of date with them, parents first. */
function withStaleAncestors(
  manifest: Manifest,
  stale: StaleRelations,
  from: readonly RelationNode[],
): readonly RelationNode[] {
  const ids = from.map(({ uniqueId }) => uniqueId);
  const above = reach(manifest.parents, ids, { through: id => stale.has(id) });
  return [...stale.keys()]
    .filter(id => above.has(id) || ids.includes(id))
    .flatMap(id => manifest.nodes.get(id) ?? [])
    .filter(isRelationNode);
}

function readsStale(manifest: Manifest, stale: StaleRelations, id: string): boolean {
  return (manifest.parents.get(id) ?? []).some(parent => stale.has(parent));
}

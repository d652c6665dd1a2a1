import type { CrmError } from '../../base/errors/crm-error.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import type { Manifest } from '../../graph/manifest.ts';
import { nodeLabel } from '../../graph/node-label.ts';
import { type WithheldNode, withheldNodes, withholdingGroups } from '../../graph/withholding.ts';
import type { Node } from '../../nodes/node.ts';
import { isRelationNode } from '../../nodes/relation-kind.ts';
import type { Plan } from '../../plan/plan.ts';
import type { WithheldRelation } from '../../warehouse/withheld-relation.ts';
import type { NodeResult } from '../run-event.ts';
import { isBad } from '../steps/execute-steps.ts';

/** Whether a build may be published, and what it has to leave out. */
export type Verdict =
  | { readonly publishes: true; readonly withheld: readonly WithheldRelation[] }
  | {
      readonly publishes: false;
      /** Why what failed cannot be left out; undefined where the failures themselves say it. */
      readonly reason: string | undefined;
    };

/** What the verdict is about. */
export interface Judged {
  readonly manifest: Manifest;
  readonly plan: Plan;
  readonly results: readonly NodeResult[];
  /** Relations that the file holds or held, by name. */
  readonly relations: ReadonlyMap<string, unknown>;
  readonly failFast: boolean;
}

/**
 * Decides what the failures keep from being published. Without failures, nothing. Failures in groups
 * that may be withheld: these groups and their descendants. Everything, where a failure is in no such
 * group, where a node outside of such groups depends on a withheld one, where the run was cut short, or
 * where nothing new would be left to publish.
 */
export function judgeResults(judged: Judged): Verdict {
  const { manifest, results, failFast } = judged;
  const bad = results.filter(isBad);
  if (bad.length === 0) return { publishes: true, withheld: [] };
  const failed = bad.filter(({ status }) => status !== 'skipped');
  const failures = new Map<string, NodeResult[]>();
  for (const result of failed) {
    const groups = endsAll(result) ? [] : [...withholdingGroups(manifest, result.uniqueId)];
    if (groups.length === 0 || failFast) return { publishes: false, reason: undefined };
    for (const group of groups) failures.set(group, [...(failures.get(group) ?? []), result]);
  }
  const withheld = withheldNodes(manifest, new Set(failures.keys()));
  const needing = findUnmarkedReader(judged, withheld);
  if (needing !== undefined) return { publishes: false, reason: needing };
  const isExplained = ({ uniqueId }: NodeResult) =>
    withheld.has(uniqueId) || readsWithheld(manifest, uniqueId, withheld);
  const unexplained = bad.some(result => result.status === 'skipped' && !isExplained(result));
  const isLeft = ({ uniqueId, status }: NodeResult) =>
    status === 'success' && isRelationNode(manifest.nodes.get(uniqueId)) && !withheld.has(uniqueId);
  if (unexplained || !results.some(isLeft)) return { publishes: false, reason: undefined };
  return { publishes: true, withheld: describeWithheld(manifest, withheld, failures) };
}

/** Errors that no node caused, and that would hit the next node as well. */
function endsAll({ status, errors }: NodeResult): boolean {
  const isOfSystem = ({ code }: CrmError) => code === 'disk-full' || code === 'system-error';
  return status === 'interrupted' || errors.some(isOfSystem);
}

/** A relation or test of severity error that reads a withheld relation and may not be withheld itself. */
function findUnmarkedReader(
  { manifest, plan, relations }: Judged,
  withheld: ReadonlyMap<string, WithheldNode>,
): string | undefined {
  const planned = new Set(plan.steps.map(step => step.uniqueId));
  const isUnmarked = (id: string) => withholdingGroups(manifest, id).size === 0;
  for (const [id, { reads, group }] of withheld) {
    const node = manifest.nodes.get(id);
    if (!isRelationNode(node) || !isUnmarked(id)) continue;
    if (!planned.has(id) && !relations.has(formatRelation(node.relation))) continue;
    return needs(node, manifest.nodes.get(reads ?? ''), group);
  }
  for (const { kind, node, uniqueId } of plan.steps) {
    if (kind !== 'test' || node.severity !== 'error' || !isUnmarked(uniqueId)) continue;
    const reads = manifest.parents.get(uniqueId)?.find(parent => withheld.has(parent));
    if (reads === undefined) continue;
    return needs(node, manifest.nodes.get(reads), withheld.get(reads)?.group ?? '');
  }
  return undefined;
}

function needs(node: Node, read: Node | undefined, group: string): string {
  const what = read === undefined ? 'it' : nodeLabel(read);
  return `${nodeLabel(node)} is in no group that may be withheld and needs ${what}, and something failed in group '${group}'`;
}

function readsWithheld(
  manifest: Manifest,
  id: string,
  withheld: ReadonlyMap<string, WithheldNode>,
): boolean {
  const type = manifest.nodes.get(id)?.resourceType;
  if (type !== 'test' && type !== 'unit_test') return false;
  return (manifest.parents.get(id) ?? []).some(parent => withheld.has(parent));
}

function describeWithheld(
  manifest: Manifest,
  withheld: ReadonlyMap<string, WithheldNode>,
  failures: ReadonlyMap<string, readonly NodeResult[]>,
): readonly WithheldRelation[] {
  return [...withheld].flatMap(([uniqueId, { group, reads }]) => {
    const node = manifest.nodes.get(uniqueId);
    if (!isRelationNode(node)) return [];
    const failure = describeFailures(manifest, failures.get(group) ?? []);
    const read = manifest.nodes.get(reads ?? '');
    const { relation } = node;
    return [{ group, uniqueId, relation, failure, reads: read && nodeLabel(read) }];
  });
}

function describeFailures(manifest: Manifest, failures: readonly NodeResult[]): string {
  const labels = failures.flatMap(({ uniqueId }) => {
    const node = manifest.nodes.get(uniqueId);
    return node === undefined ? [] : [nodeLabel(node)];
  });
  const [first = '', ...others] = labels;
  return others.length === 0 ? `${first} failed` : `${first} and ${others.length} more failed`;
}

import { beforeAll, expect, it } from 'vitest';
import type { Manifest } from '../../src/graph/manifest.ts';
import { withheldNodes, withholdingGroups } from '../../src/graph/withholding.ts';
import type { Node } from '../../src/nodes/node.ts';
import { ownProject } from '../support/own-project.ts';

let manifest: Manifest;
beforeAll(async () => {
  ({ manifest } = await ownProject());
});

const directoryOf = ({ originalFilePath }: Node) =>
  originalFilePath.replace(/^tests\/data\//, 'models/').split('/')[1] ?? '';
const isCore = (node: Node) => ['staging', 'crm'].includes(directoryOf(node));
const groupsOf = ({ uniqueId }: Node) => [...withholdingGroups(manifest, uniqueId)];
const nodesOf = (...types: string[]) =>
  [...manifest.nodes.values()].filter(({ resourceType }) => types.includes(resourceType));

it('each analysis is in the group of its directory, and the core in none', () => {
  const shared = ['as_of', 'orders', 'returns', 'visitor_identities'];
  for (const node of nodesOf('model')) {
    const own = shared.includes(node.name) ? ['orders'] : [directoryOf(node)];
    expect([node.name, groupsOf(node)]).toEqual([node.name, isCore(node) ? [] : own]);
  }
});

it('a test of an analysis holds back one group, and one of the core everything', () => {
  const tests = nodesOf('test', 'unit_test').filter(node => !directoryOf(node).startsWith('cali'));
  const wrong = tests.filter(node => groupsOf(node).length !== (isCore(node) ? 0 : 1));
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

it('nothing of the core, and no test of severity error on it, needs an analysis', () => {
  const withheld = withheldNodes(manifest, new Set(manifest.groups.keys()));
  const needing = nodesOf('model', 'test').filter(
    node =>
      groupsOf(node).length === 0 &&
      (manifest.parents.get(node.uniqueId) ?? []).some(parent => withheld.has(parent)),
  );
  expect(needing.map(({ name }) => name)).toEqual([]);
});

import type { Manifest } from '../../graph/manifest.ts';

/**
 * The chosen nodes in the order of execution: sources, then seeds, so that bad raw data shows before
 * work is done on it; models by dependency, each right after its unit tests; and every data test as
 * soon as all that it reads has been passed.
 */
export function orderSteps(manifest: Manifest, chosen: ReadonlySet<string>): readonly string[] {
  const order = buildOrder(manifest);
  const positions = new Map(order.map((id, index) => [id, index]));
  const unitTests = new Map<number, string[]>();
  const dataTests = new Map<number, string[]>();
  for (const id of [...chosen].sort()) {
    const type = manifest.nodes.get(id)?.resourceType;
    if (type !== 'test' && type !== 'unit_test') continue;
    const parents = manifest.parents.get(id) ?? [];
    const last = Math.max(-1, ...parents.map(parent => positions.get(parent) ?? -1));
    const list = type === 'test' ? dataTests : unitTests;
    list.set(last, [...(list.get(last) ?? []), id]);
  }
  return [
    ...(dataTests.get(-1) ?? []),
    ...order.flatMap((id, index) => [
      ...(unitTests.get(index) ?? []),
      ...(chosen.has(id) ? [id] : []),
      ...(dataTests.get(index) ?? []),
    ]),
  ];
}

/** All sources, seeds and models, ephemeral ones included, parents first. */
function buildOrder(manifest: Manifest): readonly string[] {
  const rank: Readonly<Record<string, number>> = { source: 0, seed: 1, model: 2 };
  const rankOf = (id: string) => rank[manifest.nodes.get(id)?.resourceType ?? ''] ?? 3;
  return manifest.order.filter(id => rankOf(id) < 3).sort((a, b) => rankOf(a) - rankOf(b));
}

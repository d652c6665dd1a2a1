import { createHash } from 'node:crypto';
import type { Manifest } from '../graph/manifest.ts';
import type { Compiler } from '../template/compiler.ts';
import type { Node } from '../template/node.ts';
import type { NodesState } from './changed-nodes.ts';
import { contentStamp } from './file-stamps.ts';

/**
 * Fingerprints of all nodes. They take in the compiled SQL, so that a change of a macro reaches
 * the nodes that call it, the config and columns, and for sources the state of the raw file.
 * Throws CrmError where a template does not render.
 */
export async function readNodesState(manifest: Manifest, compiler: Compiler): Promise<NodesState> {
  const fingerprints = new Map<string, string>();
  for (const [id, node] of manifest.nodes) {
    fingerprints.set(id, digest(await ingredients(node, compiler)));
  }
  return { fingerprints, children: manifest.children };
}

async function ingredients(node: Node, compiler: Compiler): Promise<readonly unknown[]> {
  switch (node.resourceType) {
    case 'model':
      return [
        compiler.compile(node).text,
        node.materialized,
        node.relation,
        node.contract,
        node.columns.map(({ name, dataType }) => [name, dataType]),
      ];
    case 'seed':
      return [node.checksum, node.relation, node.columnTypes, node.delimiter];
    case 'source':
      return [
        node.relation,
        node.columns.map(({ name, dataType, optional, timeZone }) => [
          name,
          dataType,
          optional,
          timeZone,
        ]),
        node.optional,
        node.origin,
        node.origin.kind === 'file' ? await contentStamp(node.origin.file) : undefined,
      ];
    case 'test':
      return [
        compiler.compile(node).text,
        node.severity,
        node.warnIf,
        node.errorIf,
        node.failCalc,
        node.limit,
      ];
    case 'unit_test':
      return [node.model, node.given, node.expect, node.overrides];
    case 'operation':
      return [compiler.compile(node).text];
    case 'exposure':
      return [];
  }
}

function digest(value: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

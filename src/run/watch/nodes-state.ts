import type { Manifest } from '../../graph/manifest.ts';
import type { Compiler } from '../../nodes/compiler.ts';
import type { SourceNode } from '../../nodes/node.ts';
import { digest, nodeFingerprint } from '../../plan/stale/node-fingerprint.ts';
import type { NodesState } from './changed-nodes.ts';
import { contentStamp } from './file-stamps.ts';

/**
 * Fingerprints of all nodes; those of sources include the location and state of their raw data.
 * Throws CrmError where a template does not render.
 */
export async function readNodesState(manifest: Manifest, compiler: Compiler): Promise<NodesState> {
  const fingerprints = new Map<string, string>();
  for (const [id, node] of manifest.nodes) {
    const fingerprint = nodeFingerprint(node, compiler);
    fingerprints.set(
      id,
      node.resourceType === 'source' ? await withRaw(node, fingerprint) : fingerprint,
    );
  }
  return { fingerprints, children: manifest.children };
}

async function withRaw({ origin }: SourceNode, fingerprint: string): Promise<string> {
  const raw = origin.kind === 'file' ? await contentStamp(origin.file) : undefined;
  return digest([fingerprint, origin, raw]);
}

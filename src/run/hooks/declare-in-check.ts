import { CrmError } from '../../base/errors/crm-error.ts';
import type { Connection } from '../../engine/engine.ts';
import type { Manifest } from '../../graph/manifest.ts';
import type { Compiler } from '../../nodes/compiler.ts';
import type { HookNode, Node } from '../../nodes/node.ts';

/** Statements that declare macros, types, sequences or schemas, and read no data. */
const declares =
  /^\s*(?:create\s+(?:or\s+replace\s+)?(?:macro|function|type|sequence|schema)|load)\b/i;

/**
 * Runs the declarations of the on-run-start hooks in the memory of a dry compile: macros, types,
 * sequences, schemas and loaded extensions. A declaration that fails is reported by the run.
 */
export async function declareInCheck(
  connection: Connection,
  { manifest, compiler }: { readonly manifest: Manifest; readonly compiler: Compiler },
): Promise<void> {
  const hooks = [...manifest.nodes.values()].filter(isAtStart).sort((a, b) => a.index - b.index);
  for (const hook of hooks) {
    const { text } = compiler.compile(hook);
    if (!declares.test(text)) continue;
    try {
      await connection.run(text);
    } catch (error) {
      if (!(error instanceof CrmError) || error.code === 'interrupted') throw error;
    }
  }
}

function isAtStart(node: Node): node is HookNode {
  return node.resourceType === 'operation' && node.when === 'on-run-start';
}

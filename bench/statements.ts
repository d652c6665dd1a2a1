import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from './workspace.ts';

interface ManifestNode {
  readonly name: string;
  readonly resource_type: string;
  readonly original_file_path: string;
  readonly compiled_path?: string | null;
  readonly schema?: string;
}

/** Collects what the last build of a workspace sent to the database, in its order, for a replay. */
export function collectStatements({ root }: Workspace): string {
  const read = (name: string) => JSON.parse(readFileSync(join(root, 'target', name), 'utf8'));
  const manifest: { nodes: Record<string, ManifestNode>; sources: Record<string, ManifestNode> } =
    read('manifest.json');
  const results: { results: { unique_id: string }[] } = read('run_results.json');
  const schemas = new Set<string>();
  const statements: string[] = [];
  for (const { unique_id: id } of results.results) {
    const node = manifest.nodes[id] ?? manifest.sources[id];
    // What ran in memory, the unit tests, is not part of what is built.
    if (node === undefined) continue;
    const file = join(root, statementPath(node));
    if (!existsSync(file)) throw new Error(`${id} left no statement in ${file}`);
    if (node.schema !== undefined && node.resource_type !== 'test') schemas.add(node.schema);
    statements.push(readFileSync(file, 'utf8'));
  }
  const file = join(root, 'target', 'statements.json');
  writeFileSync(file, JSON.stringify({ schemas: [...schemas].sort(), statements }));
  return file;
}

function statementPath(node: ManifestNode): string {
  const compiled =
    node.compiled_path ?? `target/compiled/crm/${node.original_file_path}/${node.name}.sql`;
  return compiled.replace('target/compiled/', 'target/run/');
}

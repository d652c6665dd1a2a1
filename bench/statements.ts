import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from './workspace.ts';

interface RunResults {
  readonly results: readonly { readonly unique_id: string }[];
}
interface Manifest {
  readonly nodes: Readonly<
    Record<string, { readonly schema?: string; readonly build_path?: string | null }>
  >;
  readonly sources: Readonly<
    Record<string, { readonly schema?: string; readonly build_path?: string | null }>
  >;
}

/** Collects what the last build of a workspace sent to the database, in its order, for a replay. */
export function collectStatements({ root }: Workspace): string {
  const read = <T>(name: string) =>
    JSON.parse(readFileSync(join(root, 'target', name), 'utf8')) as T;
  const { nodes, sources } = read<Manifest>('manifest.json');
  const schemas = new Set<string>();
  const statements: string[] = [];
  for (const { unique_id } of read<RunResults>('run_results.json').results) {
    const node = nodes[unique_id] ?? sources[unique_id];
    const path = node?.build_path;
    if (typeof path !== 'string' || !existsSync(join(root, path))) continue;
    if (node?.schema !== undefined && !unique_id.startsWith('test.')) schemas.add(node.schema);
    statements.push(readFileSync(join(root, path), 'utf8'));
  }
  if (statements.length === 0) throw new Error(`${root}/target/run holds no statements`);
  const file = join(root, 'target', 'statements.json');
  writeFileSync(file, JSON.stringify({ schemas: [...schemas].sort(), statements }));
  return file;
}
